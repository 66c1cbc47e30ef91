"""What engines propose, and whether it is worth what they say."""

from dataclasses import dataclass
from typing import Final

from routing.problem.dated import DatedRoute, Evaluation
from routing.problem.problem import Problem
from routing.problem.sequences import ItemKind, Sequences
from routing.units import MILLI

AT_HUB: Final = (ItemKind.RELOAD, ItemKind.END)
AT_STOP: Final = (ItemKind.PICKUP, ItemKind.DELIVERY)


@dataclass(frozen=True, slots=True)
class Claim:
    """What an engine pays for one route: thousandths for leaving and for the way, and seconds.

    `duration_s` is from start to the end of unloading.
    """

    shift: int
    way_milli: int
    duration_s: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """An engine's plan, and what it claims for each route it has changed.

    `unexplained_milli` is what the engine's objective has beyond its claims and what is dropped.
    """

    sequences: Sequences
    claims: tuple[Claim, ...] = ()
    unexplained_milli: int = 0


def find_unknown(problem: Problem, sequences: Sequences) -> str:
    """Return what sequences name that the problem does not have, empty when there is nothing."""
    items = [item for route in sequences.routes for item in route.items]
    named = (
        ("shift", {route.shift for route in sequences.routes}, problem.shifts),
        ("hub", {one.hub for one in items if one.kind in AT_HUB}, problem.hubs),
        ("request", {one.request for one in items if one.kind in AT_STOP}, problem.requests),
        ("request", set(sequences.dropped), problem.requests),
    )
    for name, indices, things in named:
        for index in sorted(indices):
            if not 0 <= index < len(things):
                return f"{name} {index} of {len(things)}"
    return ""


def find_mismatch(problem: Problem, proposal: Proposal, evaluation: Evaluation) -> str:
    """Return how a proposal differs from its evaluation, empty when it does not.

    It must keep every rule. What is paid for vehicle-days and metres must be equal to ours; the
    duration claimed may be longer, but shorter only where a request with several windows, or a
    hub that closes at noon, lets a route end later than the dating rule has it.
    """
    if evaluation.violations:
        first = evaluation.violations[0]
        return f"{first.rule} at {first.where} by {first.amount}"
    if proposal.unexplained_milli:
        return f"objective has {proposal.unexplained_milli} thousandths too many"
    routes = {route.shift: route for route in evaluation.routes}
    for claim in proposal.claims:
        if claim.shift not in routes:
            return f"shift {claim.shift}: a claim but no route"
        found = _compare(problem, claim, routes[claim.shift])
        if found:
            return found
    return ""


def _compare(problem: Problem, claim: Claim, route: DatedRoute) -> str:
    shift = problem.shifts[route.shift]
    kind = problem.type_of(shift)
    way_milli = MILLI * kind.fixed_minor + kind.rate_per_m_milli * route.distance_m
    if claim.way_milli != way_milli:
        return f"shift {route.shift}: {claim.way_milli} claimed for the way, {way_milli} evaluated"
    if claim.duration_s < route.duration_s and not _may_end_later(problem, route):
        return f"shift {route.shift}: {claim.duration_s} s claimed, {route.duration_s} s evaluated"
    return ""


def _may_end_later(problem: Problem, route: DatedRoute) -> bool:
    shift = problem.shifts[route.shift]
    stops = [
        problem.requests[item.item.request].windows
        if item.item.request >= 0
        else problem.hubs[item.item.hub].open_windows
        for item in route.items
        if item.item.request >= 0 or item.item.hub >= 0
    ]
    return any(
        sum(w.earliest_s <= shift.latest_s and w.latest_s >= shift.earliest_s for w in windows) > 1
        for windows in stops
    )
