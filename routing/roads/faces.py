"""The readable faces of a road network: a networkx graph and two geopandas tables."""

from collections.abc import Sequence

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import shapely

from routing.roads.columns import Edges, Nodes, Points
from routing.roads.lines import edge_lines
from routing.roads.vocabulary import (
    NO_TRUCK_LIMIT_G,
    ROAD_CLASSES,
    SURFACES,
    VEHICLE_KINDS,
    Feature,
)
from routing.units import GRAMS_PER_KG

CRS = "EPSG:4326"
_PLAIN = (
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


def nodes_table(nodes: Nodes) -> gpd.GeoDataFrame:
    """Return one row per node, with points in WGS 84."""
    frame = pd.DataFrame({"id": nodes.id.astype(str), "elevation_m": nodes.elevation_m})
    return gpd.GeoDataFrame(frame, geometry=shapely.points(nodes.lon, nodes.lat), crs=CRS)


def edges_table(
    nodes: Nodes, edges: Edges, points: Points, words: Sequence[str]
) -> gpd.GeoDataFrame:
    """Return one row per directed edge in words and plain units, with lines in WGS 84."""
    ids = nodes.id.astype(str)
    frame = pd.DataFrame(
        {
            "id": edges.id.astype(str),
            "from": ids[edges.tail],
            "to": ids[edges.head],
            "ref": np.array(words, dtype=object)[edges.ref],
            "name": np.array(words, dtype=object)[edges.name],
            "road_class": np.array(ROAD_CLASSES, dtype=object)[edges.road_class],
            "surface": np.array(SURFACES, dtype=object)[edges.surface],
            **{name: edges.arrays()[name] for name in _PLAIN},
            "truck_limit_kg": _truck_limits_kg(edges),
            "access": [access_words(int(bits)) for bits in edges.access],
            "features": ["|".join(Feature(int(bits)).words) for bits in edges.features],
        }
    )
    return gpd.GeoDataFrame(frame, geometry=edge_lines(edges, points), crs=CRS)


def build_networkx(
    nodes: Nodes, edges: Edges, points: Points, words: Sequence[str]
) -> "nx.MultiDiGraph[str]":
    """Return the network with ids as nodes and keys, and readable attributes on both."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(crs=CRS)
    for key, lon, lat, elevation in zip(
        nodes.id.astype(str), nodes.lon, nodes.lat, nodes.elevation_m, strict=True
    ):
        graph.add_node(key, x=float(lon), y=float(lat), elevation_m=float(elevation))
    for row in edges_table(nodes, edges, points, words).to_dict("records"):
        facts = {str(name): value for name, value in row.items()}
        ends = facts.pop("from"), facts.pop("to")
        graph.add_edge(*ends, key=facts.pop("id"), **facts)
    return graph


def access_words(bits: int) -> str:
    """Return the vehicle kinds of an access code, joined by ``|``."""
    return "|".join(kind for bit, kind in enumerate(VEHICLE_KINDS) if bits >> bit & 1)


def _truck_limits_kg(edges: Edges) -> "pd.Series[float]":
    limits = pd.Series(edges.truck_limit_g / GRAMS_PER_KG)
    return limits.mask(edges.truck_limit_g >= NO_TRUCK_LIMIT_G)
