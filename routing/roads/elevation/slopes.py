"""From heights of the ground to slopes of roads.

A model of the ground sees hillsides, not cuttings, bridges and tunnels, and its samples err by
metres. So roads are sampled every 30 m; heights on bridges, in tunnels and where the model is
void are interpolated along the road; all heights are smoothed along the roads, through their
crossings, over 150 m; and no grade is taken to exceed what its class of road is built with.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from routing.roads.elevation.chains import Chains, RoadLines, build_chains
from routing.roads.elevation.heights import Tiles, find_heights_m
from routing.roads.elevation.smooth import fill_along, smooth_along
from routing.roads.measure import Longs, Reals
from routing.roads.vocabulary import ROAD_CLASSES

STEP_M: Final = 30.0
SMOOTHING_M: Final = 150.0

STEEPEST: Final = {
    "expressway": 0.08,
    "national": 0.12,
    "provincial": 0.14,
    "district": 0.15,
    "commune": 0.18,
    "street": 0.20,
    "unknown": 0.20,
    "track": 0.25,
    "path": 0.35,
    "ferry": 0.0,
}
"""Steepest grade taken as real, by road class: a little above the design standards of mountain
roads (TCVN 4054, TCVN 10380), assumed for ways without one."""


@dataclass(frozen=True, slots=True)
class ElevationReport:
    """What was done to heights: counts of samples, kilometres whose grade was cut to its class."""

    samples: int
    filled_voids: int
    bridged: int
    unknown: int
    clamped_km: float


@dataclass(frozen=True, slots=True, eq=False)
class Slopes:
    """How pieces of road climb and fall as drawn, with the heights of nodes and points."""

    climb_m: Reals
    descent_m: Reals
    uphill_m: Reals
    downhill_m: Reals
    max_grade: Reals
    max_descent: Reals
    node_m: Reals
    point_m: Reals
    report: ElevationReport | None = None

    def directed(self, piece: Longs, is_back: NDArray[np.bool_]) -> dict[str, NDArray[Any]]:
        """Return the columns of edges that drive pieces as drawn or backwards."""
        pairs = (
            ("climb_m", self.climb_m, self.descent_m),
            ("descent_m", self.descent_m, self.climb_m),
            ("uphill_m", self.uphill_m, self.downhill_m),
            ("downhill_m", self.downhill_m, self.uphill_m),
            ("max_grade", self.max_grade, self.max_descent),
            ("max_descent", self.max_descent, self.max_grade),
        )
        return {
            name: np.where(is_back, backward[piece], forward[piece]).astype(np.float32)
            for name, forward, backward in pairs
        }


def unknown_slopes(lines: RoadLines) -> Slopes:
    """Return level roads of unknown height."""
    zeros = np.zeros(len(lines.tail))
    node_m, point_m = np.full(lines.n_nodes, np.nan), np.full(len(lines.lon), np.nan)
    return Slopes(zeros, zeros, zeros, zeros, zeros, zeros, node_m, point_m)


def find_slopes(lines: RoadLines, tiles: Tiles) -> Slopes:
    """Return slopes and heights of roads over the ground that the tiles describe.

    Raises
    ------
    InputError
        When a tile that is needed cannot be read.
    """
    chains = build_chains(lines, STEP_M)
    raw = find_heights_m(tiles, chains.lon, chains.lat)
    is_void = np.isnan(raw)
    known = np.where(chains.spans, np.nan, raw)
    filled = fill_along(chains, known)
    heights = smooth_along(chains, filled, SMOOTHING_M)
    rise, clamped_m = _rises(lines, chains, heights)
    is_unknown = np.isnan(heights)
    report = ElevationReport(
        samples=len(raw),
        filled_voids=int((is_void & ~is_unknown & ~chains.spans).sum()),
        bridged=int((chains.spans & ~is_unknown).sum()),
        unknown=int(is_unknown.sum()),
        clamped_km=round(clamped_m / 1000, 1),
    )
    return _sum_slopes(lines, chains, rise, heights, report)


def _rises(lines: RoadLines, chains: Chains, heights: Reals) -> tuple[Reals, float]:
    """Return the credible rise of each step, and the metres on which it was cut down."""
    rise = np.nan_to_num(heights[chains.b] - heights[chains.a])
    steepest = np.array([STEEPEST[name] for name in ROAD_CLASSES])[lines.road_class[chains.piece]]
    most = steepest * chains.step_m
    is_cut = np.abs(rise) > most + 1e-9
    return np.clip(rise, -most, most), float(chains.step_m[is_cut].sum())


def _sum_slopes(
    lines: RoadLines, chains: Chains, rise: Reals, heights: Reals, report: ElevationReport
) -> Slopes:
    n = len(lines.tail)
    grade = np.divide(rise, chains.step_m, out=np.zeros_like(rise), where=chains.step_m > 0)
    drawn_m = np.bincount(chains.piece, weights=chains.step_m, minlength=n)
    scale = np.divide(lines.length_m, drawn_m, out=np.zeros(n), where=drawn_m > 0)

    def total(values: Reals) -> Reals:
        return np.bincount(chains.piece, weights=values, minlength=n).astype(np.float64)

    def steepest(values: Reals) -> Reals:
        found = np.zeros(n)
        np.maximum.at(found, chains.piece, values)
        return found

    return Slopes(
        climb_m=total(np.maximum(rise, 0.0)),
        descent_m=total(np.maximum(-rise, 0.0)),
        uphill_m=total(np.where(rise > 0, chains.step_m, 0.0)) * scale,
        downhill_m=total(np.where(rise < 0, chains.step_m, 0.0)) * scale,
        max_grade=steepest(grade),
        max_descent=steepest(0.0 - grade),
        node_m=heights[: lines.n_nodes],
        point_m=np.interp(chains.point_x, chains.x, heights[chains.vertex]),
        report=report,
    )
