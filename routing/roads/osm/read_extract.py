"""Reading OpenStreetMap files: one pass over nodes, ways and relations by pyosmium."""

from array import array
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import osmium
from osmium.geom import WKBFactory, use_nodes

from routing.errors import InputError, fault
from routing.roads.measure import Longs, Reals, cumulative_m
from routing.roads.osm.barriers import NodeFacts, read_barrier
from routing.roads.osm.conditional import Conditional, read_conditionals
from routing.roads.osm.extract import Extract, Tally
from routing.roads.osm.milestones import Milestone, read_milestone
from routing.roads.osm.restrictions import Restriction, read_restriction
from routing.roads.osm.way_facts import WayFacts, list_unread, read_way

OSM_SUFFIXES: Final = (".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2")

OnRead = Callable[[int], None]
"""Told every few thousand ways how many have been read."""

_EVERY: Final = 2000
_KEYS: Final = ("highway", "route", "barrier", "ford", "restriction")
_BOUND: Final = ("motor_vehicle", "motorcycle", "motorcar", "goods", "hgv", "vehicle")
_WKB_HEADER: Final = 18
"""Hexadecimal digits before the first point of a line in WKB."""


def read_osm(path: Path, *, on_read: OnRead | None = None) -> Extract:
    """Return the roads of an OpenStreetMap file.

    Raises
    ------
    InputError
        When the file is missing, empty, broken, cut off, or holds no road.
    """
    if not path.is_file():
        raise InputError([fault("import.no_file", file=str(path))])
    if path.stat().st_size == 0:
        raise InputError([fault("import.empty_file", file=str(path))])
    reader = _Reader(on_read)
    try:
        source = _open(path)
        timestamp = _read_timestamp(source)
        for found in source:
            reader.take(found)
    except (RuntimeError, ValueError, OSError) as error:
        raise InputError([fault("import.broken_file", file=str(path), why=str(error))]) from error
    if not reader.ids:
        key = "import.no_roads" if reader.ways_read else "import.no_ways"
        raise InputError([fault(key, file=str(path), count=reader.ways_read)])
    return reader.build(timestamp)


def _open(path: Path) -> osmium.FileProcessor:
    wanted = [*_KEYS, *(f"restriction:{vehicle}" for vehicle in _BOUND)]
    return (
        osmium.FileProcessor(str(path))
        .with_locations()
        .with_filter(osmium.filter.KeyFilter(*wanted))
    )


def _read_timestamp(source: osmium.FileProcessor) -> str:
    stated = (source.header.get(key) for key in ("osmosis_replication_timestamp", "timestamp"))
    return next(filter(None, stated), "")


class _Reader:
    """Collects what concerns roads, object by object."""

    def __init__(self, on_read: OnRead | None) -> None:
        self.ids = array("q")
        self.ways_read = 0
        self._facts: list[WayFacts] = []
        self._counts = array("q")
        self._refs = array("q")
        self._points = bytearray()
        self._nodes: dict[int, NodeFacts] = {}
        self._restrictions: list[Restriction] = []
        self._conditionals: list[Conditional] = []
        self._milestones: list[Milestone] = []
        self._unread: Counter[str] = Counter()
        self._reasons: list[str] = []
        self._away_counts = array("q")
        self._away = bytearray()
        self._wkb = WKBFactory()
        self._on_read = on_read

    def take(self, found: object) -> None:
        """Take in one object of the file."""
        if isinstance(found, osmium.osm.Way):
            self._take_way(found)
        elif isinstance(found, osmium.osm.Node):
            self._take_node(found)
        elif isinstance(found, osmium.osm.Relation):
            members = [(each.role, each.type, each.ref) for each in found.members]
            kept = read_restriction(found.id, dict(found.tags), members)
            if isinstance(kept, str):
                self._drop(kept)
            else:
                self._restrictions += kept

    def _take_node(self, node: osmium.osm.Node) -> None:
        tags = dict(node.tags)
        facts = read_barrier(tags)
        if facts is not None:
            self._nodes[node.id] = facts
        stone = read_milestone(tags)
        if isinstance(stone, str):
            self._unread[stone] += 1
        elif stone is not None:
            self._milestones.append(Milestone(*stone, node.location.lon, node.location.lat))

    def _take_way(self, way: osmium.osm.Way) -> None:
        tags = dict(way.tags)
        if "highway" not in tags and tags.get("route") != "ferry":
            return
        self.ways_read += 1
        if self._on_read is not None and self.ways_read % _EVERY == 0:
            self._on_read(self.ways_read)
        facts = read_way(tags)
        conditionals, unread = read_conditionals(way.id, tags)
        if isinstance(facts, str):
            self._drop(facts, self._line(way))
            # Whoever could read the sign might let someone in.
            self._unread.update(unread if facts == "no_access" else ())
            return
        line = self._line(way)
        if line is None:
            self._take_runs(way, facts)
        else:
            self._keep(way.id, facts, [node.ref for node in way.nodes], line)
        self._unread.update(list_unread(tags))
        self._conditionals += conditionals
        self._unread.update(unread)

    def _line(self, way: osmium.osm.Way) -> bytes | None:
        """Return longitudes and latitudes of a way's nodes, None where some are missing."""
        if len(way.nodes) < 2:
            return None
        try:
            return bytes.fromhex(self._wkb.create_linestring(way, use_nodes.ALL)[_WKB_HEADER:])
        except (osmium.InvalidLocationError, RuntimeError):
            return None

    def _take_runs(self, way: osmium.osm.Way, facts: WayFacts) -> None:
        """Keep the runs of a way whose nodes the file holds."""
        runs: list[list[tuple[int, float, float]]] = [[]]
        for node in way.nodes:
            if node.location.valid():
                runs[-1].append((node.ref, node.lon, node.lat))
            elif runs[-1]:
                runs.append([])
        self._drop("incomplete" if len(way.nodes) > 1 else "bad_line")
        for run in runs:
            if len(run) > 1:
                line = np.array([point[1:] for point in run]).tobytes()
                self._keep(way.id, facts, [point[0] for point in run], line)

    def _keep(self, way_id: int, facts: WayFacts, refs: list[int], line: bytes) -> None:
        self.ids.append(way_id)
        self._facts.append(facts)
        self._counts.append(len(refs))
        self._refs.extend(refs)
        self._points += line

    def _drop(self, reason: str, line: bytes | None = None) -> None:
        self._reasons.append(reason)
        self._away_counts.append(0 if line is None else len(line) // 16)
        self._away += line or b""

    def build(self, timestamp: str) -> Extract:
        """Return everything taken in."""
        lon, lat = _split_points(self._points)
        return Extract(
            way_id=np.array(self.ids, np.int64),
            facts=tuple(self._facts),
            start=_starts(self._counts),
            ref=np.array(self._refs, np.int64),
            lon=lon,
            lat=lat,
            nodes=self._nodes,
            restrictions=tuple(self._restrictions),
            conditionals=tuple(self._conditionals),
            milestones=tuple(self._milestones),
            dropped=self._tally(),
            ways_read=self.ways_read,
            unread=tuple(f"{word} ({count})" for word, count in sorted(self._unread.items())),
            timestamp=timestamp,
        )

    def _tally(self) -> tuple[Tally, ...]:
        lon, lat = _split_points(self._away)
        start = _starts(self._away_counts)
        along = np.concatenate([cumulative_m(lon, lat, start), [0.0]])
        last = np.maximum(start[1:] - 1, start[:-1])
        lengths = np.where(start[1:] > start[:-1], along[last] - along[start[:-1]], 0.0)
        counts = Counter(self._reasons)
        reasons = np.array(self._reasons, dtype=object)
        return tuple(
            Tally(reason, count, float(lengths[reasons == reason].sum()) / 1000)
            for reason, count in counts.items()
            if reason != "no_restriction"
        )


def _split_points(raw: bytearray) -> tuple[Reals, Reals]:
    pairs = np.frombuffer(bytes(raw), dtype="<f8").reshape(-1, 2)
    return pairs[:, 0].copy(), pairs[:, 1].copy()


def _starts(counts: "array[int]") -> Longs:
    return np.concatenate([[0], np.cumsum(np.array(counts, np.int64))]).astype(np.int64)
