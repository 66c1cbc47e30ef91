"""A part of a problem, solved by itself while the rest of the plan stays as it is."""

from dataclasses import dataclass

from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences
from routing.problem.subproblem import join_routes, move_item, restrict, without_routes
from routing.problem.unserved import list_unserved


@dataclass(frozen=True, slots=True)
class Part:
    """A smaller problem and the way back to the whole.

    `shifts` and `requests` map its indices to those of the whole, whose `fixed` routes stay
    and whose requests `outside` stay left out.
    """

    problem: Problem
    fixed: tuple[RouteSequence, ...]
    shifts: tuple[int, ...]
    requests: tuple[int, ...]
    outside: tuple[int, ...] = ()

    def join(self, plan: Sequences) -> Sequences:
        """Return a plan of the part as one of the whole."""
        whole = join_routes(self.fixed, plan, self.shifts, self.requests)
        return Sequences(whole.routes, tuple(sorted((*whole.dropped, *self.outside))))

    def narrow(self, plan: Sequences) -> Sequences:
        """Return what a plan of the whole says of the part."""
        shift_of = {shift: k for k, shift in enumerate(self.shifts)}
        request_of = {request: k for k, request in enumerate(self.requests)}
        routes = tuple(
            _translate(route, shift_of[route.shift], request_of)
            for route in plan.routes
            if route.shift in shift_of
        )
        return Sequences(routes, list_unserved(self.problem, routes))


def beside_fixed(problem: Problem, fixed: tuple[RouteSequence, ...]) -> Part:
    """Return what is left to decide when some routes stay as they are."""
    smaller, shifts, requests = without_routes(problem, fixed)
    return Part(smaller, fixed, shifts, requests)


def cut_out(
    problem: Problem, plan: Sequences, shifts: set[int], left_out: tuple[int, ...]
) -> Part:
    """Return the part of a plan in some shifts, with some of the requests it leaves out."""
    rest = beside_fixed(problem, tuple(r for r in plan.routes if r.shift not in shifts))
    freed = {i for route in plan.routes if route.shift in shifts for i in route.requests}
    wanted = freed.union(left_out)
    for group in problem.alternatives:
        if not wanted.isdisjoint(group):
            wanted.update(group)
    own_shifts = [k for k, shift in enumerate(rest.shifts) if shift in shifts]
    own = [k for k, request in enumerate(rest.requests) if request in wanted]
    return Part(
        restrict(rest.problem, own_shifts, own),
        rest.fixed,
        tuple(rest.shifts[k] for k in own_shifts),
        tuple(rest.requests[k] for k in own),
        tuple(i for i in plan.dropped if i not in wanted),
    )


def _translate(route: RouteSequence, shift: int, request_of: dict[int, int]) -> RouteSequence:
    items = (
        move_item(item, request_of)
        for item in route.items
        if item.request < 0 or item.request in request_of
    )
    return RouteSequence(shift, tuple(items))
