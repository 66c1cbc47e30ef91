"""What a network holds: counts, kilometres by kind, and what each profile can reach."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from routing.roads.conditions import Conditions, Season
from routing.roads.graph import RoadGraph, RoadsInfo
from routing.roads.profiles import Profile
from routing.roads.vocabulary import ROAD_CLASSES, SURFACES, Feature
from routing.roads.weights import BAR_REASONS, EdgeWeights, edge_weights
from routing.texts import Lang, text


@dataclass(frozen=True, slots=True)
class Reach:
    """What a profile can use. Kilometres count a road once, whichever way it may be driven.

    `nodes` is the size of the largest set of nodes that all reach each other, `cut_off` the ids
    of the others. `barred_km` says how much is barred for which reason.
    """

    profile: str
    nodes: int
    cut_off: tuple[str, ...]
    open_km: float
    barred_km: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class RoadsReport:
    """A network in numbers; kilometres count a road once, whichever way it may be driven."""

    info: RoadsInfo
    season: Season
    nodes: int
    edges: int
    total_km: float
    km_by_class: Mapping[str, float]
    km_by_surface: Mapping[str, float]
    km_by_feature: Mapping[str, float]
    bbox: tuple[float, float, float, float]
    reach: tuple[Reach, ...]


def describe(graph: RoadGraph, profiles: Iterable[Profile], season: Season) -> RoadsReport:
    """Return a network in numbers, and what each profile can use of it in a season."""
    edges, nodes = graph.edges, graph.nodes
    once_m = _once_m(graph)
    km_by_feature = {
        feature.words[0]: _km(once_m[(edges.features & int(feature)) != 0])
        for feature in Feature
        if feature is not Feature.BACKWARD
    }
    return RoadsReport(
        info=graph.info,
        season=season,
        nodes=len(nodes),
        edges=len(edges),
        total_km=_km(once_m),
        km_by_class=_by_code(once_m, edges.road_class, ROAD_CLASSES),
        km_by_surface=_by_code(once_m, edges.surface, SURFACES),
        km_by_feature={word: km for word, km in km_by_feature.items() if km},
        bbox=(
            float(nodes.lon.min()),
            float(nodes.lat.min()),
            float(nodes.lon.max()),
            float(nodes.lat.max()),
        ),
        reach=tuple(
            find_reach(graph, edge_weights(graph, profile, Conditions(season)))
            for profile in profiles
        ),
    )


def find_reach(graph: RoadGraph, weights: EdgeWeights) -> Reach:
    """Return what a profile can use under given conditions."""
    edges, n = graph.edges, len(graph.nodes)
    used = np.flatnonzero(weights.open)
    links = csr_array((np.ones(len(used)), (edges.tail[used], edges.head[used])), shape=(n, n))
    _, part = connected_components(links, directed=True, connection="strong")
    sizes = np.bincount(part)
    away = np.flatnonzero(part != np.argmax(sizes))
    once_m = _once_m(graph)
    return Reach(
        profile=weights.profile,
        nodes=int(sizes.max()),
        cut_off=tuple(graph.node_id(int(node)) for node in away),
        open_km=_km(once_m[weights.open]),
        barred_km=_by_code(
            once_m[~weights.open], weights.barred_reason[~weights.open], BAR_REASONS
        ),
    )


def _once_m(graph: RoadGraph) -> NDArray[np.float64]:
    """Return metres of each edge, halved where its twin counts the other half."""
    return np.where(graph.edges.twin >= 0, 0.5, 1.0) * graph.edges.length_m


def _by_code(
    once_m: NDArray[np.float64], codes: NDArray[np.uint8], words: tuple[str, ...]
) -> dict[str, float]:
    sums = np.bincount(codes, weights=once_m, minlength=len(words))
    return {word: _km_of(total) for word, total in zip(words, sums, strict=True) if total > 0}


def _km(once_m: NDArray[np.float64]) -> float:
    return _km_of(float(once_m.sum()))


def _km_of(metres: float) -> float:
    return round(float(metres) / 1000, 1)


def list_weak_points(report: RoadsReport, lang: Lang = "vi") -> tuple[str, ...]:
    """Return in words what the network does not really know."""
    weak = []
    if report.info.schematic:
        weak += [text("roads.weak_schematic", lang), text("roads.weak_assumed", lang)]
    for feature in ("uncertain", "uncertain_ref"):
        if feature in report.km_by_feature:
            km = report.km_by_feature[feature]
            weak.append(text(f"roads.weak_{feature}", lang, km=km))
    return tuple(weak)
