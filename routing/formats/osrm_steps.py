"""OSRM's step, manoeuvre, intersection and annotation objects."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from routing.formats.osrm_geometry import geometry
from routing.formats.osrm_waypoints import node_number, place
from routing.geo import crow_m
from routing.roads.drives import Drive, piece_line
from routing.roads.edge_costs import CHOICE, DISTANCE, TIME
from routing.roads.graph import RoadGraph
from routing.roads.instructions import instruct_all
from routing.roads.junctions import Intersection
from routing.roads.steps import Manoeuvre, Step

MS_PER_S: Final = 1000
CHOICE_PER_S: Final = 1_000_000
_SOURCE: Final = 0


def seconds(time_ms: float) -> float:
    """Return milliseconds as seconds to a tenth."""
    return round(time_ms / MS_PER_S, 1)


def weight(choice: float) -> float:
    """Return a choice as weighed seconds to a tenth."""
    return round(choice / CHOICE_PER_S, 1)


def step_objects(steps: tuple[Step, ...], geometries: str) -> list[dict[str, object]]:
    """Return steps with their instructions in Vietnamese and English."""
    said = zip(steps, instruct_all(steps, "vi"), instruct_all(steps, "en"), strict=True)
    return [_step(step, geometries, vi, en) for step, vi, en in said]


def annotation(graph: RoadGraph, drive: Drive, wanted: frozenset[str]) -> dict[str, object]:
    """Return what is known between every two points of a drive's line.

    Times of an edge are spread over its line by length. `nodes` are the nodes of the network
    that the drive passes.
    """
    columns = _spread(graph, drive)
    distance, duration, weights = columns
    found: dict[str, object] = {
        "distance": [round(metres, 1) for metres in distance],
        "duration": [round(ms / MS_PER_S, 3) for ms in duration],
        "weight": [round(choice / CHOICE_PER_S, 3) for choice in weights],
        "datasources": [_SOURCE] * len(distance),
        "speed": [
            round(metres / ms * MS_PER_S, 1) if ms else 0.0
            for metres, ms in zip(distance, duration, strict=True)
        ],
        "nodes": [node_number(graph, node) for node in _passed_nodes(graph, drive)],
    }
    kept = {name: values for name, values in found.items() if name in wanted}
    if "datasources" in wanted:
        kept["metadata"] = {"datasource_names": [graph.name]}
    return kept


def _step(step: Step, geometries: str, vi: str, en: str) -> dict[str, object]:
    found: dict[str, object] = {
        "distance": step.distance_m,
        "duration": seconds(step.time_ms),
        "weight": weight(step.choice),
        "geometry": geometry(step.points, geometries),
        "name": step.name,
        "mode": step.mode,
        "driving_side": "right",
        "maneuver": {
            **_manoeuvre(step.manoeuvre),
            "instruction_vi": vi,
            "instruction_en": en,
        },
        "intersections": [_intersection(each) for each in step.intersections],
    }
    return {**found, "ref": step.ref} if step.ref else found


def _manoeuvre(manoeuvre: Manoeuvre) -> dict[str, object]:
    found: dict[str, object] = {
        "location": place(manoeuvre.lonlat),
        "bearing_before": manoeuvre.bearing_before,
        "bearing_after": manoeuvre.bearing_after,
        "type": manoeuvre.kind,
    }
    if manoeuvre.modifier:
        found["modifier"] = manoeuvre.modifier
    if manoeuvre.exit:
        found["exit"] = manoeuvre.exit
    return found


def _intersection(passed: Intersection) -> dict[str, object]:
    found: dict[str, object] = {
        "location": place(passed.lonlat),
        "bearings": list(passed.bearings),
        "entry": list(passed.entry),
    }
    arms = {"in": passed.came, "out": passed.went}
    found |= {name: index for name, index in arms.items() if index >= 0}
    return {**found, "classes": list(passed.classes)} if passed.classes else found


def _spread(graph: RoadGraph, drive: Drive) -> tuple[list[float], list[float], list[float]]:
    """Return metres, milliseconds and choice of every part of the line between two points."""
    columns: tuple[list[float], list[float], list[float]] = ([], [], [])
    for piece, costs in zip(drive.pieces, drive.costs.tolist(), strict=True):
        lengths = [crow_m(a, b) for a, b in pairwise(piece_line(graph, piece))]
        shares = _shares(lengths)
        for column, whole in zip(
            columns, (costs[DISTANCE], costs[TIME], costs[CHOICE]), strict=True
        ):
            column.extend(whole * share for share in shares)
    return columns if drive.pieces else ([0.0], [0.0], [0.0])


def _shares(lengths: Sequence[float]) -> list[float]:
    drawn_m = sum(lengths)
    return [length / drawn_m if drawn_m else 1 / len(lengths) for length in lengths]


def _passed_nodes(graph: RoadGraph, drive: Drive) -> list[int]:
    """Return the nodes at which whole edges begin and end."""
    tails = [int(graph.edges.tail[piece.edge]) for piece in drive.pieces if piece.begin == 0]
    if drive.pieces and drive.pieces[-1].end == 1:
        tails.append(int(graph.edges.head[drive.pieces[-1].edge]))
    return tails
