"""Which names a map should carry, the important first, and writing those that found a place."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from numpy.typing import NDArray

from routing.formats.map_closures import ClosedSpot
from routing.formats.map_colours import CLOSED, FAINT_INK, INK
from routing.formats.map_frame import MapFrame
from routing.formats.map_labels import LabelGround, LabelWish, place_labels
from routing.formats.map_layers import draw_words
from routing.geo import LonLat, crow_m
from routing.roads.places import Place
from routing.texts import Lang, text

NEAR_M: Final = 1500.0
LINE_STEP_PT: Final = 2.5
MAX_OTHER_NAMES: Final = 150
_TOWNS: Final = ("province_town", "district_town")
_OTHERS: Final = ("commune", "pass", "border_gate", "market", "village")
_SHORT: Final = (("Thị trấn ", "TT. "), ("Thành phố ", "TP "), ("Phường ", ""), ("Xã ", ""))
_LOOKS: Final[Mapping[str, tuple[float, str, bool]]] = {
    "hub": (9.5, INK, True),
    "town": (8.2, "#55524c", True),
    "closed": (8.6, CLOSED, True),
    "stop": (7.2, INK, False),
    "other": (6.2, FAINT_INK, False),
}
# How bad a place a name puts up with, and what a point of line under it costs.
_PATIENCE: Final[Mapping[str, tuple[float, float]]] = {
    "hub": (1e9, 0.03),
    "town": (12.0, 0.12),
    "closed": (1e9, 0.12),
    "stop": (12.0, 0.12),
    "other": (1.4, 0.12),
}


class Names:
    """Names by rank, each with its spot on the page and the radius of its mark."""

    def __init__(self, frame: MapFrame) -> None:
        self.frame = frame
        self.wishes: list[tuple[str, LabelWish]] = []

    def add(self, rank: str, name: str, lonlat: LonLat, radius_pt: float) -> None:
        """Wish for a name beside a place."""
        if not self.frame.shows(lonlat):
            return
        size, _, bold = _LOOKS[rank]
        words = short_name(name)
        x, y = self.frame.place(lonlat)
        width = words_width_pt(words, size, bold=bold) + 2
        wish = LabelWish(words, x, y, radius_pt, width, 1.25 * size, *_PATIENCE[rank])
        self.wishes.append((rank, wish))

    def draw(self, ax: Axes, ground: LabelGround) -> None:
        """Write every name that finds a place."""
        rank_of = {id(wish): rank for rank, wish in self.wishes}
        for label in place_labels([wish for _, wish in self.wishes], ground):
            size, colour, bold = _LOOKS[rank_of[id(label.wish)]]
            baseline = label.y + 0.28 * size
            draw_words(
                ax, label.x + 1, baseline, label.wish.words,
                size=size, colour=colour, bold=bold, halo=True,
            )  # fmt: skip


def wish_names(
    frame: MapFrame,
    *,
    hubs: Mapping[LonLat, str],
    stops: Mapping[LonLat, str],
    radii_pt: Mapping[LonLat, float],
    spots: Iterable[ClosedSpot],
    places: Iterable[Place],
    lang: Lang,
) -> Names:
    """Return all names a map would carry: hubs, closures, towns, pickup places, others."""
    names = Names(frame)
    places = list(places)
    for lonlat, name in hubs.items():
        names.add("hub", name, lonlat, 7)
    for spot in spots:
        names.add("closed", text("outputs.map.closed", lang, road=spot.road), spot.spot, 6)
    for place in places:
        if place.kind in _TOWNS and not _is_near(place.lonlat, (*hubs, *stops)):
            names.add("town", place.name, place.lonlat, 2)
    for lonlat, name in stops.items():
        if not _is_near(lonlat, hubs, within_m=200):
            names.add("stop", name, lonlat, radii_pt[lonlat])
    for place in _others(frame, places):
        if not _is_near(place.lonlat, (*hubs, *stops), within_m=200):
            names.add("other", place.name, place.lonlat, 1)
    return names


def sample_lines(frame: MapFrame, lines: Iterable[tuple[LonLat, ...]]) -> NDArray[np.float64]:
    """Return points at even steps along lines, on the page."""
    points: list[NDArray[np.float64]] = []
    for line in lines:
        for a, b in pairwise(frame.xy(*zip(*line, strict=True))):
            count = max(1, round(float(np.hypot(*(b - a))) / LINE_STEP_PT))
            points.append(a + (b - a) * ((np.arange(count) + 0.5) / count)[:, None])
    return np.concatenate(points) if points else np.empty((0, 2))


def short_name(name: str) -> str:
    """Return a place's name as maps write it: Xã Mường So is Mường So."""
    bare = name.split(" (", maxsplit=1)[0]
    for long, short in _SHORT:
        if bare.startswith(long):
            return short + bare[len(long) :]
    return bare


def words_width_pt(words: str, size: float, *, bold: bool) -> float:
    """Return how wide words are when written."""
    font = FontProperties(size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(words, font, ismath=False)
    return float(width)


def _others(frame: MapFrame, places: Iterable[Place]) -> Iterator[Place]:
    shown = [place for place in places if frame.shows(place.lonlat)]
    ranked = sorted(
        (place for place in shown if place.kind in _OTHERS),
        key=lambda place: _OTHERS.index(place.kind),
    )
    yield from ranked[:MAX_OTHER_NAMES]


def _is_near(lonlat: LonLat, others: Iterable[LonLat], *, within_m: float = NEAR_M) -> bool:
    return any(crow_m(lonlat, other) < within_m for other in others)
