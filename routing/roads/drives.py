"""Drives: a chosen path between two points on the roads, with its line, times and heights."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, repeat
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from routing.geo import LonLat, crow_m
from routing.roads.edge_costs import (
    CHOICE,
    DISTANCE,
    FUEL_EMPTY,
    FUEL_FULL,
    TIME,
    EdgeCosts,
)
from routing.roads.graph import RoadGraph
from routing.roads.measure import ranges
from routing.roads.road_points import Piece, RoadPoint

Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Drive:
    """The chosen path from one point to another; `costs` has a row for every piece.

    Without pieces the points are the same place.
    """

    start: RoadPoint
    goal: RoadPoint
    pieces: tuple[Piece, ...]
    costs: Longs

    @property
    def choice(self) -> int:
        """Time × preference in thousandths of milliseconds, by which paths are chosen."""
        return int(self.costs[:, CHOICE].sum())

    @property
    def time_ms(self) -> int:
        """Milliseconds."""
        return int(self.costs[:, TIME].sum())

    @property
    def distance_m(self) -> int:
        """Metres."""
        return int(self.costs[:, DISTANCE].sum())

    @property
    def fuel_empty_ul(self) -> int:
        """Microlitres an empty vehicle burns."""
        return int(self.costs[:, FUEL_EMPTY].sum())

    @property
    def fuel_full_ul(self) -> int:
        """Microlitres a full vehicle burns."""
        return int(self.costs[:, FUEL_FULL].sum())

    @property
    def edges(self) -> tuple[int, ...]:
        """The edges driven, whole or in part."""
        return tuple(piece.edge for piece in self.pieces)


def build_drive(
    costs: EdgeCosts, start: RoadPoint, goal: RoadPoint, pieces: tuple[Piece, ...]
) -> Drive:
    """Return the drive over consecutive pieces."""
    return Drive(start, goal, pieces, costs.of_pieces(pieces))


def piece_line(graph: RoadGraph, piece: Piece) -> tuple[LonLat, ...]:
    """Return the points of a piece in driving direction, its ends between points if need be."""
    line = graph.line(piece.edge)
    if piece.is_whole:
        return line
    along = _along(line)
    inner = [
        point for point, share in zip(line, along, strict=True) if piece.begin < share < piece.end
    ]
    return (_at(line, along, piece.begin), *inner, _at(line, along, piece.end))


def drive_line(graph: RoadGraph, drive: Drive) -> tuple[LonLat, ...]:
    """Return the whole line of a drive; of a drive without pieces its place, twice."""
    points: list[LonLat] = []
    for is_whole, pieces in groupby(drive.pieces, attrgetter("is_whole")):
        if is_whole:
            lines = [_line_of_edges(graph, [piece.edge for piece in pieces])]
        else:
            lines = [list(piece_line(graph, piece)) for piece in pieces]
        for line in lines:
            points += line[1:] if points and points[-1] == line[0] else line
    return tuple(points) if len(points) > 1 else (drive.start.lonlat, drive.goal.lonlat)


def _line_of_edges(graph: RoadGraph, driven: Sequence[int]) -> list[LonLat]:
    """Return the points of edges driven whole; where one begins as another ends, once."""
    first = graph.edges.point_start[driven].astype(np.int64)
    count = graph.edges.point_count[driven].astype(np.int64)
    rows = ranges(first, count)
    lon, lat = graph.points.lon[rows], graph.points.lat[rows]
    begins = (np.cumsum(count) - count)[1:]
    is_kept = np.ones(len(rows), np.bool_)
    is_kept[begins] = (lon[begins] != lon[begins - 1]) | (lat[begins] != lat[begins - 1])
    places = zip(lon[is_kept].tolist(), lat[is_kept].tolist(), strict=True)
    # Thousands of points: made without a call of Python for each.
    return list(map(tuple.__new__, repeat(LonLat), places))


def locate_on_edge(graph: RoadGraph, edge: int, share: float) -> LonLat:
    """Return the position at a share of an edge's line."""
    line = graph.line(edge)
    return _at(line, _along(line), share)


def _along(line: Sequence[LonLat]) -> list[float]:
    """Return the share of the drawn line at which each point lies."""
    steps = [crow_m(a, b) for a, b in pairwise(line)]
    drawn_m = sum(steps)
    if drawn_m == 0:
        return [i / (len(line) - 1) for i in range(len(line))]
    shares = [0.0]
    for step in steps:
        shares.append(shares[-1] + step / drawn_m)
    return [*shares[:-1], 1.0]


def _at(line: Sequence[LonLat], along: Sequence[float], share: float) -> LonLat:
    lons, lats = zip(*line, strict=True)
    return LonLat(float(np.interp(share, along, lons)), float(np.interp(share, along, lats)))
