"""The columns of a network in words and plain units, as tables for other programs hold them."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.roads.columns import Edges, Nodes
from routing.roads.limits import NO_LIMIT_G, Limits
from routing.roads.vocabulary import (
    NO_TRUCK_LIMIT_G,
    ROAD_CLASSES,
    SURFACES,
    VEHICLE_KINDS,
    Feature,
)
from routing.units import GRAMS_PER_KG

PLAIN: Final = (
    "length_m",
    "climb_m",
    "descent_m",
    "uphill_m",
    "downhill_m",
    "max_grade",
    "max_descent",
    "bend_radius_m",
    "width_m",
    "max_speed_kph",
)
"""Columns of edges that stand in tables as they are."""

Table = dict[str, NDArray[np.generic]]


def node_columns(nodes: Nodes) -> Table:
    """Return the columns of the nodes but for their position."""
    return {"id": nodes.id.astype(str).astype(object), "elevation_m": nodes.elevation_m}


def edge_columns(nodes: Nodes, edges: Edges, words: Sequence[str], limits: Limits) -> Table:
    """Return the columns of the directed edges but for their lines; texts as objects.

    A limit is NaN where there is none; signed ones have columns only where there is a sign.
    """
    ids, known = nodes.id.astype(str).astype(object), np.array(words, dtype=object)
    limit_kg = edges.truck_limit_g / GRAMS_PER_KG
    return {
        "id": edges.id.astype(str).astype(object),
        "from": ids[edges.tail],
        "to": ids[edges.head],
        "ref": known[edges.ref],
        "name": known[edges.name],
        "road_class": np.array(ROAD_CLASSES, dtype=object)[edges.road_class],
        "surface": np.array(SURFACES, dtype=object)[edges.surface],
        **{name: edges.arrays()[name] for name in PLAIN},
        "truck_limit_kg": np.where(edges.truck_limit_g >= NO_TRUCK_LIMIT_G, np.nan, limit_kg),
        "access": _say(edges.access, access_words),
        "features": _say(edges.features, feature_words),
        **(_limit_columns(limits, len(edges)) if len(limits) else {}),
    }


def _limit_columns(limits: Limits, n_edges: int) -> Table:
    signed = {
        "max_weight_kg": np.where(
            limits.max_weight_g < NO_LIMIT_G, limits.max_weight_g / GRAMS_PER_KG, np.nan
        ),
        "max_height_m": np.where(np.isinf(limits.max_height_m), np.nan, limits.max_height_m),
        "max_width_m": np.where(np.isinf(limits.max_width_m), np.nan, limits.max_width_m),
    }
    columns: Table = {}
    for name, values in signed.items():
        columns[name] = np.full(n_edges, np.nan, np.float64)
        columns[name][limits.edge] = values
    return columns


def access_words(bits: int) -> str:
    """Return the vehicle kinds of an access code, joined by ``|``."""
    return "|".join(kind for bit, kind in enumerate(VEHICLE_KINDS) if bits >> bit & 1)


def feature_words(bits: int) -> str:
    """Return the names of all features set, joined by ``|``."""
    return "|".join(Feature(bits).words)


def _say(
    codes: NDArray[np.unsignedinteger], words_of: Callable[[int], str]
) -> NDArray[np.object_]:
    """Return each code in words, putting every different one into words once."""
    different, which = np.unique(codes, return_inverse=True)
    said = np.array([words_of(int(code)) for code in different], dtype=object)
    return said[which]
