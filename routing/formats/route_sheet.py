"""Route sheets for printing: A4 pages with each route's climb and its stops to tick off."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from routing.formats.labels import NO_LABELS, Labels
from routing.formats.map_colours import FAINT_INK, INK
from routing.formats.map_layers import draw_words
from routing.formats.map_names import words_width_pt
from routing.formats.route_profile import list_halts
from routing.formats.safe_text import printable
from routing.formats.sheet_rows import SheetRow, list_sheet_rows
from routing.formats.words import (
    clock_words,
    day_words,
    distance_words,
    duration_words,
    number_words,
    visit_words,
    weight_words,
)
from routing.plan.plan import Plan, PlanRoute
from routing.texts import Lang, text

PAGE_PT: Final = (595.0, 842.0)
LEFT, RIGHT, TOP, FOOT = 36.0, 559.0, 806.0, 46.0
PROFILE: Final = (LEFT + 26, 650.0, RIGHT, 738.0)
ROW_PT: Final = 26.0
_NUMBER, _TIMES, _PLACE, _WEIGHT, _LOAD, _LEG = 36.0, 54.0, 132.0, 388.0, 446.0, 545.0
_GROUND, _RIDGE, _MARK, _RULE = "#dfe7dc", "#4d6b50", "#1f4e79", "#cfcfcf"


def plan_pdf(plan: Plan, path: Path, lang: Lang = "vi", *, labels: Labels = NO_LABELS) -> None:
    """Write a PDF of all routes, one page or more each; a plan without routes has one page."""
    no_clock = {"CreationDate": None, "Creator": None, "Producer": None}
    with (
        mpl.rc_context({"font.family": ["DejaVu Sans"], "pdf.fonttype": 42}),
        PdfPages(path, metadata=no_clock) as pages,
    ):
        for route in plan.routes:
            for figure in _route_pages(plan, route, lang, labels):
                pages.savefig(figure)
        if not plan.routes:
            figure, ax = _blank_page()
            _draw_foot(ax, plan, 1, 1, lang)
            pages.savefig(figure)


def _route_pages(plan: Plan, route: PlanRoute, lang: Lang, labels: Labels) -> Iterator[Figure]:
    chunks = _split(list_sheet_rows(plan, route, lang, labels))
    for page, rows in enumerate(chunks, start=1):
        figure, ax = _blank_page()
        _draw_head(ax, plan, route, lang, labels)
        top = TOP - 62
        if page == 1:
            top = _draw_profile(ax, route, lang)
        _draw_table(ax, rows, top, lang)
        _draw_foot(ax, plan, page, len(chunks), lang)
        yield figure


def _split(rows: Sequence[SheetRow]) -> list[Sequence[SheetRow]]:
    first = int((PROFILE[1] - 40 - FOOT - 20) / ROW_PT)
    more = int((TOP - 62 - FOOT - 24) / ROW_PT)
    return [rows[:first], *(rows[i : i + more] for i in range(first, len(rows), more))]


def _draw_head(ax: Axes, plan: Plan, route: PlanRoute, lang: Lang, labels: Labels) -> None:
    title = text(
        "outputs.print.title", lang, vehicle=route.vehicle, day=day_words(route.date, lang)
    )
    _write(ax, LEFT, TOP - 12, title, RIGHT - LEFT, size=15, bold=True)
    facts = text(
        "outputs.print.facts",
        lang,
        profile=labels.profile(route.profile, lang),
        start=clock_words(plan.horizon, route.start_s, route.date),
        end=clock_words(plan.horizon, route.end_s, route.date),
        visits=visit_words(route, lang),
        distance=distance_words(route.distance_m, lang),
        driving=duration_words(route.driving_s, lang),
        peak=weight_words(route.peak_load_g, lang),
        capacity=weight_words(route.capacity_g, lang),
    )
    _write(ax, LEFT, TOP - 30, facts, RIGHT - LEFT, size=8.6, colour="#555555")
    if route.driver:
        driver = text("outputs.route.driver", lang, driver=route.driver)
        _write(ax, LEFT, TOP - 45, driver, RIGHT - LEFT, size=9.5)


def _draw_profile(ax: Axes, route: PlanRoute, lang: Lang) -> float:
    """Draw the elevation profile and return where the table may begin."""
    if len(route.elevation) < 2 or route.distance_m <= 0:
        return TOP - 62
    left, bottom, right, top = PROFILE
    heights_m = [height_m for _, height_m in route.elevation]
    low_m, span_m = min(heights_m), max(150, max(heights_m) - min(heights_m))
    xs = [left + (right - left) * along_m / route.distance_m for along_m, _ in route.elevation]
    ys = [bottom + 8 + (top - bottom - 20) * (height - low_m) / span_m for height in heights_m]
    ax.fill_between(xs, ys, bottom, color=_GROUND, lw=0)
    ax.plot(xs, ys, color=_RIDGE, lw=1.3)
    for height_m, y in ((min(heights_m), min(ys)), (max(heights_m), max(ys))):
        words = f"{number_words(height_m, lang)} m"
        draw_words(ax, left - 4, y - 2.5, words, size=6.5, colour=FAINT_INK, align="right")
    last_x = 0.0
    for number, halt in enumerate(list_halts(route)):
        x = left + (right - left) * min(1.0, halt.along_m / route.distance_m)
        ax.plot([x, x], [bottom, top - 6], color=_MARK, lw=0.5, ls=(0, (2, 2)))
        if x - last_x > 9:
            draw_words(ax, x, top - 4, str(number), size=7, colour=_MARK, align="center")
            last_x = x
    return bottom - 12


def _draw_table(ax: Axes, rows: Sequence[SheetRow], top: float, lang: Lang) -> None:
    y = top - 10
    for x, key, align in (
        (_TIMES, "time", "left"),
        (_PLACE, "place", "left"),
        (_WEIGHT, "weight", "right"),
        (_LOAD, "load", "right"),
        (_LEG - 90, "leg", "left"),
        (RIGHT, "done", "right"),
    ):
        words = text(f"outputs.print.{key}", lang)
        draw_words(ax, x, y, words, size=7.5, colour="#555555", bold=True, align=align)
    y -= 6
    ax.plot([LEFT, RIGHT], [y, y], color=INK, lw=0.9)
    for row in rows:
        _draw_row(ax, row, y)
        y -= ROW_PT
        ax.plot([LEFT, RIGHT], [y, y], color=_RULE, lw=0.5)


def _draw_row(ax: Axes, row: SheetRow, top: float) -> None:
    upper, lower = top - 10.5, top - 21
    draw_words(ax, _NUMBER, upper, str(row.number), size=9, colour=_MARK, bold=True)
    _write(ax, _TIMES, upper, row.times, _PLACE - _TIMES - 4, size=9)
    _write(ax, _PLACE, upper, row.place, _WEIGHT - _PLACE - 54, size=9, bold=True)
    draw_words(ax, _WEIGHT, upper, row.weight, size=9, align="right")
    draw_words(ax, _LOAD, upper, row.load, size=8, colour="#555555", align="right")
    _write(ax, _LEG - 90, upper, row.leg, 90, size=7.5)
    _write(ax, _PLACE, lower, row.details, _LEG - 106 - _PLACE, size=7.2, colour="#555555")
    _write(ax, _LEG - 90, lower, row.roads, 90, size=6.8, colour="#555555")
    if row.to_tick:
        x, y, side = RIGHT - 10, top - 18, 10
        xs, ys = (x, x + side, x + side, x, x), (y, y, y + side, y + side, y)
        ax.plot(xs, ys, color=INK, lw=0.8)


def _draw_foot(ax: Axes, plan: Plan, page: int, pages: int, lang: Lang) -> None:
    notes = [text("outputs.schematic", lang)] if plan.schematic else []
    notes.append(text("outputs.osm_credit", lang))
    draw_words(ax, LEFT, 24, " · ".join(notes), size=7, colour=FAINT_INK)
    count = text("outputs.print.page", lang, page=page, pages=pages)
    draw_words(ax, RIGHT, 24, count, size=7, colour=FAINT_INK, align="right")


def _blank_page() -> tuple[Figure, Axes]:
    figure = Figure((PAGE_PT[0] / 72, PAGE_PT[1] / 72))
    ax = figure.add_axes((0, 0, 1, 1), xlim=(0, PAGE_PT[0]), ylim=(0, PAGE_PT[1]))
    ax.set_autoscale_on(False)
    ax.set_axis_off()
    return figure, ax


def _write(
    ax: Axes, x: float, y: float, words: str, width: float, *, size: float,
    colour: str = INK, bold: bool = False,
) -> None:  # fmt: skip
    fitted = _fit(printable(words), width, size, bold)
    draw_words(ax, x, y, fitted, size=size, colour=colour, bold=bold)


@lru_cache(maxsize=4096)
def _fit(words: str, width: float, size: float, bold: bool) -> str:  # noqa: FBT001 - cached
    """Return words cut with an ellipsis where they are wider than a width in points."""
    wide = words_width_pt(words, size, bold=bold)
    if wide <= width:
        return words
    keep = int(len(words) * width / wide)
    while keep > 0 and words_width_pt(words[:keep] + "…", size, bold=bold) > width:
        keep -= 1
    return words[:keep].rstrip() + "…"
