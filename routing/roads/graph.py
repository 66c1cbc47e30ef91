"""The road network: what is true of the ground whatever drives on it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from routing.geo import LonLat
from routing.roads.bars import Bars, no_bars
from routing.roads.columns import Edges, Nodes, Points
from routing.roads.limits import Limits, no_limits
from routing.roads.turns import TurnBans, no_turn_bans
from routing.roads.vocabulary import Feature

if TYPE_CHECKING:
    import geopandas as gpd
    import networkx as nx


@dataclass(frozen=True, slots=True)
class RoadsInfo:
    """Where a network comes from.

    `version` is a hash of its content. A `schematic` network draws straight lines between
    places where the road really winds; whoever shows it says so.
    """

    name: str
    version: str
    schematic: bool
    licence: str
    credit: str
    source: str = ""
    timestamp: str = ""


@dataclass(frozen=True, eq=False)
class RoadGraph:
    """Nodes and directed edges as read-only arrays; `words` holds road numbers and names.

    `turns` are the turns that signs forbid, `bars` the edges they bar at times, `limits` those
    they bar to the heavy, high or wide.
    """

    info: RoadsInfo
    nodes: Nodes
    edges: Edges
    points: Points
    words: tuple[str, ...]
    turns: TurnBans = field(default_factory=no_turn_bans)
    bars: Bars = field(default_factory=no_bars)
    limits: Limits = field(default_factory=no_limits)

    def __post_init__(self) -> None:
        edges, n_nodes = self.edges, len(self.nodes)
        if n_nodes == 0:
            raise ValueError("want at least one node")
        for name, codes, end in (
            ("tail", edges.tail, n_nodes),
            ("head", edges.head, n_nodes),
            ("ref", edges.ref, len(self.words)),
            ("name", edges.name, len(self.words)),
            ("turns", self.turns.edge, len(edges)),
            ("bars", self.bars.edge, len(edges)),
            ("limits", self.limits.edge, len(edges)),
        ):
            if len(codes) and not (codes.min() >= 0 and codes.max() < end):
                raise ValueError(f"edges.{name}: want 0 <= {name} < {end}")

    @property
    def name(self) -> str:
        """Name of the network."""
        return self.info.name

    @property
    def version(self) -> str:
        """Hash of the network's content."""
        return self.info.version

    @property
    def schematic(self) -> bool:
        """Whether lines on the map are straight where the road is not."""
        return self.info.schematic

    @property
    def credit(self) -> str:
        """What every picture and export must show."""
        return self.info.credit

    @property
    def licence(self) -> str:
        """Licence of the data."""
        return self.info.licence

    @cached_property
    def _node_of(self) -> dict[str, int]:
        return {each.decode(): i for i, each in enumerate(self.nodes.id.tolist())}

    @cached_property
    def _edge_of(self) -> dict[str, int]:
        return {each.decode(): i for i, each in enumerate(self.edges.id.tolist())}

    def node_index(self, node_id: str) -> int:
        """Return the index of a node; KeyError when there is none of this id."""
        return self._node_of[node_id]

    def find_node(self, node_id: str) -> int | None:
        """Return the index of a node, None when there is none of this id."""
        return self._node_of.get(node_id)

    def node_id(self, node: int) -> str:
        """Return the id of a node."""
        return str(self.nodes.id[node].decode())

    def find_edge(self, edge_id: str) -> int | None:
        """Return the index of an edge, None when there is none of this id."""
        return self._edge_of.get(edge_id)

    def edges_of_way(self, way: str) -> tuple[int, ...]:
        """Return the edges of a way in both directions, none when there is no such way."""
        start = f"{way}:"
        return tuple(edge for edge_id, edge in self._edge_of.items() if edge_id.startswith(start))

    def edge_id(self, edge: int) -> str:
        """Return the id ``way:from:to[:k]`` of an edge, stable over re-imports."""
        return str(self.edges.id[edge].decode())

    def lonlat(self, node: int) -> LonLat:
        """Return the position of a node."""
        return LonLat(float(self.nodes.lon[node]), float(self.nodes.lat[node]))

    def road_ref(self, edge: int) -> str:
        """Return the road numbers of an edge joined by ``/``, empty when it has none."""
        return self.words[int(self.edges.ref[edge])]

    def road_name(self, edge: int) -> str:
        """Return the name of an edge, empty when it has none."""
        return self.words[int(self.edges.name[edge])]

    def road_label(self, edge: int) -> str:
        """Return what to call the road: its numbers, else its name."""
        return self.road_ref(edge) or self.road_name(edge)

    def features(self, edge: int) -> Feature:
        """Return what else is known of an edge."""
        return Feature(int(self.edges.features[edge]))

    def line(self, edge: int) -> tuple[LonLat, ...]:
        """Return the points of an edge in driving direction."""
        start = int(self.edges.point_start[edge])
        end = start + int(self.edges.point_count[edge])
        lons, lats = self.points.lon[start:end].tolist(), self.points.lat[start:end].tolist()
        return tuple(LonLat(lon, lat) for lon, lat in zip(lons, lats, strict=True))

    def to_networkx(self) -> "nx.MultiDiGraph[str]":
        """Return the network for networkx: ids as nodes and keys, attributes in words."""
        from routing.roads.faces import build_networkx  # noqa: PLC0415 - seconds to import

        graph = build_networkx(self.nodes, self.edges_table())
        graph.graph["name"] = self.name
        graph.graph["credit"] = self.credit
        return graph

    def to_geodataframes(self) -> "tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]":
        """Return the nodes and the edges as tables in WGS 84."""
        from routing.roads.faces import nodes_table  # noqa: PLC0415 - as above

        return nodes_table(self.nodes), self.edges_table()

    def edges_table(self) -> "gpd.GeoDataFrame":
        """Return the directed edges as a table in WGS 84."""
        from routing.roads.faces import edges_table  # noqa: PLC0415 - as above

        return edges_table(self.nodes, self.edges, self.points, self.words, self.limits)
