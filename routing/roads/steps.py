"""Steps of a drive: what to do at which junction, and how far it is to the next one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.geo import LonLat
from routing.roads.bearings import (
    bearing_in,
    bearing_out,
    modifier_of,
    turn_deg,
    whole_bearing,
)
from routing.roads.drives import Drive, piece_line
from routing.roads.edge_costs import CHOICE, DISTANCE, TIME
from routing.roads.graph import RoadGraph
from routing.roads.junctions import Arm, Intersection, Junctions
from routing.roads.road_points import NO_EDGE
from routing.roads.vocabulary import ROAD_CLASSES, Feature
from routing.roads.weights import EdgeWeights

DRIVING: Final = "driving"
FERRY: Final = "ferry"
_STRAIGHT_DEG: Final = 40.0
_APART_DEG: Final = 30.0
_CLASS_WORDS: Final = {"expressway": "motorway", "ferry": "ferry"}
_FEATURE_WORDS: Final = {Feature.TOLL: "toll", Feature.TUNNEL: "tunnel", Feature.FERRY: "ferry"}


@dataclass(frozen=True, slots=True)
class Manoeuvre:
    """What to do at a junction.

    `kind` and `modifier` are OSRM's words, `modifier` empty where there is no turn; `exit` is
    by which exit to leave a roundabout, 0 elsewhere. Bearings are whole degrees.
    """

    kind: str
    modifier: str
    lonlat: LonLat
    bearing_before: int
    bearing_after: int
    exit: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A manoeuvre and the road from it to the next one."""

    manoeuvre: Manoeuvre
    name: str
    ref: str
    mode: str
    distance_m: int
    time_ms: int
    choice: int
    points: tuple[LonLat, ...]
    intersections: tuple[Intersection, ...]

    @property
    def road(self) -> str:
        """What to call the road: its numbers, else its name."""
        return self.ref or self.name


@dataclass(frozen=True, slots=True)
class _Pass:
    """A junction between two pieces of a drive."""

    index: int
    before: int
    after: int
    arms: tuple[Arm, ...]
    bearing_before: float
    bearing_after: float

    @property
    def turned_deg(self) -> float:
        return turn_deg(self.bearing_before, self.bearing_after)


def list_steps(junctions: Junctions, weights: EdgeWeights, drive: Drive) -> tuple[Step, ...]:
    """Return the steps of a drive, from the departure to the arrival.

    Notes
    -----
    Where no other road may be taken there is nothing to decide, so that bends are no turns;
    only a change of the road's name is told there. Staying on a road is told when it turns or
    when another way lies as straight ahead.
    """
    if not drive.pieces:
        return _stay(drive)
    teller = _Teller(junctions, weights, drive)
    return tuple(teller.tell())


class _Teller:
    def __init__(self, junctions: Junctions, weights: EdgeWeights, drive: Drive) -> None:
        self._junctions = junctions
        self._graph = junctions.graph
        self._is_open = weights.open
        self._drive = drive
        self._lines = [piece_line(self._graph, piece) for piece in drive.pieces]
        self._passes = [self._pass(i) for i in range(1, len(drive.pieces))]

    def tell(self) -> Iterator[Step]:
        told = {0: self._depart()}
        for at in self._passes:
            manoeuvre = self._decide(at)
            if manoeuvre is not None:
                told[at.index] = manoeuvre
        starts = [*told, len(self._drive.pieces)]
        for (first, manoeuvre), last in zip(told.items(), starts[1:], strict=True):
            yield self._step(manoeuvre, first, last)
        yield self._arrive()

    def _pass(self, index: int) -> _Pass:
        before, after = self._drive.pieces[index - 1].edge, self._drive.pieces[index].edge
        return _Pass(
            index,
            before,
            after,
            self._junctions.arms(int(self._graph.edges.tail[after])),
            bearing_in(self._lines[index - 1]),
            bearing_out(self._lines[index]),
        )

    def _decide(self, at: _Pass) -> Manoeuvre | None:
        kind, exit_number = self._kind(at)
        if not kind:
            return None
        modifier = modifier_of(at.turned_deg)
        if at.after == self._graph.edges.twin[at.before]:
            modifier = "uturn"
        elif kind == "fork":
            # Straight on is no answer where the ways part: which of the two is it?
            ((other_deg, _),) = self._other_ways(at)
            modifier = "slight right" if at.turned_deg > other_deg else "slight left"
        return Manoeuvre(
            kind,
            modifier,
            self._lines[at.index][0],
            whole_bearing(at.bearing_before),
            whole_bearing(at.bearing_after),
            exit_number,
        )

    def _kind(self, at: _Pass) -> tuple[str, int]:
        """Return OSRM's word for what is done here, empty when nothing is."""
        rings = self._junctions.ring_of
        was, now = rings.get(at.before), rings.get(at.after)
        if now is not None and was != now:
            return "roundabout", self._count_exits(at.index, now)
        if was is not None and was != now:
            return "exit roundabout", self._count_exits(self._ring_start(at.index, was), was)
        if now is not None:
            return "", 0
        return self._kind_of_turn(at), 0

    def _kind_of_turn(self, at: _Pass) -> str:
        if _mode(self._graph, at.before) != _mode(self._graph, at.after):
            return "notification"
        same = _names(self._graph, at.before) & _names(self._graph, at.after)
        renamed = _names(self._graph, at.before) != _names(self._graph, at.after) and not same
        others = self._other_ways(at)
        if at.after == self._graph.edges.twin[at.before]:
            return "continue" if not renamed else "turn"
        if not others:
            return "new name" if renamed and _names(self._graph, at.after) else ""
        if not renamed:
            rank = self._rank(at.after)
            rivals = [turned_deg for turned_deg, other in others if other <= rank]
            return _word_on_same_road(at.turned_deg, rivals)
        return _word_onto_other_road(at.turned_deg, [turned_deg for turned_deg, _ in others])

    def _rank(self, edge: int) -> int:
        """Return how little a road counts by its class; one of unknown class as a street."""
        return int(self._graph.edges.road_class[edge]) or ROAD_CLASSES.index("street")

    def _other_ways(self, at: _Pass) -> list[tuple[float, int]]:
        """Return how far to the right each other way lies that might be driven, and its rank."""
        back = int(self._graph.edges.twin[at.before])
        return [
            (turn_deg(at.bearing_before, arm.bearing_deg), self._rank(arm.out_edge))
            for arm in at.arms
            if arm.out_edge not in (NO_EDGE, at.after, back) and self._is_open[arm.out_edge]
        ]

    def _ring_start(self, index: int, ring: int) -> int:
        while (
            index > 0 and self._junctions.ring_of.get(self._drive.pieces[index - 1].edge) == ring
        ):
            index -= 1
        return index

    def _count_exits(self, first: int, ring: int) -> int:
        """Return by which exit the ring is left that is entered with piece `first`."""
        exits = 0
        rings = self._junctions.ring_of
        for piece in self._drive.pieces[first:]:
            if rings.get(piece.edge) != ring:
                break
            arms = self._junctions.arms(int(self._graph.edges.head[piece.edge]))
            exits += any(
                arm.out_edge != NO_EDGE
                and rings.get(arm.out_edge) != ring
                and self._is_open[arm.out_edge]
                for arm in arms
            )
        return max(exits, 1)

    def _depart(self) -> Manoeuvre:
        out = whole_bearing(bearing_out(self._lines[0]))
        return Manoeuvre("depart", "", self._lines[0][0], 0, out)

    def _arrive(self) -> Step:
        line, last = self._lines[-1], self._drive.pieces[-1]
        into = whole_bearing(bearing_in(line))
        back = (into + 180) % 360
        here = Intersection(line[-1], (back,), (True,), 0, -1)
        manoeuvre = Manoeuvre("arrive", "", line[-1], into, 0)
        return self._make(manoeuvre, last.edge, (line[-1], line[-1]), (here,), (0, 0, 0))

    def _step(self, manoeuvre: Manoeuvre, first: int, last: int) -> Step:
        points = list(self._lines[first])
        for line in self._lines[first + 1 : last]:
            points += line[1:]
        passed = [self._intersection(i) for i in range(first, last)]
        sums = self._drive.costs[first:last].sum(axis=0).tolist()
        totals = sums[DISTANCE], sums[TIME], sums[CHOICE]
        edge = self._drive.pieces[first].edge
        return self._make(manoeuvre, edge, tuple(points), tuple(passed), totals)

    def _make(
        self,
        manoeuvre: Manoeuvre,
        edge: int,
        points: tuple[LonLat, ...],
        intersections: tuple[Intersection, ...],
        totals: tuple[int, int, int],
    ) -> Step:
        return Step(
            manoeuvre,
            self._graph.road_name(edge),
            self._graph.road_ref(edge),
            _mode(self._graph, edge),
            *totals,
            points,
            intersections,
        )

    def _intersection(self, index: int) -> Intersection:
        classes = road_classes(self._graph, self._drive.pieces[index].edge)
        if index == 0:
            line = self._lines[0]
            out = whole_bearing(bearing_out(line))
            return Intersection(line[0], (out,), (True,), -1, 0, classes)
        at = self._passes[index - 1]
        entry = tuple(
            arm.out_edge != NO_EDGE and bool(self._is_open[arm.out_edge]) for arm in at.arms
        )
        return Intersection(
            self._lines[index][0],
            tuple(whole_bearing(arm.bearing_deg) for arm in at.arms),
            entry,
            next(i for i, arm in enumerate(at.arms) if arm.in_edge == at.before),
            next(i for i, arm in enumerate(at.arms) if arm.out_edge == at.after),
            classes,
        )


def road_classes(graph: RoadGraph, edge: int) -> tuple[str, ...]:
    """Return OSRM's classes of a road, those that `exclude` understands."""
    words = {_CLASS_WORDS.get(ROAD_CLASSES[int(graph.edges.road_class[edge])], "")}
    words |= {word for bit, word in _FEATURE_WORDS.items() if bit in graph.features(edge)}
    return tuple(sorted(words - {""}))


def classed_edges(graph: RoadGraph, classes: frozenset[str]) -> list[int]:
    """Return the edges of any of some classes of roads."""
    codes = [
        i for i, word in enumerate(ROAD_CLASSES) if _CLASS_WORDS.get(word, "") in classes - {""}
    ]
    bits = sum(int(bit) for bit, word in _FEATURE_WORDS.items() if word in classes)
    is_classed = np.isin(graph.edges.road_class, codes) | ((graph.edges.features & bits) != 0)
    return [int(edge) for edge in np.flatnonzero(is_classed)]


def _word_on_same_road(turned_deg: float, rivals: Sequence[float]) -> str:
    """Return the word for staying on a road where others of its class lie so far to the right."""
    if abs(turned_deg) >= _STRAIGHT_DEG:
        return "continue"
    return "continue" if _is_close(turned_deg, rivals) else ""


def _word_onto_other_road(turned_deg: float, others: Sequence[float]) -> str:
    """Return the word for entering another road where ways lie so far to the right."""
    if abs(turned_deg) < _STRAIGHT_DEG:
        if not _is_close(turned_deg, others):
            return "new name"
        if len(others) == 1 and abs(others[0]) < _STRAIGHT_DEG:
            return "fork"
        return "turn"
    is_end = len(others) == 1 and (others[0] > 0) != (turned_deg > 0)
    return "end of road" if is_end and abs(others[0]) >= _STRAIGHT_DEG else "turn"


def _is_close(turned_deg: float, others: Sequence[float]) -> bool:
    """Tell whether another way lies nearly as straight ahead."""
    return any(abs(other) <= abs(turned_deg) + _APART_DEG for other in others)


def _names(graph: RoadGraph, edge: int) -> frozenset[str]:
    """Return all a road is called by: any one in common makes it the same road."""
    refs = (ref.strip() for ref in graph.road_ref(edge).replace(";", "/").split("/"))
    return frozenset(filter(None, (*refs, graph.road_name(edge))))


def _mode(graph: RoadGraph, edge: int) -> str:
    return FERRY if FERRY in road_classes(graph, edge) else DRIVING


def _stay(drive: Drive) -> tuple[Step, ...]:
    """Return the departure and the arrival of a drive that stays where it is."""
    place = drive.start.lonlat
    return tuple(
        Step(
            Manoeuvre(kind, "", place, 0, 0),
            "",
            "",
            DRIVING,
            0,
            0,
            0,
            (place, drive.goal.lonlat),
            (Intersection(place, (0,), (True,), came, went),),
        )
        for kind, came, went in (("depart", -1, 0), ("arrive", 0, -1))
    )
