"""Faults of requests."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from routing.errors import Fault
from routing.problem.bounds.values import (
    bad_value,
    check_counts,
    check_index,
    check_loads,
    check_moments,
    check_windows,
)
from routing.problem.request import (
    ANY_HUB,
    NO_GROUP,
    NO_VEHICLE,
    Request,
    RequestKind,
    Visit,
)

_COUNTS = (
    *("weight_g", "volume_ml", "priority", "penalty_minor", "max_ride_s"),
    *("lateness_rate_milli", "serve_minor", "change_minor"),
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many of each thing requests may refer to."""

    stops: int
    hubs: int
    types: int
    vehicles: int


def find_request_faults(requests: Sequence[Request], sizes: Sizes) -> Iterator[Fault]:
    """Yield every fault of requests."""
    seen: set[tuple[str, int]] = set()
    for request in requests:
        name = f"request {request.id}"
        yield from _find_visit_faults(name, request, sizes)
        yield from _find_value_faults(name, request)
        yield from _find_kind_faults(name, request, sizes)
        yield from _find_reference_faults(name, request, sizes)
        if not 1 <= request.part <= request.parts:
            yield bad_value(name, "part", request.part, f"1 to {request.parts}")
        if (request.id, request.part) in seen:
            yield bad_value(name, "part", request.part, "each part once")
        seen.add((request.id, request.part))


def _find_visit_faults(name: str, visit: Request | Visit, sizes: Sizes) -> Iterator[Fault]:
    yield from check_index(name, "stop", visit.stop, sizes.stops)
    yield from check_windows(name, "windows", visit.windows)
    yield from check_counts(name, service_s=visit.service_s, setup_s=visit.setup_s)
    for column in ("service_by_type", "setup_by_type"):
        by_type: tuple[int, ...] = getattr(visit, column)
        if by_type and len(by_type) != sizes.types:
            yield bad_value(name, column, by_type, f"{sizes.types} numbers")
        yield from check_loads(name, column, by_type)


def _find_value_faults(name: str, request: Request) -> Iterator[Fault]:
    yield from check_counts(name, **{column: getattr(request, column) for column in _COUNTS})
    yield from check_loads(name, "extra", request.extra)
    yield from check_loads(name, "brought", request.brought)
    yield from check_moments(
        name,
        released_s=request.released_s,
        deliver_by_s=request.deliver_by_s,
        wish_by_s=request.wish_by_s,
    )


def _find_kind_faults(name: str, request: Request, sizes: Sizes) -> Iterator[Fault]:
    is_pair = request.kind is RequestKind.PAIR
    if is_pair != (request.to is not None):
        yield bad_value(name, "to", request.to, "a second visit for a pair, and only for a pair")
    if request.to is not None:
        yield from _find_visit_faults(name, request.to, sizes)
    if request.brought and request.kind is not RequestKind.EXCHANGE:
        yield bad_value(name, "brought", request.brought, "loads of an exchange only")


def _find_reference_faults(name: str, request: Request, sizes: Sizes) -> Iterator[Fault]:
    if request.hub != ANY_HUB:
        yield from check_index(name, "hub", request.hub, sizes.hubs)
    if request.last_vehicle != NO_VEHICLE:
        yield from check_index(name, "last_vehicle", request.last_vehicle, sizes.vehicles)
    for column in ("alternative", "together"):
        if getattr(request, column) < NO_GROUP:
            yield bad_value(name, column, getattr(request, column), f">= {NO_GROUP}")
