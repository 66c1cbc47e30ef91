"""Routers: tables and drives of one profile over the roads in one state, for many threads."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.errors import NoPathError
from routing.roads.closest import Closest
from routing.roads.conditions import Conditions, Season
from routing.roads.drives import Drive, build_drive
from routing.roads.edge_costs import EdgeCosts
from routing.roads.engines import DijkstraEngine, Engine, Table
from routing.roads.graph import RoadGraph
from routing.roads.ground import Ground
from routing.roads.hierarchy_engine import HierarchyEngine, build_hierarchy_engine
from routing.roads.profiles import Profile
from routing.roads.road_points import RoadPoint
from routing.roads.steps import Step, classed_edges, list_steps
from routing.roads.usable_roads import UsableRoads
from routing.roads.weights import BAR_REASONS, BARRED, EdgeWeights, edge_weights
from routing.texts import LANGS, text

_KEPT: Final = 24
_CLOSED: Final = BAR_REASONS.index("closed")


@dataclass(frozen=True, eq=False)
class Router:
    """Answers for one profile over roads in one state. Nothing in it ever changes.

    `usable` are the roads that points may be moved to when nothing is closed.
    """

    ground: Ground
    weights: EdgeWeights
    engine: Engine
    usable: UsableRoads

    @property
    def graph(self) -> RoadGraph:
        """The network."""
        return self.ground.graph

    @cached_property
    def closest(self) -> Closest:
        """Finds the points on open roads closest to positions."""
        return Closest(self.ground, self.usable, self.weights.open & self.usable.is_usable)

    @cached_property
    def costs(self) -> EdgeCosts:
        """What every edge costs."""
        return EdgeCosts.of(self.graph, self.weights)

    def table(self, sources: Sequence[RoadPoint], targets: Sequence[RoadPoint]) -> Table:
        """Return the measures of the chosen paths between all points."""
        return self.engine.table(sources, targets)

    def drive(self, start: RoadPoint, goal: RoadPoint) -> Drive:
        """Return the chosen path between two points.

        Raises
        ------
        NoPathError
            When no open road joins them.
        """
        pieces = self.engine.pieces(start, goal)
        if pieces is None:
            ends = {"start": _name(self.graph, start), "end": _name(self.graph, goal)}
            said = (
                text("roads.no_path", each, profile=self.weights.profile, **ends) for each in LANGS
            )
            raise NoPathError(" · ".join(said))
        return build_drive(self.costs, start, goal, pieces)

    def steps(self, drive: Drive) -> tuple[Step, ...]:
        """Return what to do along a drive."""
        return list_steps(self.ground.junctions, self.weights, drive)

    def reweighed(self, weights: EdgeWeights) -> "Router":
        """Return a router of other weights; only what they change is worked out anew."""
        engine = self.engine.updated(weights, _list_changed(self.weights, weights))
        return replace(self, weights=weights, engine=engine)


class Routers:
    """The routers of a network by profile and conditions, built when asked for and kept.

    Parameters
    ----------
    cache
        Folder in which the order of the network is kept for the next start.
    compiled
        Whether to ask the hierarchy; without it every question is searched for anew, which is
        sooner done where only one is asked.
    """

    def __init__(
        self,
        graph: RoadGraph,
        profiles: Mapping[str, Profile],
        *,
        cache: Path | None = None,
        compiled: bool = True,
    ) -> None:
        self.graph = graph
        self.profiles = profiles
        self.ground = Ground(graph)
        self._cache = cache
        self._compiled = compiled
        self._lock = Lock()
        self._bases: dict[tuple[str, Season], Router] = {}
        self._kept: OrderedDict[tuple[str, str, frozenset[str]], Router] = OrderedDict()

    @cached_property
    def closest(self) -> Closest:
        """Finds points on all roads that some vehicle may drive, whatever is closed."""
        is_drivable = self.graph.edges.access != 0
        return Closest(self.ground, UsableRoads(self.graph, is_drivable), is_drivable)

    def get(
        self, profile_id: str, conditions: Conditions, excluded: frozenset[str] = frozenset()
    ) -> Router:
        """Return the router of a profile under conditions, all of whose closures hold.

        Parameters
        ----------
        excluded
            Classes of roads not to be driven, as `road_classes` names them.
        """
        key = profile_id, conditions.effect_hash, excluded
        with self._lock:
            if key not in self._kept:
                self._kept[key] = self._build(profile_id, conditions, excluded)
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]

    def _build(self, profile_id: str, conditions: Conditions, excluded: frozenset[str]) -> Router:
        base = self._base(profile_id, conditions.season)
        weights = self._close(base.weights, profile_id, conditions)
        if excluded:
            weights = bar_edges(weights, classed_edges(self.graph, excluded))
        return base if weights is base.weights else base.reweighed(weights)

    def _close(self, weights: EdgeWeights, profile_id: str, conditions: Conditions) -> EdgeWeights:
        """Return the weights of a season under closures; without slow-downs at little cost."""
        if not conditions.closures:
            return weights
        if any(closure.speed_factor for closure in conditions.closures):
            return edge_weights(self.graph, self.profiles[profile_id], conditions)
        met = (each for each in conditions.closures if each.concerns(profile_id))
        shut = bar_edges(weights, [edge for closure in met for edge in closure.edges])
        return replace(shut, conditions_hash=conditions.hash)

    def _base(self, profile_id: str, season: Season) -> Router:
        """Return the router of a season without closures, from which others are made."""
        if (profile_id, season) not in self._bases:
            profile = self.profiles[profile_id]
            weights = edge_weights(self.graph, profile, Conditions(season))
            engine = self._hierarchy(weights, profile) or DijkstraEngine(
                self.graph, weights, profile.kind
            )
            usable = UsableRoads.of(self.graph, weights)
            self._bases[profile_id, season] = Router(self.ground, weights, engine, usable)
        return self._bases[profile_id, season]

    def _hierarchy(self, weights: EdgeWeights, profile: Profile) -> HierarchyEngine | None:
        if not self._compiled:
            return None
        for router in self._bases.values():
            if isinstance(router.engine, HierarchyEngine) and router.engine.fits(profile.kind):
                return router.engine.customised(weights)
        return build_hierarchy_engine(self.graph, weights, profile.kind, cache=self._cache)


def bar_edges(weights: EdgeWeights, edges: Sequence[int]) -> EdgeWeights:
    """Return weights with some edges barred as if they were closed."""
    rows = np.array(edges, dtype=np.int64)
    names = ("time_ms", "fuel_empty_ul", "fuel_full_ul")
    arrays = {name: getattr(weights, name).copy() for name in names}
    for array in arrays.values():
        array[rows] = BARRED
    reason = weights.barred_reason.copy()
    reason[rows] = np.where(reason[rows] == 0, _CLOSED, reason[rows])
    return replace(weights, barred_reason=reason, **arrays)


def _list_changed(old: EdgeWeights, new: EdgeWeights) -> NDArray[np.int64]:
    differs = np.not_equal(old.time_ms, new.time_ms)
    for name in ("preference_milli", "fuel_empty_ul", "fuel_full_ul"):
        differs |= np.not_equal(getattr(old, name), getattr(new, name))
    return np.flatnonzero(differs)


def _name(graph: RoadGraph, point: RoadPoint) -> str:
    return graph.node_id(point.node)
