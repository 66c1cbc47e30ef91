"""Our own table of edges read back: a row for each direction becomes a road with both."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from routing.roads.osm.vehicle_kinds import NOBODY
from routing.roads.osm.way_facts import WayFacts
from routing.roads.vocabulary import NO_TRUCK_LIMIT_G, VEHICLE_KINDS, access_bit
from routing.units import GRAMS_PER_KG

OWN_COLUMNS: Final = frozenset(("from", "to", "road_class", "access", "features"))
"""Columns by which our own table is known."""


def join_directions(
    shapes: NDArray[np.object_],
    tags: Sequence[Mapping[str, str]],
    rows: Sequence[int],
    facts: Sequence[WayFacts],
) -> tuple[list[int], list[WayFacts]]:
    """Return one row for each road, the one driven as drawn, with who may drive either way.

    Parameters
    ----------
    shapes
        Of all rows of the table; `tags` and `facts` belong to `rows` alone.
    """
    lines = shapes[list(rows)]
    forth, back = shapely.to_wkb(lines), shapely.to_wkb(shapely.reverse(lines))
    order = sorted(range(len(rows)), key=lambda i: "backward" in _words(tags[i], "features"))
    place: dict[bytes, int] = {}
    joined: dict[int, WayFacts] = {}
    for i in order:
        access, limit_g = _access(tags[i]), _limit_g(tags[i])
        other = place.get(back[i])
        if other is None or joined[other].backward != NOBODY:
            place[forth[i]] = i
            joined[i] = replace(facts[i], forward=access, backward=NOBODY, truck_limit_g=limit_g)
        else:
            joined[other] = replace(
                joined[other], backward=access, backward_kph=facts[i].forward_kph
            )
    kept = sorted(joined)
    return [rows[i] for i in kept], [joined[i] for i in kept]


def _access(tags: Mapping[str, str]) -> int:
    kinds = _words(tags, "access")
    return sum(access_bit(kind) for kind in VEHICLE_KINDS if kind in kinds)


def _limit_g(tags: Mapping[str, str]) -> int:
    limit_kg = tags.get("truck_limit_kg", "")
    return round(float(limit_kg) * GRAMS_PER_KG) if limit_kg else NO_TRUCK_LIMIT_G


def _words(tags: Mapping[str, str], column: str) -> list[str]:
    return tags.get(column, "").split("|")
