"""What is left to decide when some routes stay as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from routing.problem.evaluate import evaluate_route
from routing.problem.lock import Lock
from routing.problem.pinning import pin_requests
from routing.problem.problem import Problem
from routing.problem.sequences import Item, RouteSequence, Sequences
from routing.problem.used_up import lessen_driving, lessen_hubs


def without_routes(
    problem: Problem, fixed: tuple[RouteSequence, ...]
) -> tuple[Problem, tuple[int, ...], tuple[int, ...]]:
    """Return the problem that fixed routes leave, and how its indices map back.

    Shifts and requests of the fixed routes are gone, and so are the alternatives to requests
    they serve; hub intake and weekly driving are lessened by what the fixed routes use. What
    must go together with a request they serve may only go with that vehicle. The price of an
    uneven sharing of work counts what is left alone.

    Returns
    -------
    The smaller problem; for each of its shifts and for each of its requests the index in the
    given problem.
    """
    if not fixed:
        every = tuple(range(len(problem.shifts))), tuple(range(len(problem.requests)))
        return problem, *every
    used = {route.shift for route in fixed}
    gone = _find_settled(problem, fixed)
    shifts = tuple(i for i in range(len(problem.shifts)) if i not in used)
    requests = tuple(i for i in range(len(problem.requests)) if i not in gone)
    dated = [evaluate_route(problem, route) for route in fixed]
    lessened = replace(
        problem,
        hubs=lessen_hubs(problem, dated),
        vehicles=lessen_driving(problem, dated),
    )
    unit_of = _find_pins(problem, fixed, gone)
    if unit_of:
        lessened = pin_requests(lessened, unit_of)
    return restrict(lessened, shifts, requests), shifts, requests


def restrict(problem: Problem, shifts: Sequence[int], requests: Sequence[int]) -> Problem:
    """Return the problem of some shifts and requests only, by index and in their order.

    Locks of other shifts are gone. Of alternatives either all or none may stay.

    Raises
    ------
    ValueError
        When a lock of one of the shifts names a request that is not among those.
    """
    shift_of = {shift: k for k, shift in enumerate(shifts)}
    request_of = {request: k for k, request in enumerate(requests)}
    return replace(
        problem,
        shifts=tuple(problem.shifts[i] for i in shifts),
        requests=tuple(problem.requests[i] for i in requests),
        locks=tuple(
            _move_lock(lock, shift_of, request_of)
            for lock in problem.locks
            if lock.shift in shift_of
        ),
    )


def join_routes(
    fixed: tuple[RouteSequence, ...],
    rest: Sequences,
    shifts: tuple[int, ...],
    requests: tuple[int, ...],
) -> Sequences:
    """Return fixed routes and the answer of the smaller problem in the indices of the whole."""
    request_of = dict(enumerate(requests))
    moved = tuple(
        RouteSequence(
            shifts[route.shift], tuple(move_item(item, request_of) for item in route.items)
        )
        for route in rest.routes
    )
    routes = sorted((*fixed, *moved), key=lambda route: route.shift)
    return Sequences(tuple(routes), tuple(sorted(requests[i] for i in rest.dropped)))


def move_item(item: Item, request_of: Mapping[int, int]) -> Item:
    """Return an item with its request, if it has one, named as another problem does."""
    return replace(item, request=request_of[item.request]) if item.request >= 0 else item


def _move_lock(lock: Lock, shift_of: Mapping[int, int], request_of: Mapping[int, int]) -> Lock:
    strange = {item.request for item in lock.items if item.request >= 0} - request_of.keys()
    if strange:
        raise ValueError(f"lock of shift {lock.shift}: requests {sorted(strange)} are elsewhere")
    items = tuple(move_item(item, request_of) for item in lock.items)
    return Lock(shift_of[lock.shift], lock.kind, items)


def _find_settled(problem: Problem, fixed: tuple[RouteSequence, ...]) -> set[int]:
    """Return the requests that routes serve, and the alternatives to them."""
    settled = {index for route in fixed for index in route.requests}
    for group in problem.alternatives:
        if not settled.isdisjoint(group):
            settled.update(group)
    return settled


def _find_pins(
    problem: Problem, fixed: tuple[RouteSequence, ...], gone: set[int]
) -> dict[int, int]:
    """Return the unit of each request left that must go together with one that is served."""
    unit_of = {i: problem.shifts[route.shift].vehicle for route in fixed for i in route.requests}
    pins: dict[int, int] = {}
    for group in problem.togethers:
        units = [unit_of[index] for index in group if index in unit_of]
        pins |= {index: units[0] for index in group if units and index not in gone}
    return pins
