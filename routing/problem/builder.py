"""From what users state to the problem: references joined, days laid out, big requests split."""

from collections.abc import Mapping

from routing.problem.driving_law import DrivingLaw
from routing.problem.fleet_building import (
    MatrixOf,
    build_shifts,
    build_type,
    build_vehicles,
    shift_span_s,
    works_on,
)
from routing.problem.horizon import Horizon
from routing.problem.hub_building import build_hub, build_open_end
from routing.problem.problem import Problem, Stop
from routing.problem.reach import find_capacities, may_fetch
from routing.problem.records import RequestRecord
from routing.problem.references import OPEN_END, find_reference_faults
from routing.problem.request import Request
from routing.problem.request_building import build_requests
from routing.problem.split import split_by_weights, split_request
from routing.problem.stated import Settings, Stated

__all__ = [
    "MatrixOf",
    "Settings",
    "Stated",
    "build_parts",
    "build_problem",
    "find_capacities",
    "find_reference_faults",
    "may_fetch",
    "shift_span_s",
    "works_on",
]


def build_problem(
    horizon: Horizon,
    stops: tuple[Stop, ...],
    stated: Stated,
    matrix_of: MatrixOf,
    *,
    law: DrivingLaw,
    settings: Settings,
    parts_of: Mapping[str, tuple[int, ...]] | None = None,
    currency: str = "VND",
) -> Problem:
    """Return the problem of records whose references were found sound.

    Requests of unknown weight are left out: nothing can be planned for them. An alternative to
    a request is one more request, and neither is split.

    Parameters
    ----------
    parts_of
        Grams of each part of requests split by an earlier plan, which stay split alike.

    Raises
    ------
    InputError
        When the joined data break a bound of the problem.
    """
    hubs = tuple(
        build_hub(horizon, record, stop, stated.hub_slots)
        for record, stop in zip(stated.hubs, stated.hub_stops, strict=True)
    )
    if any(record.end_hub == OPEN_END for record in stated.fleet):
        hubs = (*hubs, build_open_end(horizon))
    types = tuple(build_type(record, law) for record in stated.fleet)
    vehicles, rows = build_vehicles(horizon, stated.fleet)
    shifts, matrices = build_shifts(horizon, stated, vehicles, rows, matrix_of)
    draft = Problem(horizon, stops, hubs, types, vehicles, shifts, (), matrices, law, currency)
    requests = build_parts(draft, stated, settings, parts_of or {})
    return Problem(
        horizon,
        stops,
        hubs,
        types,
        vehicles,
        shifts,
        requests,
        matrices,
        law,
        currency,
        forbidden_pairs=settings.forbidden_pairs,
    )


def build_parts(
    draft: Problem, stated: Stated, settings: Settings, parts_of: Mapping[str, tuple[int, ...]]
) -> tuple[Request, ...]:
    """Return the requests of all rows in their order, those too big for a vehicle in parts.

    Parameters
    ----------
    draft
        The problem without requests.
    """
    requests: list[Request] = []
    for record, (whole, *others) in build_requests(draft, stated, settings):
        requests += [whole, *others] if others else _split(draft, record, whole, parts_of)
    return tuple(requests)


def _split(
    draft: Problem, record: RequestRecord, whole: Request, parts_of: Mapping[str, tuple[int, ...]]
) -> tuple[Request, ...]:
    weights_g = parts_of.get(record.id, ())
    if weights_g and sum(weights_g) == whole.weight_g:
        return split_by_weights(whole, weights_g)
    return split_request(whole, record.pack_g, find_capacities(draft, whole))
