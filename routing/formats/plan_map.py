"""A plan as a picture: roads, hubs, pickup places, who drives where with how much."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from routing.formats.map_closures import ClosedSpot, find_closed_spots
from routing.formats.map_colours import FAINT_INK, PAPER
from routing.formats.map_frame import MapFrame, fit_frame
from routing.formats.map_labels import LabelGround, count_inside
from routing.formats.map_layers import (
    draw_closures,
    draw_edge,
    draw_pieces,
    draw_roads,
    draw_scale,
    draw_square,
    draw_stops,
    draw_words,
    heaviest_load_g,
    scale_box,
    stop_radius_pt,
)
from routing.formats.map_legend import Legend
from routing.formats.map_names import LINE_STEP_PT, sample_lines, wish_names
from routing.formats.map_scene import Scene, build_scene, count_pickups, picked_up_g
from routing.formats.words import day_words, distance_words, weight_words
from routing.geo import LonLat
from routing.plan.plan import Plan
from routing.roads.graph import RoadGraph
from routing.roads.places import Place
from routing.texts import LANGS, Lang, text

MAP_PT: Final = (830.0, 596.0)
PANEL_PT: Final = 262.0
HEAD_PT, FOOT_PT, RIM_PT = 56.0, 24.0, 12.0
PAGE_PT: Final = (MAP_PT[0] + PANEL_PT + 3 * RIM_PT, MAP_PT[1] + HEAD_PT + FOOT_PT)
DPI: Final = 140
_LINE: Final = re.compile(r' d="[^"]*"')
_DECIMALS: Final = re.compile(r"(\.\d\d)\d+")


def draw_plan_map(
    plan: Plan,
    graph: RoadGraph,
    places: Iterable[Place],
    closed_edges: Sequence[int],
    path_stem: Path,
    lang: Lang = "vi",
) -> tuple[Path, Path]:
    """Write a plan's map as PNG and SVG: by vehicle for one day, by hub for several.

    Parameters
    ----------
    closed_edges
        Edges to mark as closed, by index in the graph.
    path_stem
        Path of the pictures without their suffix.
    """
    days = [plan.horizon.date(day) for day in (0, plan.horizon.days - 1)]
    if plan.horizon.days == 1:
        title = text("outputs.map.title_day", lang, day=day_words(days[0], lang))
    else:
        first, last = (day_words(day, lang) for day in days)
        title = text("outputs.map.title_days", lang, first=first, last=last)
    scene = build_scene(plan.routes, lang, by_vehicle=plan.horizon.days == 1)
    return _draw(plan, scene, title, graph, places, closed_edges, path_stem, lang)


def draw_day_map(
    plan: Plan,
    day: int,
    graph: RoadGraph,
    places: Iterable[Place],
    closed_edges: Sequence[int],
    path_stem: Path,
    lang: Lang = "vi",
) -> tuple[Path, Path]:
    """Write the map of one day of a plan (0 is the first), each vehicle in its colour."""
    routes = tuple(route for route in plan.routes if route.day == day)
    title = text("outputs.map.title_day", lang, day=day_words(plan.horizon.date(day), lang))
    scene = build_scene(routes, lang, by_vehicle=True, all_routes=plan.routes)
    of_day = replace(plan, routes=routes, dropped=())
    return _draw(of_day, scene, title, graph, places, closed_edges, path_stem, lang)


def _draw(
    plan: Plan,
    scene: Scene,
    title: str,
    graph: RoadGraph,
    places: Iterable[Place],
    closed_edges: Sequence[int],
    path_stem: Path,
    lang: Lang,
) -> tuple[Path, Path]:
    spots = find_closed_spots(graph, closed_edges)
    shown = _points_to_show(plan, spots, graph)
    frame = fit_frame(shown, width_pt=MAP_PT[0], height_pt=MAP_PT[1])
    with mpl.rc_context(
        {"font.family": ["DejaVu Sans"], "svg.hashsalt": "luco", "svg.fonttype": "path"}
    ):
        figure = Figure((PAGE_PT[0] / 72, PAGE_PT[1] / 72), DPI, facecolor="#ffffff")
        FigureCanvasAgg(figure)
        canvas = _axes(figure, (RIM_PT, FOOT_PT, *MAP_PT), PAPER)
        _draw_scene(canvas, frame, scene, graph, spots, places, lang)
        panel = _axes(figure, (2 * RIM_PT + MAP_PT[0], FOOT_PT, PANEL_PT, MAP_PT[1]))
        heaviest_g = heaviest_load_g(scene.pieces)
        Legend(panel, PANEL_PT, MAP_PT[1], lang).draw(scene.legend, heaviest_g, closed=bool(spots))
        _draw_words_around(_axes(figure, (0, 0, *PAGE_PT)), plan, title, graph.credit, lang)
        return _save(figure, path_stem)


def _draw_scene(
    ax: Axes,
    frame: MapFrame,
    scene: Scene,
    graph: RoadGraph,
    spots: Sequence[ClosedSpot],
    places: Iterable[Place],
    lang: Lang,
) -> None:
    draw_roads(ax, frame, graph)
    draw_pieces(ax, frame, scene.pieces, scene.colours)
    draw_closures(ax, frame, spots)
    draw_stops(ax, frame, scene.stops)
    for lonlat, hub in scene.hubs.items():
        draw_square(ax, *frame.place(lonlat), hub.colour)
    heaviest_g = max((stop.weight_g for stop in scene.stops.values()), default=0)
    names = wish_names(
        frame,
        hubs={lonlat: hub.name for lonlat, hub in scene.hubs.items()},
        stops={lonlat: stop.name for lonlat, stop in scene.stops.items()},
        radii_pt={
            lonlat: stop_radius_pt(stop.weight_g, heaviest_g)
            for lonlat, stop in scene.stops.items()
        },
        spots=spots,
        places=places,
        lang=lang,
    )
    dots = [frame.place(lonlat) for lonlat in (*scene.hubs, *scene.stops)]
    lines = [(piece.a, piece.b) for piece in scene.pieces]
    closed = [line for spot in spots for line in spot.lines]
    line_points, dot_points = sample_lines(frame, (*lines, *closed)), np.reshape(dots, (-1, 2))
    on_left = _is_emptier_on_left(frame, np.concatenate((line_points, dot_points)))
    hub_boxes = (_mark_box(frame, lonlat) for lonlat in scene.hubs)
    ground = LabelGround(
        frame.width_pt,
        frame.height_pt,
        line_points,
        LINE_STEP_PT,
        dot_points,
        (scale_box(frame, on_left=on_left), *hub_boxes),
    )
    names.draw(ax, ground)
    draw_scale(ax, frame, lang, on_left=on_left)
    draw_edge(ax, frame)


def _is_emptier_on_left(frame: MapFrame, points: NDArray[np.float64]) -> bool:
    left, right = (
        count_inside(points, scale_box(frame, on_left=on_left)) for on_left in (True, False)
    )
    return left < right


def _mark_box(frame: MapFrame, lonlat: LonLat) -> tuple[float, float, float, float]:
    x, y = frame.place(lonlat)
    return x - 7, y - 7, x + 7, y + 7


def _points_to_show(plan: Plan, spots: Sequence[ClosedSpot], graph: RoadGraph) -> list[LonLat]:
    points = [stop.lonlat for route in plan.routes for stop in route.stops]
    points += [point for route in plan.routes for point in route.geometry]
    points += [spot.spot for spot in spots]
    return points or [graph.lonlat(node) for node in range(len(graph.nodes))]


def _draw_words_around(ax: Axes, plan: Plan, title: str, credit: str, lang: Lang) -> None:
    top = PAGE_PT[1]
    draw_words(ax, RIM_PT, top - 25, title, size=16, bold=True)
    facts = text(
        "outputs.map.facts",
        lang,
        routes=len(plan.routes),
        pickups=sum(map(count_pickups, plan.routes)),
        weight=weight_words(sum(map(picked_up_g, plan.routes)), lang),
        distance=distance_words(sum(route.distance_m for route in plan.routes), lang),
    )
    if plan.dropped:
        facts += text("outputs.map.dropped", lang, count=len(plan.dropped))
    draw_words(ax, RIM_PT, top - 45, facts, size=10.5, colour="#66635d")
    if plan.schematic:
        note = " · ".join(text("outputs.schematic", each) for each in LANGS)
        draw_words(ax, RIM_PT, 8, note, size=8, colour=FAINT_INK)
    draw_words(ax, PAGE_PT[0] - RIM_PT, top - 25, "Lù Cở", size=12, bold=True, align="right")
    draw_words(ax, PAGE_PT[0] - RIM_PT, 8, credit, size=8, colour=FAINT_INK, align="right")


def _axes(figure: Figure, box: tuple[float, float, float, float], paper: str = "none") -> Axes:
    """Return axes over a box of the page that count in points from its lower left corner."""
    left, bottom, width, height = box
    share = left / PAGE_PT[0], bottom / PAGE_PT[1], width / PAGE_PT[0], height / PAGE_PT[1]
    ax = figure.add_axes(share, xlim=(0, width), ylim=(0, height), facecolor=paper)
    ax.set_autoscale_on(False)
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def _save(figure: Figure, path_stem: Path) -> tuple[Path, Path]:
    png, svg = (path_stem.with_name(f"{path_stem.name}.{kind}") for kind in ("png", "svg"))
    figure.savefig(png, dpi=DPI, metadata={"Software": None})
    figure.savefig(svg, metadata={"Date": None, "Creator": None})
    svg.write_text(_LINE.sub(_shorten, svg.read_text("utf-8")), "utf-8")
    return png, svg


def _shorten(line: re.Match[str]) -> str:
    # A hundredth of a point is finer than any print; six decimals only fill the disk.
    return _DECIMALS.sub(r"\1", line[0])
