"""Why requests were left out: what would have to give way to let each of them in.

Each request is tried at every place of every final route and in one unused unit of each type
and day; the rules such a trial breaks are what would have to be lifted. A smallest set of them
is a reason that is true of this plan, and all sets of that size are told, up to three.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from routing.matrix.travel_matrix import TravelMatrix
from routing.problem.builder import may_fetch
from routing.problem.dated import DatedRoute
from routing.problem.evaluate import drop_cost, evaluate_route
from routing.problem.fleet import Shift
from routing.problem.problem import Problem
from routing.problem.request import ANY_HUB, Request, RequestKind
from routing.problem.sequences import (
    Item,
    ItemKind,
    RouteSequence,
    Sequences,
    deliver,
    end,
    pickup,
    rest,
)
from routing.problem.verdict import Reason, Rule
from routing.solver.kernel.facts import build_facts
from routing.solver.orders import codes_of, route_of
from routing.units import GRAMS_PER_KG, ML_PER_M3

MOST_REASONS: Final = 3

_TOLD_AS: Final = {Rule.HUB_HOURS: Rule.SHIFT}
"""Rules that a sender knows by another name."""

_TOLD_IN_MINUTES: Final = frozenset(
    {
        *(Rule.TIME_WINDOW, Rule.SHIFT, Rule.BREAK, Rule.MAX_RIDE_TIME),
        *(Rule.MAX_DURATION, Rule.MAX_DRIVING),
    }
)


@dataclass(frozen=True, slots=True)
class _Trial:
    """A request put into a route: what that breaks, by how much, and what it costs more.

    `free_g` and `free_ml` are what the vehicle has room for besides its other requests.
    """

    vehicle: str
    broken: dict[Rule, int]
    extra_minor: int
    free_g: int
    free_ml: int


def explain_dropped(
    problem: Problem,
    sequences: Sequences,
    *,
    open_matrices: Sequence[TravelMatrix] | None = None,
) -> dict[int, tuple[Reason, ...]]:
    """Return for each request left out why no vehicle fetches it.

    Parameters
    ----------
    open_matrices
        The problem's matrices as they would be without closures, to tell a closed road from
        one that was never there.
    """
    if not sequences.dropped:
        return {}
    desk = _Desk(problem, sequences)
    return {i: tuple(_explain(desk, i, open_matrices)) for i in sequences.dropped}


class _Desk:
    """The finished plan, with what its hubs and drivers have left."""

    def __init__(self, problem: Problem, sequences: Sequences) -> None:
        self.problem = problem
        self.facts = build_facts(problem)
        self.routes = [(route, evaluate_route(problem, route)) for route in sequences.routes]
        self.received: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
        self.driven: dict[tuple[int, int], int] = defaultdict(int)
        for route, dated in self.routes:
            sums = self.received[_hub_day(problem, dated)]
            sums[0] += dated.load_g
            sums[1] += dated.load_ml
            self.driven[_unit_week(problem, route.shift)] += dated.driving_s
        self.spare = tuple(_list_spare(problem, {route.shift for route in sequences.routes}))

    def trials(self, index: int) -> Iterator[_Trial]:
        """Yield every way of putting a request into the plan that roads and hubs allow."""
        for route, dated in self.routes:
            if self._may_drive(route.shift, route.end_hub, index):
                for trial in _list_insertions(self.problem, route, index):
                    yield self._try(trial, dated)
        for shift in self.spare:
            for hub in self.problem.shifts[shift].end_hubs:
                if self._may_drive(shift, hub, index):
                    rests = [*_planned_rests(self.problem, shift)]
                    bare = RouteSequence(shift, (*rests, end(hub)))
                    for trial in _list_insertions(self.problem, bare, index):
                        yield self._try(trial, None)

    def _may_drive(self, shift: int, hub: int, index: int) -> bool:
        request = self.problem.requests[index]
        if request.hub not in (ANY_HUB, hub):
            return False
        return may_fetch(self.problem, self.problem.shifts[shift], request)

    def _try(self, route: RouteSequence, before: DatedRoute | None) -> _Trial:
        problem = self.problem
        order = codes_of(self.facts, route)
        allowed = route_of(self.facts, route.shift, route.end_hub, order)
        dated = evaluate_route(problem, route if allowed is None else allowed)
        broken: dict[Rule, int] = {}
        for found in dated.violations:
            rule = _TOLD_AS.get(found.rule, found.rule)
            broken[rule] = max(broken.get(rule, 0), found.amount)
        for rule, amount in self._find_coupled(route.shift, dated, before):
            broken[rule] = max(broken.get(rule, 0), amount)
        paid_minor = before.cost.total_minor if before else 0
        shift = problem.shifts[route.shift]
        kind = problem.type_of(shift)
        return _Trial(
            problem.vehicles[shift.vehicle].id,
            broken,
            dated.cost.total_minor - paid_minor,
            kind.capacity_g - (before.load_g if before else 0),
            kind.capacity_ml - (before.load_ml if before else 0),
        )

    def _find_coupled(
        self, shift: int, dated: DatedRoute, before: DatedRoute | None
    ) -> Iterator[tuple[Rule, int]]:
        problem = self.problem
        hub, day = _hub_day(problem, dated)
        grams, millilitres = self.received[hub, day]
        same = before is not None and _hub_day(problem, before) == (hub, day)
        grams += dated.load_g - (before.load_g if same and before else 0)
        millilitres += dated.load_ml - (before.load_ml if same and before else 0)
        if 0 <= day < problem.horizon.days:
            place = problem.hubs[hub]
            over = max(grams - place.intake_g[day], millilitres - place.intake_ml[day])
            if over > 0:
                yield Rule.HUB_INTAKE, over
        unit, week = _unit_week(problem, shift)
        driven_s = self.driven[unit, week] + problem.vehicles[unit].driven_s[week]
        driven_s += dated.driving_s - (before.driving_s if before else 0)
        if driven_s > problem.law.max_week_s:
            yield Rule.MAX_DRIVING, driven_s - problem.law.max_week_s


def _explain(
    desk: _Desk, index: int, open_matrices: Sequence[TravelMatrix] | None
) -> Iterator[Reason]:
    problem, request = desk.problem, desk.problem.requests[index]
    if request.deferrable:
        yield Reason(Rule.DEFERRED, "solver.reason.deferred")
    if not request.windows:
        yield Reason(Rule.TIME_WINDOW, "solver.reason.no_window")
        return
    trials = [*desk.trials(index)]
    if not trials:
        yield _explain_unreached(problem, request, open_matrices)
        return
    feasible = [trial for trial in trials if not trial.broken]
    if feasible:
        if not request.deferrable:
            yield _explain_price(problem, index, min(t.extra_minor for t in feasible))
        return
    for rules in _smallest_sets(trials):
        yield from _tell_set(problem, request, trials, rules)


def _smallest_sets(trials: list[_Trial]) -> list[frozenset[Rule]]:
    """Return the smallest sets of rules whose lifting lets a request in, up to three."""
    size = min(len(trial.broken) for trial in trials)
    sets = {frozenset(trial.broken) for trial in trials if len(trial.broken) == size}
    return sorted(sets, key=sorted)[:MOST_REASONS]


def _tell_set(
    problem: Problem, request: Request, trials: list[_Trial], rules: frozenset[Rule]
) -> Iterator[Reason]:
    """Yield a reason for each rule of a set, with the vehicle that came closest."""
    alike = [trial for trial in trials if frozenset(trial.broken) == rules]
    closest = min(alike, key=lambda trial: (sorted(trial.broken.values()), trial.vehicle))
    for rule in sorted(rules):
        amount = closest.broken[rule]
        key, params = _word(rule, amount, request, closest)
        yield Reason(rule, key, tuple(sorted(params.items())), closest.vehicle)


def _word(
    rule: Rule, amount: int, request: Request, closest: _Trial
) -> tuple[str, dict[str, object]]:
    """Return the text key of a rule and what it says of the vehicle that comes closest."""
    if rule is Rule.CAPACITY:
        if request.weight_g > closest.free_g:
            need, free = request.weight_g / GRAMS_PER_KG, closest.free_g / GRAMS_PER_KG
            return "solver.reason.CAPACITY", {"need_kg": need, "free_kg": free}
        need, free = request.volume_ml / ML_PER_M3, closest.free_ml / ML_PER_M3
        return "solver.reason.VOLUME", {"need_m3": need, "free_m3": free}
    if rule in _TOLD_IN_MINUTES:
        return f"solver.reason.{rule}", {"minutes": -(-amount // 60)}
    if rule is Rule.MAX_DISTANCE:
        return "solver.reason.MAX_DISTANCE", {"km": amount / 1000}
    if rule is Rule.SKILL:
        return "solver.reason.SKILL", {"skills": ", ".join(sorted(request.skills))}
    return f"solver.reason.{rule}", {}


def _explain_price(problem: Problem, index: int, extra_minor: int) -> Reason:
    penalty_minor = drop_cost(problem, (index,)).penalty_minor
    if problem.requests[index].required or extra_minor <= penalty_minor:
        return Reason(Rule.NO_REASON_FOUND, "solver.reason.NO_REASON_FOUND")
    params = (("currency", problem.currency), ("extra", extra_minor), ("penalty", penalty_minor))
    return Reason(Rule.PRICE, "solver.reason.PRICE", params)


def _explain_unreached(
    problem: Problem, request: Request, open_matrices: Sequence[TravelMatrix] | None
) -> Reason:
    """Return why no shift can drive to a request and on to where it may be received."""
    shifts = [
        shift
        for shift in problem.shifts
        if request.hub == ANY_HUB or request.hub in shift.end_hubs
    ]
    if not shifts:
        return Reason(Rule.NO_VEHICLE, "solver.reason.NO_VEHICLE")
    if open_matrices and any(_reaches(problem, s, request, open_matrices) for s in shifts):
        return Reason(Rule.CLOSED_ROAD, "solver.reason.CLOSED_ROAD")
    if any(may_fetch(problem, shift, request) for shift in problem.shifts):
        return Reason(Rule.NO_VEHICLE, "solver.reason.NO_VEHICLE")
    profiles = {matrix.profile for matrix in problem.matrices}
    reached = any(
        matrix.reaches(problem.hubs[shift.start_hub].stop, request.stop)
        for matrix in problem.matrices
        for shift in problem.shifts
    )
    if reached:
        return Reason(Rule.CLASS_ACCESS, "solver.reason.CLASS_ACCESS")
    params = (("profiles", ", ".join(sorted(profiles))),)
    return Reason(Rule.REACHABLE, "solver.reason.REACHABLE", params)


def _reaches(
    problem: Problem, shift: Shift, request: Request, matrices: Sequence[TravelMatrix]
) -> bool:
    matrix = matrices[shift.matrix]
    ends = shift.end_hubs if request.hub == ANY_HUB else (request.hub,)
    return matrix.reaches(problem.hubs[shift.start_hub].stop, request.stop) and any(
        matrix.reaches(request.stop, problem.hubs[hub].stop) for hub in ends
    )


def _list_spare(problem: Problem, used: set[int]) -> Iterator[int]:
    """Yield one unused shift of each vehicle type and day that drives from like hubs."""
    seen: set[tuple[object, ...]] = set()
    for i, shift in enumerate(problem.shifts):
        kind = problem.vehicles[shift.vehicle].vehicle_type
        key = kind, shift.day, shift.start_hub, shift.end_hubs
        if i not in used and key not in seen:
            seen.add(key)
            yield i


def _planned_rests(problem: Problem, shift: int) -> Iterator[Item]:
    for number, each in enumerate(problem.shifts[shift].breaks):
        yield rest(each.duration_s, number)


def _list_insertions(
    problem: Problem, route: RouteSequence, index: int
) -> Iterator[RouteSequence]:
    """Yield a route with a request at every place, without the law's breaks, now elsewhere.

    The second visit of a pair comes right after the first, or last of all.
    """
    items = [item for item in route.items[:-1] if not _is_law_break(item)]
    last = route.items[-1]
    for place in range(len(items) + 1):
        before, after = items[:place], items[place:]
        kind = problem.requests[index].kind
        if kind is not RequestKind.PAIR:
            visit = deliver(index) if kind is RequestKind.DELIVERY else pickup(index)
            yield RouteSequence(route.shift, (*before, visit, *after, last))
            continue
        both = pickup(index), deliver(index)
        yield RouteSequence(route.shift, (*before, *both, *after, last))
        if after:
            yield RouteSequence(route.shift, (*before, both[0], *after, both[1], last))


def _is_law_break(item: Item) -> bool:
    return item.kind is ItemKind.BREAK and item.planned < 0


def _hub_day(problem: Problem, dated: DatedRoute) -> tuple[int, int]:
    last = dated.items[-1]
    return last.item.hub, problem.horizon.day_of(last.arrival_s)


def _unit_week(problem: Problem, shift: int) -> tuple[int, int]:
    found = problem.shifts[shift]
    return found.vehicle, problem.horizon.week_of(found.day)
