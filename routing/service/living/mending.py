"""Routes that the roads no longer allow, made allowed again by leaving the least of them out."""

from collections.abc import Collection, Sequence

import numpy as np

from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence
from routing.solver.kernel.facts import Facts, Ints
from routing.solver.orders import codes_of, route_of


def mend_route(
    problem: Problem, facts: Facts, route: RouteSequence, done: Collection[int]
) -> RouteSequence | None:
    """Return a route with as few of its requests as possible left out, None when none is left.

    Parameters
    ----------
    done
        Requests (by index) that were served already and must stay.
    """
    codes = codes_of(facts, route)
    whole = route_of(facts, route.shift, route.end_hub, codes)
    if whole is not None:
        return whole
    requests = route.requests
    free = [request for request in requests if request not in done]
    lightest = sorted(free, key=lambda request: problem.requests[request].weight_g)
    for out in lightest:
        found = _with_only(facts, route, codes, [each for each in requests if each != out])
        if found is not None:
            return found
    return _built_up(facts, route, codes, done)


def _built_up(
    facts: Facts, route: RouteSequence, codes: Ints, done: Collection[int]
) -> RouteSequence | None:
    """Return what is left when each request stays that the ones before it leave room for."""
    kept = [request for request in route.requests if request in done]
    best = _with_only(facts, route, codes, kept) if kept else None
    if kept and best is None:
        return None
    for request in route.requests:
        if request not in kept:
            found = _with_only(facts, route, codes, [*kept, request])
            if found is not None:
                kept.append(request)
                best = found
    return best


def _with_only(
    facts: Facts, route: RouteSequence, codes: Ints, kept: Sequence[int]
) -> RouteSequence | None:
    """Return a route of some requests in the order it had, None when it is not allowed."""
    if not kept:
        return None
    count = len(facts.terms)
    wanted = frozenset(kept)
    left = [code for code in codes.tolist() if code >= 2 * count or code % count in wanted]
    return route_of(facts, route.shift, route.end_hub, np.array(left, np.int64))
