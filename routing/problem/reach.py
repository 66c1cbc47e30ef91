"""Which vehicles the roads let serve a request."""

from collections.abc import Iterable

from routing.matrix.travel_matrix import TravelMatrix
from routing.problem.fleet import Shift
from routing.problem.hub import NOWHERE
from routing.problem.problem import Problem
from routing.problem.request import ANY_HUB, Request, RequestKind
from routing.problem.split import Capacity


def find_capacities(problem: Problem, request: Request) -> tuple[Capacity, ...]:
    """Return the capacities of the vehicles that may reach a request and bring it to a hub."""
    found: set[tuple[int, int]] = set()
    for shift in problem.shifts:
        kind = problem.type_of(shift)
        if request.skills <= kind.skills and may_fetch(problem, shift, request):
            found.add((kind.capacity_g, kind.capacity_ml))
    return tuple(Capacity(*pair) for pair in sorted(found))


def may_fetch(problem: Problem, shift: Shift, request: Request) -> bool:
    """Tell whether roads lead a shift to a request, and on, by hubs it may go to.

    Goods come from the start or a reload and go to a reload or an end, or to a second stop.
    """
    begins, ends = {shift.start_hub, *shift.reload_hubs}, {*shift.end_hubs, *shift.reload_hubs}
    if request.hub != ANY_HUB and request.kind is not RequestKind.PAIR:
        begins = begins if request.kind is RequestKind.PICKUP else begins & {request.hub}
        ends = ends if request.kind is RequestKind.DELIVERY else ends & {request.hub}
    matrix = problem.matrix_of(shift)
    way = [request.stop] if request.to is None else [request.stop, request.to.stop]
    return (
        any(_reaches(matrix, problem.hubs[hub].stop, way[0]) for hub in begins)
        and _reaches(matrix, way[0], way[-1])
        and _reaches_any(matrix, way[-1], (problem.hubs[hub].stop for hub in ends))
    )


def _reaches_any(matrix: TravelMatrix, here: int, stops: Iterable[int]) -> bool:
    return any(_reaches(matrix, here, stop) for stop in stops)


def _reaches(matrix: TravelMatrix, here: int, there: int) -> bool:
    return NOWHERE in (here, there) or matrix.reaches(here, there)
