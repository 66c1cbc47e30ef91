"""Plan pickups: from records to a plan that the referee accepts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from routing.errors import Fault, InputError, fault
from routing.plan.baselines.own_motorbike import load_own_motorbike
from routing.plan.build import build_plan
from routing.plan.check import check_plan
from routing.plan.legs import Leg
from routing.plan.plan import Plan, PlanDropped
from routing.plan.promises import TOLERANCE_S
from routing.plan.summary import Summary, summarise
from routing.problem.builder import Settings, Stated, build_problem, find_reference_faults
from routing.problem.driving_law import DrivingLaw, load_driving_law
from routing.problem.horizon import DEFAULT_ZONE, Horizon
from routing.problem.problem import Problem, Stop
from routing.problem.records import (
    ClosureRecord,
    FleetRecord,
    HubRecord,
    HubSlotRecord,
    Product,
    RequestRecord,
)
from routing.problem.sequences import Sequences
from routing.problem.verdict import Reason, Rule
from routing.roads.closures import resolve_closures
from routing.roads.conditions import Closure, Conditions, Season, default_season
from routing.roads.signed_closures import signed_closures
from routing.service.going_on import go_on_from, move_plan, tell_promises, without_idle_past
from routing.service.locate import Site, locate_all, second_locations
from routing.service.network import Network
from routing.service.solving import judge_plan, referee_of, require_engine, search_info
from routing.service.tell_change import tell_change
from routing.service.travel import Travel
from routing.solver.answer import (
    Answer,
    OnProgress,
    Running,
    ShouldStop,
    SolveOptions,
)
from routing.solver.solve import solve

REPAIRS: Final = 5
"""Requests left out for which a plan says what would let them in."""


@dataclass(frozen=True)
class PlanInputs:
    """What a plan is made of, as users state it. Without a season the first date decides."""

    hubs: tuple[HubRecord, ...]
    fleet: tuple[FleetRecord, ...]
    requests: tuple[RequestRecord, ...]
    start: date
    days: int = 1
    closures: tuple[ClosureRecord, ...] = ()
    season: Season | None = None
    timezone: str = DEFAULT_ZONE
    settings: Settings = field(default_factory=Settings)
    law: DrivingLaw | None = None
    hub_slots: tuple[HubSlotRecord, ...] = ()
    products: Mapping[str, Product] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """A plan with all it was made from, so that it can be compared and planned on."""

    plan: Plan
    summary: Summary
    problem: Problem
    sequences: Sequences
    conditions: Conditions
    warnings: tuple[Fault, ...]


def make_plan(  # noqa: PLR0913 - what a plan is made of and goes on from, by name
    network: Network,
    inputs: PlanInputs,
    options: SolveOptions,
    *,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
    plan_id: str = "",
    version: int = 1,
    base: Outcome | None = None,
    keep_days: int = 0,
    start: Outcome | None = None,
    change_minor: int | None = None,
) -> Outcome:
    """Return the plan of the inputs, checked by the referee, with its summary.

    Parameters
    ----------
    base
        A plan to go on from: the routes of its first `keep_days` days stay as they are and get
        none beside them.
    start
        Where the search starts, unless at the base.
    change_minor
        What each changed promise of the base costs the search; without it they are not weighed.

    Raises
    ------
    InputError
        With every fault of the inputs: unknown places, hubs, profiles, roads, and so on.
    """
    draft = draft_plan(network, inputs, _parts_of(base))
    if base is not None:
        draft = replace(draft, problem=without_idle_past(draft.problem, base, keep_days))
    problem = draft.problem
    require_engine(problem)
    if base is not None:
        options = go_on_from(base, start or base, problem, keep_days, options)
        if change_minor is not None:
            running = Running(
                move_plan(base, problem), change_minor, TOLERANCE_S, tell_promises(base, problem)
            )
            options = replace(options, running=running)
    options = replace(options, repairs=options.repairs or REPAIRS)
    answer = solve(
        problem,
        check=referee_of(problem),
        judge=judge_plan,
        options=options,
        on_progress=on_progress,
        should_stop=should_stop,
        open_matrices=[draft.travel.open_matrix(matrix.profile) for matrix in problem.matrices],
    )
    plan = _finish(network, draft, answer, plan_id, version)
    summary = _summarise(network, draft, plan)
    return Outcome(plan, summary, problem, answer.sequences, draft.conditions, draft.warnings)


def draft_problem(network: Network, inputs: PlanInputs, base: Outcome | None = None) -> Problem:
    """Return the problem that a plan of the inputs, made on from a base, would solve.

    Raises
    ------
    InputError
        With every fault of the inputs.
    """
    return draft_plan(network, inputs, _parts_of(base)).problem


def draft_with_travel(network: Network, inputs: PlanInputs) -> tuple[Problem, Travel]:
    """Return the problem that a plan of the inputs would solve, and the travel it is made of.

    Raises
    ------
    InputError
        With every fault of the inputs.
    """
    draft = draft_plan(network, inputs, {})
    return draft.problem, draft.travel


@dataclass(frozen=True)
class Draft:
    """All that a plan is searched on; `sites` says where each stop of the problem is."""

    problem: Problem
    travel: Travel
    sites: tuple[Site, ...]
    conditions: Conditions
    unweighed: tuple[PlanDropped, ...]
    warnings: tuple[Fault, ...]


def draft_plan(
    network: Network, inputs: PlanInputs, parts_of: Mapping[str, tuple[int, ...]]
) -> Draft:
    """Return what a plan of the inputs is searched on.

    Parameters
    ----------
    parts_of
        Grams of each part of requests that stay split as they are.

    Raises
    ------
    InputError
        With every fault of the inputs.
    """
    located = [(hub.location, hub.source) for hub in inputs.hubs]
    located += [(request.location, request.source) for request in inputs.requests]
    located += [
        (location, request.source)
        for request in inputs.requests
        for location in second_locations(request)
    ]
    sites, faults = locate_all(network, located)
    faults += find_reference_faults(
        inputs.hubs, inputs.fleet, inputs.requests, list_full_loads_g(network), inputs.hub_slots
    )
    try:
        closures = resolve_closures(
            inputs.closures,
            network.graph,
            network.places,
            network.km_posts,
            profiles=network.profiles,
        )
    except InputError as error:
        faults += error.faults
    if faults:
        raise InputError(faults)
    horizon = Horizon(inputs.start, inputs.days, inputs.timezone)
    closures += _find_signs(network, horizon)
    conditions = Conditions(inputs.season or default_season(inputs.start), closures)
    found = [site for site in sites if site is not None]
    stops, indices = _lay_stops(found)
    stated = Stated(
        inputs.hubs,
        indices[: len(inputs.hubs)],
        inputs.fleet,
        inputs.requests,
        indices[len(inputs.hubs) : len(inputs.hubs) + len(inputs.requests)],
        *_second_stops(inputs.requests, indices[len(inputs.hubs) + len(inputs.requests) :]),
        inputs.hub_slots,
        inputs.products,
    )
    travel = Travel(network, conditions, horizon, inputs.fleet, stops)
    problem = build_problem(
        horizon,
        tuple(Stop(site.place, site.lonlat, site.name) for site in stops),
        stated,
        travel.matrix_of,
        law=inputs.law or load_driving_law(inputs.start),
        settings=inputs.settings,
        parts_of=parts_of,
    )
    warnings = tuple(note for site in found for note in site.notes)
    warnings += tuple(_find_free(inputs.fleet))
    return Draft(problem, travel, stops, conditions, _find_unweighed(inputs), warnings)


def _second_stops(
    requests: tuple[RequestRecord, ...], indices: tuple[int, ...]
) -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
    """Return those locations' stops by request: where pairs go, and the alternatives."""
    left = iter(indices)
    second: dict[str, int] = {}
    others: dict[str, tuple[int, ...]] = {}
    for record in requests:
        if record.terms.to:
            second[record.id] = next(left)
        if record.terms.alternatives:
            others[record.id] = tuple(next(left) for _ in record.terms.alternatives)
    return second, others


def _lay_stops(sites: list[Site]) -> tuple[tuple[Site, ...], tuple[int, ...]]:
    """Return the site of each stop, one for each distinct place, and the stop of each site."""
    stops: dict[str, int] = {}
    indices = tuple(stops.setdefault(site.place, len(stops)) for site in sites)
    return tuple(sites[indices.index(i)] for i in range(len(stops))), indices


def _parts_of(base: Outcome | None) -> Mapping[str, tuple[int, ...]]:
    """Return the weights a plan split its requests into, so that parts keep their meaning."""
    weights: dict[str, tuple[int, ...]] = {}
    for request in base.problem.requests if base else ():
        if request.parts > 1:
            weights[request.id] = (*weights.get(request.id, ()), request.weight_g)
    return weights


def _find_free(fleet: tuple[FleetRecord, ...]) -> Iterator[Fault]:
    """Yield a warning for each row of the fleet whose vehicles cost nothing to use."""
    for record in fleet:
        paid = (record.cost_per_day_minor, record.cost_per_km_minor, record.cost_per_hour_minor)
        if not any(paid):
            where = record.source
            column = "cost_per_km"
            name = record.id
            yield fault(
                "service.no_cost", file=where.file, row=where.row, column=column, name=name
            )


def _find_unweighed(inputs: PlanInputs) -> tuple[PlanDropped, ...]:
    reason = Reason(Rule.UNKNOWN_WEIGHT, "service.unknown_weight")
    return tuple(
        PlanDropped(request.id, 1, None, "dropped", (reason,))
        for request in inputs.requests
        if request.weight_g is None
    )


def _finish(network: Network, draft: Draft, answer: Answer, plan_id: str, version: int) -> Plan:
    """Return the plan with lines, re-checked against the roads themselves."""
    problem, travel = draft.problem, draft.travel

    def find_leg(shift: int, from_stop: int, to_stop: int) -> Leg:
        return travel.find_leg(problem.matrix_of(problem.shifts[shift]), from_stop, to_stop)

    def find_leg_cost(matrix: int, from_stop: int, to_stop: int) -> tuple[int, int] | None:
        return travel.find_leg_cost(problem.matrices[matrix], from_stop, to_stop)

    plan = build_plan(
        problem,
        answer.evaluation,
        search=search_info(answer.search),
        reasons=answer.reasons,
        repairs=answer.repairs,
        extra_dropped=draft.unweighed,
        find_leg=find_leg,
        full_loads_g=list_full_loads_g(network),
        plan_id=plan_id,
        version=version,
        conditions_hash=draft.conditions.hash,
        roads_name=network.graph.name,
        roads_version=network.graph.version,
        schematic=network.graph.schematic,
    )
    report = check_plan(problem, plan, find_leg_cost=find_leg_cost)
    changed = tuple(tell_change(problem, change) for change in answer.changed)
    return replace(plan, violations=report.violations, changed=changed)


def _find_signs(network: Network, horizon: Horizon) -> tuple[Closure, ...]:
    """Return what signs bar at times in the horizon."""
    start, end = horizon.local(horizon.day_start_s[0]), horizon.local(horizon.day_start_s[-1])
    signs = signed_closures(network.graph, network.profiles, horizon.zone)
    return tuple(each for each in signs if each.overlaps(start, end))


def list_full_loads_g(network: Network) -> dict[str, int]:
    """Return the load that "full" means for the fuel of each profile."""
    return {name: profile.payload_g for name, profile in network.profiles.items()}


def _summarise(network: Network, draft: Draft, plan: Plan) -> Summary:
    bike = load_own_motorbike()
    days = range(draft.problem.horizon.days)
    return summarise(
        draft.problem,
        plan,
        fuels={name: profile.fuel for name, profile in network.profiles.items()},
        full_loads_g=list_full_loads_g(network),
        bike=bike,
        bike_matrices={day: draft.travel.matrix_of_day(bike.profile, day) for day in days},
    )
