"""Why a request was left out, in words: what a trial of it breaks, or why there is none."""

from collections.abc import Iterator, Sequence
from typing import Final

from routing.matrix.travel_matrix import TravelMatrix
from routing.problem.builder import may_fetch
from routing.problem.evaluate import drop_cost
from routing.problem.fleet import Shift
from routing.problem.problem import Problem
from routing.problem.request import ANY_HUB, Request
from routing.problem.verdict import Reason, Rule
from routing.solver.trials import Trial
from routing.units import GRAMS_PER_KG, ML_PER_M3

NOT_EXAMINED: Final = Reason(Rule.NO_REASON_FOUND, "solver.reason.not_examined")
"""What is said when there was no time to look for a reason."""

_TOLD_IN_MINUTES: Final = frozenset(
    {
        *(Rule.TIME_WINDOW, Rule.SHIFT, Rule.BREAK, Rule.MAX_RIDE_TIME),
        *(Rule.MAX_DURATION, Rule.MAX_DRIVING),
    }
)


def tell_trial(request: Request, trial: Trial) -> Iterator[Reason]:
    """Yield a reason for each rule that a trial breaks."""
    for rule in sorted(trial.broken):
        key, params = _word(rule, trial.broken[rule], request, trial)
        yield Reason(rule, key, tuple(sorted(params.items())), trial.vehicle)


def _word(
    rule: Rule, amount: int, request: Request, closest: Trial
) -> tuple[str, dict[str, object]]:
    """Return the text key of a rule and what it says of the vehicle that comes closest."""
    if rule is Rule.CAPACITY:
        return _word_of_room(request, closest)
    if rule in _TOLD_IN_MINUTES:
        return f"solver.reason.{rule}", {"minutes": -(-amount // 60)}
    if rule is Rule.MAX_DISTANCE:
        return "solver.reason.MAX_DISTANCE", {"km": amount / 1000}
    if rule is Rule.SKILL:
        return "solver.reason.SKILL", {"skills": ", ".join(sorted(request.skills))}
    return f"solver.reason.{rule}", {}


def _word_of_room(request: Request, closest: Trial) -> tuple[str, dict[str, object]]:
    if request.weight_g > closest.free_g:
        need, free = request.weight_g / GRAMS_PER_KG, closest.free_g / GRAMS_PER_KG
        return "solver.reason.CAPACITY", {"need_kg": need, "free_kg": free}
    if request.volume_ml > closest.free_ml:
        need, free = request.volume_ml / ML_PER_M3, closest.free_ml / ML_PER_M3
        return "solver.reason.VOLUME", {"need_m3": need, "free_m3": free}
    return "solver.reason.ROOM", {}


def tell_price(problem: Problem, index: int, extra_minor: int) -> Reason:
    """Return why a request that has a place is not served there."""
    penalty_minor = drop_cost(problem, (index,)).penalty_minor
    if problem.requests[index].required or extra_minor <= penalty_minor:
        return Reason(Rule.NO_REASON_FOUND, "solver.reason.NO_REASON_FOUND")
    params = (("currency", problem.currency), ("extra", extra_minor), ("penalty", penalty_minor))
    return Reason(Rule.PRICE, "solver.reason.PRICE", params)


def tell_unreached(
    problem: Problem, request: Request, open_matrices: Sequence[TravelMatrix] | None
) -> Reason | None:
    """Return why no shift can drive to a request and on to where it may be received, if so."""
    if any(may_fetch(problem, shift, request) for shift in problem.shifts):
        return None
    shifts = [
        shift
        for shift in problem.shifts
        if request.hub == ANY_HUB or request.hub in shift.end_hubs
    ]
    if not shifts:
        return Reason(Rule.NO_VEHICLE, "solver.reason.NO_VEHICLE")
    if open_matrices and any(_reaches(problem, s, request, open_matrices) for s in shifts):
        return Reason(Rule.CLOSED_ROAD, "solver.reason.CLOSED_ROAD")
    reached = any(
        matrix.reaches(problem.hubs[shift.start_hub].stop, request.stop)
        for matrix in problem.matrices
        for shift in problem.shifts
    )
    if reached:
        return Reason(Rule.CLASS_ACCESS, "solver.reason.CLASS_ACCESS")
    profiles = {matrix.profile for matrix in problem.matrices}
    params = (("profiles", ", ".join(sorted(profiles))),)
    return Reason(Rule.REACHABLE, "solver.reason.REACHABLE", params)


def tell_nowhere() -> Reason:
    """Return why a request has no place in a plan whichever rule gives way: no hub takes part."""
    return Reason(Rule.HUB, "solver.reason.HUB")


def _reaches(
    problem: Problem, shift: Shift, request: Request, matrices: Sequence[TravelMatrix]
) -> bool:
    matrix = matrices[shift.matrix]
    ends = shift.end_hubs if request.hub == ANY_HUB else (request.hub,)
    return matrix.reaches(problem.hubs[shift.start_hub].stop, request.stop) and any(
        matrix.reaches(request.stop, problem.hubs[hub].stop) for hub in ends
    )
