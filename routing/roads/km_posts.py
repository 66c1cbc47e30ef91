"""Kilometre posts: which edges lie between two posts of a road, where anchors tell."""

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Final

from routing.roads.names import fold
from routing.roads.own_table import OwnRow, read_own_table

OWN_POSTS: Final = "km_posts.csv"
OSM_POSTS: Final = "km_posts_osm.csv"
_MAX_KM: Final = 10_000


@dataclass(frozen=True, slots=True)
class KmSpan:
    """Posts `km_low` to `km_high` of a road lie on the way from node `from_id` to `to_id`."""

    road_ref: str
    from_id: str
    to_id: str
    km_low: float
    km_high: float
    basis: str = ""


@dataclass(frozen=True, slots=True)
class KmPosts:
    """All spans of posts that are known."""

    spans: tuple[KmSpan, ...] = ()

    def of_road(self, road_ref: str) -> tuple[KmSpan, ...]:
        """Return the spans of a road in rising order."""
        wanted = fold(road_ref)
        found = (span for span in self.spans if fold(span.road_ref) == wanted)
        return tuple(sorted(found, key=lambda span: (span.km_low, span.km_high)))

    def between(self, road_ref: str, km_from: float, km_to: float) -> tuple[KmSpan, ...] | None:
        """Return the spans that two posts, in either order, lie on or between.

        None when some of the way between them is not covered by known spans. A single post
        where two spans meet belongs to the later one.
        """
        low, high = min(km_from, km_to), max(km_from, km_to)
        spans = self.of_road(road_ref)
        if low == high:
            at = [span for span in spans if span.km_low <= low <= span.km_high]
            return (at[-1],) if at else None
        met = [span for span in spans if span.km_low < high and span.km_high > low]
        reached = low
        for span in met:
            if span.km_low > reached:
                return None
            reached = max(reached, span.km_high)
        return tuple(met) if reached >= high else None


def load_km_posts(folder: Path) -> KmPosts:
    """Return the posts of a roads folder: a user's own, and those an import found.

    Where the user has posts of a road, only these count for it.

    Raises
    ------
    InputError
        With every fault of a table.
    """
    paths = (folder / name for name in (OWN_POSTS, OSM_POSTS))
    own, mapped = (_read_spans(path) if path.exists() else [] for path in paths)
    stated = {fold(span.road_ref) for span in own}
    return KmPosts((*own, *(span for span in mapped if fold(span.road_ref) not in stated)))


def save_km_posts(spans: Iterable[KmSpan], path: Path) -> None:
    """Write a table of spans."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(each.name for each in fields(KmSpan))
        table.writerows(astuple(span) for span in spans)


def _read_spans(path: Path) -> list[KmSpan]:
    return read_own_table(path, ("road_ref", "from_id", "to_id", "km_low", "km_high"), _read_span)


def _read_span(row: OwnRow) -> KmSpan:
    low = row.number("km_low", 0, _MAX_KM)
    return KmSpan(
        row.needed("road_ref"),
        row.needed("from_id"),
        row.needed("to_id"),
        low,
        row.number("km_high", low, _MAX_KM),
        row.text("basis"),
    )
