"""A route's elevation profile as SVG: where it climbs, where it halts, what is on board."""

import math
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import Final

from routing.formats.leg_climb import leg_climbs
from routing.formats.nice_ticks import nice_ticks
from routing.formats.svg import SvgPage
from routing.formats.words import (
    clock_words,
    day_words,
    distance_words,
    duration_words,
    number_words,
    weight_words,
)
from routing.plan.plan import Plan, PlanRoute, PlanStop
from routing.texts import Lang, text

_LEFT, _RIGHT, _TOP, _BOTTOM = 62.0, 930.0, 104.0, 300.0
_WIDTH: Final = 960.0
_LOAD_HEIGHT: Final = 52.0
_LIST_TOP: Final = 362.0
_ROW: Final = 19.0
_GROUND, _RIDGE, _LOAD, _MARK = "#dfe7dc", "#4d6b50", "#e0a458", "#1f4e79"


@dataclass(frozen=True, slots=True)
class Halt:
    """Stops at one place without driving between them, at metres from the start."""

    along_m: int
    stops: tuple[PlanStop, ...]


def draw_route_profile(plan: Plan, route: PlanRoute, path: Path, lang: Lang = "vi") -> None:
    """Write a route's elevation profile as an SVG file."""
    path.write_text(route_profile_svg(plan, route, lang), "utf-8")


def route_profile_svg(plan: Plan, route: PlanRoute, lang: Lang = "vi") -> str:
    """Return a route's elevation profile, with its halts numbered and listed below."""
    halts = list_halts(route)
    rows = math.ceil(len(halts) / 2)
    title = text(
        "outputs.profile.title", lang, vehicle=route.vehicle, day=day_words(route.date, lang)
    )
    page = SvgPage(_WIDTH, _LIST_TOP + rows * _ROW + 34, title)
    page.text(_LEFT, 30, title, size=18, bold=True)
    page.text(_LEFT, 52, _facts(route, lang), size=12.5, fill="#555555")
    if len(route.elevation) > 1 and route.distance_m > 0:
        _Profile(page, route, lang).draw(halts)
    else:
        page.text(_LEFT, 180, text("outputs.profile.none", lang), size=14, fill="#777777")
    _list_halts(page, plan, route, halts, rows, lang)
    notes = [text("outputs.schematic", lang)] if plan.schematic else []
    notes.append(text("outputs.osm_credit", lang))
    page.text(_LEFT, page.height - 12, " · ".join(notes), size=10.5, fill="#777777")
    return page.source()


def list_halts(route: PlanRoute) -> list[Halt]:
    """Return the stops of a route, those at one place joined."""
    along_m = accumulate(stop.leg_distance_m for stop in route.stops)
    placed = zip(along_m, route.stops, strict=True)
    return [
        Halt(at_m, tuple(stop for _, stop in stops))
        for at_m, stops in groupby(placed, key=lambda pair: pair[0])
    ]


class _Profile:
    """The drawing of one profile: scales, ground, load, halts."""

    def __init__(self, page: SvgPage, route: PlanRoute, lang: Lang) -> None:
        self.page, self.route, self.lang = page, route, lang
        heights_m = [height_m for _, height_m in route.elevation]
        span_m = max(200, max(heights_m) - min(heights_m))
        self.low_m = min(heights_m) - 0.5 * span_m
        self.high_m = max(heights_m) + 0.08 * span_m

    def draw(self, halts: list[Halt]) -> None:
        self._grid()
        ground = [
            (self._x(along_m), self._y(height_m)) for along_m, height_m in self.route.elevation
        ]
        self.page.area([(ground[0][0], _BOTTOM), *ground, (ground[-1][0], _BOTTOM)], fill=_GROUND)
        self._load()
        self.page.line(ground, stroke=_RIDGE, width=2)
        self._halts(halts)

    def _grid(self) -> None:
        for height_m in nice_ticks(max(0.0, self.low_m), self.high_m, 6):
            y = self._y(height_m)
            self.page.line([(_LEFT, y), (_RIGHT, y)], stroke="#e6e6e6", width=1)
            words = number_words(height_m, self.lang)
            self.page.text(_LEFT - 6, y + 4, words, size=11, fill="#777777", anchor="end")
        for km in nice_ticks(0, self.route.distance_m / 1000, 10):
            words = number_words(km, self.lang, decimals=1)
            x = self._x(km * 1000)
            self.page.line([(x, _BOTTOM), (x, _BOTTOM + 5)], stroke="#999999", width=1)
            self.page.text(x, _BOTTOM + 18, words, size=11, fill="#777777", anchor="middle")
        along, height = (
            text("outputs.profile.along", self.lang),
            text("outputs.profile.height", self.lang),
        )
        self.page.text(_RIGHT, _BOTTOM + 36, along, size=11, fill="#777777", anchor="end")
        self.page.text(8, _TOP - 26, height, size=11, fill="#777777")

    def _load(self) -> None:
        peak_g = max(1, self.route.peak_load_g)
        points = [(_LEFT, _BOTTOM)]
        load_g = along_m = 0
        for stop in self.route.stops:
            along_m += stop.leg_distance_m
            x = self._x(along_m)
            points.append((x, _BOTTOM - _LOAD_HEIGHT * load_g / peak_g))
            load_g = stop.load_g
            points.append((x, _BOTTOM - _LOAD_HEIGHT * load_g / peak_g))
        self.page.area([*points, (_RIGHT, _BOTTOM)], fill=_LOAD)
        label = text("outputs.profile.load", self.lang)
        self.page.rect(_LEFT, _BOTTOM + 27, 12, 10, fill=_LOAD)
        self.page.text(_LEFT + 18, _BOTTOM + 36, label, size=11, fill="#777777")

    def _halts(self, halts: list[Halt]) -> None:
        free_from = [0.0, 0.0, 0.0]
        for number, halt in enumerate(halts):
            x = self._x(halt.along_m)
            level = next((i for i, free in enumerate(free_from) if x >= free), 0)
            free_from[level] = x + 20
            y = _TOP - 4 - 10.5 * level
            ends = [(x, y), (x, self._y(self._height(halt.along_m)))]
            self.page.line(ends, stroke=_MARK, width=0.8, dash="3 3")
            self.page.circle(x, y, 8.5, fill="#ffffff", stroke=_MARK)
            self.page.text(x, y + 3.6, str(number), size=10, fill=_MARK, anchor="middle")

    def _height(self, along_m: float) -> float:
        points = self.route.elevation
        for (from_m, from_height), (to_m, to_height) in pairwise(points):
            if from_m <= along_m <= to_m and from_m < to_m:
                share = (along_m - from_m) / (to_m - from_m)
                return from_height + share * (to_height - from_height)
        return points[-1][1]

    def _x(self, along_m: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * min(1.0, along_m / self.route.distance_m)

    def _y(self, height_m: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (height_m - self.low_m) / (self.high_m - self.low_m)


def _facts(route: PlanRoute, lang: Lang) -> str:
    climbs = leg_climbs(route) or ()
    return text(
        "outputs.profile.facts",
        lang,
        distance=distance_words(route.distance_m, lang),
        up_m=number_words(sum(climb.up_m for climb in climbs), lang),
        down_m=number_words(sum(climb.down_m for climb in climbs), lang),
        driving=duration_words(route.driving_s, lang),
        peak=weight_words(route.peak_load_g, lang),
    )


def _list_halts(
    page: SvgPage, plan: Plan, route: PlanRoute, halts: list[Halt], rows: int, lang: Lang
) -> None:
    for number, halt in enumerate(halts):
        x = _LEFT + (_WIDTH - _LEFT) / 2 * (number // rows)
        y = _LIST_TOP + _ROW * (number % rows)
        clock = clock_words(plan.horizon, halt.stops[0].arrival_s, route.date)
        place = halt.stops[0].place_name or halt.stops[0].place
        page.text(x - 6, y, str(number), size=12, fill=_MARK, anchor="end", bold=True)
        page.text(x + 2, y, " · ".join([clock, place, *_doings(halt, lang)]), size=12)


def _doings(halt: Halt, lang: Lang) -> list[str]:
    pickups, deliveries = (
        [stop for stop in halt.stops if stop.kind == kind] for kind in ("pickup", "delivery")
    )
    doings = [text("outputs.profile.start", lang)] if halt.stops[0].kind == "start" else []
    if len(pickups) > 1:
        doings.append(text("outputs.profile.stops", lang, count=len(pickups)))
    if pickups:
        doings.append(f"+{weight_words(sum(stop.weight_g for stop in pickups), lang)}")
    if deliveries:
        doings.append(f"−{weight_words(sum(stop.weight_g for stop in deliveries), lang)}")
    last = halt.stops[-1]
    if last.kind in ("reload", "end"):
        weight = weight_words(last.weight_g, lang)
        doings.append(text("outputs.profile.end", lang, weight=weight))
    return doings
