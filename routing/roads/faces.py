"""The readable faces of a road network: a networkx graph and two geopandas tables."""

from collections.abc import Sequence

import geopandas as gpd
import networkx as nx
import pandas as pd
import shapely

from routing.roads.columns import Edges, Nodes, Points
from routing.roads.limits import Limits
from routing.roads.lines import edge_lines
from routing.roads.readable import edge_columns, node_columns

CRS = "EPSG:4326"


def nodes_table(nodes: Nodes) -> gpd.GeoDataFrame:
    """Return one row per node, with points in WGS 84."""
    frame = pd.DataFrame(node_columns(nodes))
    return gpd.GeoDataFrame(frame, geometry=shapely.points(nodes.lon, nodes.lat), crs=CRS)


def edges_table(
    nodes: Nodes, edges: Edges, points: Points, words: Sequence[str], limits: Limits
) -> gpd.GeoDataFrame:
    """Return one row per directed edge in words and plain units, with lines in WGS 84."""
    frame = pd.DataFrame(edge_columns(nodes, edges, words, limits))
    return gpd.GeoDataFrame(frame, geometry=edge_lines(edges, points), crs=CRS)


def build_networkx(nodes: Nodes, edges: gpd.GeoDataFrame) -> "nx.MultiDiGraph[str]":
    """Return the network with ids as nodes and keys, and readable attributes on both.

    Parameters
    ----------
    edges
        The table of the directed edges.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(crs=CRS)
    for key, lon, lat, elevation in zip(
        nodes.id.astype(str), nodes.lon, nodes.lat, nodes.elevation_m, strict=True
    ):
        graph.add_node(key, x=float(lon), y=float(lat), elevation_m=float(elevation))
    for row in edges.to_dict("records"):
        facts = {str(name): value for name, value in row.items()}
        ends = facts.pop("from"), facts.pop("to")
        graph.add_edge(*ends, key=facts.pop("id"), **facts)
    return graph
