"""Little OpenStreetMap files, written by hand."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from routing.roads.elevation.heights import Tiles
from routing.roads.graph import RoadGraph, RoadsInfo
from routing.roads.measure import BBox
from routing.roads.osm.import_roads import import_roads
from routing.roads.osm.read_extract import read_osm
from routing.roads.osm.report import ImportReport
from routing.roads.osm.restrictions import Member
from tests.unit.roads.hills import profiles

Tags = Mapping[str, str]
INFO = RoadsInfo("test", "", schematic=False, licence="ODbL-1.0", credit="© test", source="t.osm")
STEP = 0.001
"""Degrees between two columns or rows of the grid: 111 m northwards."""


class Osm:
    """A file under construction. Node ``rc`` stands in row r, column c of a grid."""

    def __init__(self) -> None:
        self._nodes: dict[int, tuple[float, float, Tags]] = {}
        self._ways: list[tuple[int, Sequence[int], Tags]] = []
        self._relations: list[tuple[int, Sequence[Member], Tags]] = []

    def node(self, node: int, lon: float, lat: float, **tags: str) -> "Osm":
        self._nodes[node] = (lon, lat, tags)
        return self

    def tag(self, node: int, tags: Tags) -> "Osm":
        self._stand(node)
        lon, lat, _ = self._nodes[node]
        self._nodes[node] = (lon, lat, tags)
        return self

    def way(self, way: int, nodes: Sequence[int], tags: Tags | None = None) -> "Osm":
        for node in nodes:
            self._stand(node)
        self._ways.append((way, nodes, {"highway": "tertiary"} if tags is None else tags))
        return self

    def relation(self, number: int, members: Sequence[Member], tags: Tags) -> "Osm":
        self._relations.append((number, members, {"type": "restriction", **tags}))
        return self

    def _stand(self, node: int) -> None:
        self._nodes.setdefault(node, (103 + node % 10 * STEP, 22 + node // 10 * STEP, {}))

    def text(self, leave_out: Sequence[int] = ()) -> str:
        rows = ['<osm version="0.6" generator="test">']
        for node, (lon, lat, tags) in sorted(self._nodes.items()):
            if node not in leave_out:
                rows.append(f'<node id="{node}" version="1" lon="{lon:.7f}" lat="{lat:.7f}">')
                rows += [*_tags(tags), "</node>"]
        for way, nodes, tags in self._ways:
            refs = "".join(f'<nd ref="{node}"/>' for node in nodes)
            rows += [f'<way id="{way}" version="1">{refs}', *_tags(tags), "</way>"]
        kinds = {"n": "node", "w": "way", "r": "relation"}
        for number, members, tags in self._relations:
            rows.append(f'<relation id="{number}" version="1">')
            rows += [
                f'<member type="{kinds[kind]}" ref="{ref}" role="{role}"/>'
                for role, kind, ref in members
            ]
            rows += [*_tags(tags), "</relation>"]
        return "\n".join([*rows, "</osm>"])

    def write(self, folder: Path, *, leave_out: Sequence[int] = ()) -> Path:
        path = folder / "little.osm"
        path.write_text(self.text(leave_out), "utf-8")
        return path

    def build(
        self,
        folder: Path,
        *,
        tiles: Tiles | None = None,
        bbox: BBox | None = None,
        leave_out: Sequence[int] = (),
    ) -> tuple[RoadGraph, ImportReport]:
        extract = read_osm(self.write(folder, leave_out=leave_out))
        return import_roads([extract], INFO, profiles().values(), tiles=tiles, bbox=bbox)


def _tags(tags: Tags) -> list[str]:
    return [f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items()]


def edge_ids(graph: RoadGraph) -> set[str]:
    return {graph.edge_id(edge) for edge in range(len(graph.edges))}
