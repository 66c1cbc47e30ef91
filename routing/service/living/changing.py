"""What a request adds to a living plan, and the changes that put it in or take it out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from routing.problem.dated import DatedRoute
from routing.problem.records import RequestRecord
from routing.problem.verdict import CheckReport
from routing.service.living.state import Change, LivingPlan, without_request
from routing.service.solving import referee_of
from routing.solver.insertion.candidate import Candidate, Insertion
from routing.solver.insertion.desk import SEATS
from routing.solver.kernel.facts import build_facts
from routing.solver.orders import codes_of, route_of

_TRIES: Final = 3
_LATER_S: Final = 900
"""How much later is tried when a place would change what a driver is about to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a whole request fits, all its parts, and what it adds.

    `begin_s` is when service begins, of the first part; it could begin at `soonest_s` and as
    late as `latest_s`.
    """

    candidates: tuple[Candidate, ...]
    insertions: tuple[Insertion, ...]

    @property
    def extra_minor(self) -> int:
        """What the plan costs more, to the unit."""
        return sum(each.extra_minor for each in self.insertions)

    @property
    def day(self) -> int:
        """The day of the horizon on which it is fetched, its last part if there are several."""
        return max(each.day for each in self.insertions)

    @property
    def first(self) -> Insertion:
        """Where its first part goes."""
        return self.insertions[0]


def find_places(living: LivingPlan, record: RequestRecord, *, now_s: int = 0) -> tuple[Place, ...]:
    """Return the cheapest place of a request on each day that has one, the cheapest first.

    One in parts has one place at most. Nothing begins before `now_s`, a second of the horizon;
    a route under way then stays as it is up to the driver's next stop.

    Raises
    ------
    InputError
        When its place, hub or weight is not known.
    """
    found: dict[int, Place] = {}
    floor_s = now_s
    for _ in range(_TRIES):
        if floor_s > 0:
            record = replace(
                record, ready=max(record.ready, living.problem.horizon.local(floor_s))
            )
        places = _ask(living, living.candidates_of(record)) if record.ready <= record.due else []
        late = [place for place in places if disturbs(living, record, place, now_s)]
        for place in places:
            if place not in late:
                found.setdefault(place.day, place)
        if not late:
            break
        floor_s = max(each.begin_s for place in late for each in place.insertions) + _LATER_S
    return tuple(sorted(found.values(), key=lambda place: (place.extra_minor, place.day)))


def change_to_insert(living: LivingPlan, record: RequestRecord, place: Place) -> Change:
    """Return the change that puts a request where it was found."""
    _, sequences = living.desk.insert(place.candidates, place.insertions)
    shifts = {each.shift for each in place.insertions}
    return Change(
        record=record,
        parts_g=tuple(each.request.weight_g for each in place.candidates),
        routes=tuple(route for route in sequences.routes if route.shift in shifts),
    )


def change_to_remove(living: LivingPlan, request: str) -> Change | None:
    """Return the change that takes a request out, its routes with the breaks they then need.

    None when a route is not allowed without it.
    """
    gone = {i for i, each in enumerate(living.problem.requests) if each.id == request}
    touched = {route.shift for route in living.sequences.routes if gone & {*route.requests}}
    problem, routes = without_request(living.problem, living.sequences.routes, request)
    facts = build_facts(problem)
    shorter = []
    for route in routes:
        if route.shift in touched:
            rebuilt = route_of(facts, route.shift, route.end_hub, codes_of(facts, route))
            if rebuilt is None:
                return None
            shorter.append(rebuilt)
    left = {route.shift for route in shorter}
    return Change(removed=request, routes=tuple(shorter), gone=tuple(sorted(touched - left)))


def change_to_weigh(
    living: LivingPlan, request: str, *, weight_g: int, volume_ml: int
) -> Change | None:
    """Return the change that lets a request weigh and measure what it really does.

    Its stop stays, also with nothing to load, for the vehicle was there. None when the plan does
    not serve it, when it is in parts, or when it is so already.
    """
    [*known] = (i for i, each in enumerate(living.problem.requests) if each.id == request)
    routes = tuple(each for each in living.sequences.routes if {*known} & {*each.requests})
    record = next((each for each in living.inputs.requests if each.id == request), None)
    if record is None or len(known) != 1 or not routes:
        return None
    weighed = replace(record, weight_g=weight_g, volume_ml=volume_ml)
    return None if weighed == record else Change(record=weighed, routes=routes)


def check_living(living: LivingPlan) -> CheckReport:
    """Return what the referee finds in a living plan."""
    return referee_of(living.problem)(living.sequences)


def _ask(living: LivingPlan, candidates: Sequence[Candidate]) -> list[Place]:
    if len(candidates) == 1:
        [found] = living.desk.ask(candidates)
        return [Place(tuple(candidates), (each,)) for each in found]
    if len(candidates) > SEATS:
        return []
    parts = living.desk.ask_parts(candidates)
    return [Place(tuple(candidates), parts)] if parts else []


def disturbs(living: LivingPlan, record: RequestRecord, place: Place, now_s: int) -> bool:
    """Tell whether a place changes what was done by now, or the way to the next stop."""
    starts = living.problem.horizon.day_start_s
    if now_s <= 0 or all(starts[each.day] > now_s for each in place.insertions):
        return False
    after = living.applied(change_to_insert(living, record, place))
    old = {route.shift: route for route in living.evaluation.routes}
    new = {route.shift: route for route in after.evaluation.routes}
    return any(_is_moved(old.get(each.shift), new[each.shift], now_s) for each in place.insertions)


def _is_moved(old: DatedRoute | None, new: DatedRoute, now_s: int) -> bool:
    if old is None or old.start_s >= now_s:
        return new.start_s < now_s
    done = sum(item.start_s < now_s for item in old.items) + 1
    head = [(item.item, item.start_s) for item in old.items[:done]]
    return old.start_s != new.start_s or head != [
        (item.item, item.start_s) for item in new.items[:done]
    ]
