"""From a document of VROOM's to its answer: found by our engines, or imposed and judged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Final

from routing.formats.vroom.answer import Json, Timings, build_answer
from routing.formats.vroom.case import Case, build_case
from routing.formats.vroom.document import VroomDocument
from routing.formats.vroom.errors import Code, VroomError
from routing.formats.vroom.imposed import impose_routes, list_steps
from routing.formats.vroom.measures import Roads, find_measures
from routing.formats.vroom.stops import lay_stops
from routing.formats.vroom.told import ToldRoute, tell_route
from routing.formats.vroom.violations import find_violations
from routing.problem.evaluate import evaluate_route
from routing.problem.features import find_features
from routing.problem.sequences import Sequences
from routing.problem.verdict import Reason
from routing.service.solving import AUTO, solve_problem
from routing.service.vroom.lines import draw_line
from routing.solver.answer import Answer, OnProgress, ShouldStop, SolveOptions
from routing.solver.ruin_recreate import RuinRecreate
from routing.units import MILLI

_SHARE_OF_TIME: Final = (0.05, 0.1, 0.2, 0.4, 0.7, 1.0)
_LEAST_S: Final = 1.0
_TASKS_PER_SECOND: Final = 100
_GUARD_S: Final = 3600.0
_UNKEEPABLE: Final = frozenset({"load", "skills", "max_tasks", "precedence"})


@dataclass(frozen=True, slots=True)
class Watched:
    """Who looks on while an answer is searched for, and with which engines."""

    engine: str = AUTO
    on_progress: OnProgress | None = None
    should_stop: ShouldStop | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A document ready to be solved, and the milliseconds that took."""

    case: Case
    loading_ms: int


def open_case(document: VroomDocument, roads: Roads | None = None) -> Opened:
    """Return a document as a problem, with travel from its matrices or from roads.

    Raises
    ------
    VroomError
        When travel is missing, or numbers are too big.
    """
    began = perf_counter()
    stops = lay_stops(document)
    case = build_case(document, stops, find_measures(document, stops, roads))
    return Opened(case, _ms_since(began))


def search_options(document: VroomDocument, *, most_s: float, most_threads: int) -> SolveOptions:
    """Return the bounds of a search by the document's options.

    Without a wish of its own a document gets time by its size and `x`, and `l` cuts that.
    """
    options, size = document.options, len(document.tasks)
    usual_s = max(_LEAST_S, size**2 / _TASKS_PER_SECOND**2) * _SHARE_OF_TIME[options.exploration]
    if options.limit_s is not None:
        usual_s = min(usual_s, options.limit_s)
    if options.seconds is not None:
        usual_s = options.seconds
    if options.steps is not None and options.seconds is None:
        usual_s = _GUARD_S
    return SolveOptions(
        time_limit_s=min(usual_s, most_s),
        steps=options.steps,
        seed=options.seed,
        threads=max(1, min(options.threads or most_threads, most_threads)),
    )


def answer_vroom(
    opened: Opened,
    search: SolveOptions,
    *,
    roads: Roads | None = None,
    watched: Watched | None = None,
) -> Json:
    """Return VROOM's answer to a document: in plan mode (`c`) of the steps it imposes.

    Raises
    ------
    VroomError
        When imposed steps cannot happen as told, or a line leads off the roads.
    """
    case, began = opened.case, perf_counter()
    answer: Answer | None = None
    if case.document.options.choose_eta:
        routes = impose_routes(case)
    else:
        answer = find_answer(case, search, watched or Watched())
        routes = tell_answer(case, answer)
    timings = Timings(opened.loading_ms, _ms_since(began))
    return write_answer(case, routes, answer, timings, roads)


def find_answer(case: Case, search: SolveOptions, watched: Watched) -> Answer:
    """Return the best plan found; the steps of vehicles are where the search starts.

    Raises
    ------
    VroomError
        When steps break a rule that no times can mend, or no engine keeps all rules asked for.
    """
    start = _read_start(case)
    if not RuinRecreate.supports(case.problem):
        names = ", ".join(sorted(find_features(case.problem)))
        raise VroomError(Code.INTERNAL, [f"No engine keeps every rule of the problem: {names}."])
    return solve_problem(
        case.problem,
        replace(search, start_from=start),
        engine=watched.engine,
        on_progress=watched.on_progress,
        should_stop=watched.should_stop,
    )


def tell_answer(case: Case, answer: Answer) -> tuple[ToldRoute, ...]:
    """Return the routes of an answer in the order of vehicles."""
    routes = sorted(answer.evaluation.routes, key=lambda route: route.shift)
    return tuple(tell_route(case, route) for route in routes)


def write_answer(
    case: Case,
    routes: Sequence[ToldRoute],
    answer: Answer | None,
    timings: Timings,
    roads: Roads | None,
) -> Json:
    """Return the whole answer, with lines where they are wanted."""
    began = perf_counter()
    lines = [draw_line(route, roads) for route in routes] if roads and _wants_lines(case) else None
    drawn = Timings(timings.loading, timings.solving, _ms_since(began))
    if answer is None:
        return build_answer(case, routes, drawn, lines=lines)
    reasons = {index: [_reason(each) for each in why] for index, why in answer.reasons.items()}
    search = answer.search
    own: Json = {
        "seed": search.seed,
        "engines": list(search.engines),
        "time_s": round(search.time_s, 3),
        "steps": search.steps,
        "stopped_by": search.stopped_by,
    }
    return build_answer(case, routes, drawn, lines=lines, own=own, reasons=reasons)


def _wants_lines(case: Case) -> bool:
    return case.document.options.geometry


def _read_start(case: Case) -> Sequences | None:
    routes = list_steps(case)
    if not routes:
        return None
    faults: list[str] = []
    for route in routes:
        told = tell_route(case, evaluate_route(case.problem, route))
        per_step, _ = find_violations(told, case.clock)
        causes = {each.cause for found in per_step for each in found} & _UNKEEPABLE
        if causes:
            names = ", ".join(sorted(causes))
            faults.append(f"Invalid steps for vehicle {told.vehicle.id}: {names}.")
    if faults:
        raise VroomError(Code.INPUT, faults)
    served = {index for route in routes for index in route.requests}
    left = (i for i in range(len(case.problem.requests)) if i not in served)
    return Sequences(routes, tuple(left))


def _reason(reason: Reason) -> Json:
    """Return the code and who came closest; our words speak of grams and whole seconds."""
    told: Json = {"code": reason.code.value}
    return {**told, "vehicle": reason.vehicle} if reason.vehicle else told


def _ms_since(began: float) -> int:
    return round((perf_counter() - began) * MILLI)
