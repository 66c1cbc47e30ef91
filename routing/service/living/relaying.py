"""The living plan on roads that have changed: what still holds, and what is lost."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from routing.problem.records import ClosureRecord
from routing.problem.sequences import RouteSequence, Sequences
from routing.problem.unserved import list_unserved
from routing.service.living.changing import (
    change_to_insert,
    change_to_remove,
    check_living,
    find_places,
)
from routing.service.living.driven import DrivenLeg, list_driven
from routing.service.living.mending import mend_route
from routing.service.living.opening import StoredPlan, open_living
from routing.service.living.state import Change, LivingPlan
from routing.solver.kernel.facts import build_facts


@dataclass(frozen=True)
class Relaid:
    """A living plan that holds on the roads there are now.

    `lost` are the requests it served before and has no place for at their time, `found` those
    it did not serve and does now.
    """

    living: LivingPlan
    lost: tuple[str, ...]
    found: tuple[str, ...]


def relay(
    living: LivingPlan,
    closures: Sequence[ClosureRecord],
    *,
    now_s: int = 0,
    wanted: Collection[str] = (),
    driven: Sequence[DrivenLeg] | None = None,
) -> Relaid:
    """Return a living plan on roads with other closures, every promise at its time or lost.

    Routes keep their vehicles and order as far as that is allowed; what then has no place is put
    where it fits elsewhere at its time, else it stays in the plan unserved. What was driven
    before `now_s` stays as it was.

    Parameters
    ----------
    wanted
        Requests left out so far that are served if they fit now.
    driven
        Drives as they were made; by default as they were planned.

    Raises
    ------
    InputError
        When the roads no longer know what the plan was made of.
    """
    made = list_driven(living.problem, living.evaluation.routes, now_s)
    again = _lay(living, closures, made if driven is None else driven)
    before = list_served(living)
    mended = _mend(again, list_done(living, now_s))
    missing = [name for name in before if name not in set(list_served(mended))]
    for name in dict.fromkeys((*missing, *wanted)):
        mended = put_back(mended, name, now_s=now_s)
    after = set(list_served(mended))
    return Relaid(
        mended,
        tuple(name for name in before if name not in after),
        tuple(name for name in list_served(mended) if name not in set(before)),
    )


def list_served(living: LivingPlan) -> tuple[str, ...]:
    """Return the requests that a living plan serves whole."""
    left = {living.problem.requests[index].id for index in living.sequences.dropped}
    served = {
        living.problem.requests[index].id: None
        for route in living.sequences.routes
        for index in route.requests
    }
    return tuple(name for name in served if name not in left)


def list_done(living: LivingPlan, now_s: int) -> frozenset[int]:
    """Return the requests (by index) whose service began before a second of the horizon."""
    return frozenset(
        item.item.request
        for route in living.evaluation.routes
        for item in route.items
        if item.item.request >= 0 and item.start_s < now_s
    )


def put_back(living: LivingPlan, name: str, *, now_s: int = 0) -> LivingPlan:
    """Return a living plan that serves a request whole at its time, else leaves it out whole."""
    record = next((each for each in living.inputs.requests if each.id == name), None)
    if record is None or record.terms.to is not None or record.terms.alternatives:
        return living
    change = change_to_remove(living, name)
    if change is None:
        return living
    bare = living.applied(change)
    for place in find_places(bare, record, now_s=now_s):
        after = bare.applied(change_to_insert(bare, record, place))
        if check_living(after).ok:
            return after
    return bare.applied(Change(record=record, parts_g=living.parts_g.get(name, ())))


def _lay(
    living: LivingPlan, closures: Sequence[ClosureRecord], driven: Sequence[DrivenLeg]
) -> LivingPlan:
    """Return a living plan as it would be on other roads, rules broken or not."""
    stored = StoredPlan(
        inputs=replace(living.inputs, closures=tuple(closures)),
        sequences=living.sequences,
        told={},
        parts_g=living.parts_g,
        worked=living.shift_names,
        driven=tuple(driven),
    )
    return open_living(living.network, stored)


def _mend(living: LivingPlan, done: Collection[int]) -> LivingPlan:
    """Return a living plan without what its routes can no longer serve."""
    facts = build_facts(living.problem)
    found = (mend_route(living.problem, facts, each, done) for each in living.sequences.routes)
    mended = _with_routes(living, [route for route in found if route is not None])
    while not check_living(mended).ok and mended.sequences.routes:
        mended = _with_fewer_routes(mended)
    return mended


def _with_fewer_routes(living: LivingPlan) -> LivingPlan:
    """Return a living plan without the smallest route by which fewer rules are broken."""
    routes = sorted(living.sequences.routes, key=lambda route: len(route.requests))
    broken = len(check_living(living).violations)
    trials = (
        _with_routes(living, [each for each in living.sequences.routes if each is not out])
        for out in routes
    )
    fewer = (each for each in trials if len(check_living(each).violations) < broken)
    others = [each for each in living.sequences.routes if each is not routes[0]]
    return next(fewer, _with_routes(living, others))


def _with_routes(living: LivingPlan, routes: Sequence[RouteSequence]) -> LivingPlan:
    left = Sequences(tuple(routes), list_unserved(living.problem, routes))
    return replace(living, sequences=left)
