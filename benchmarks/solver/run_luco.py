"""Run our own solver, warm as in a service that has been up for a while."""

from benchmarks.solver.mountain import mountain_day
from routing.formats.vrp.instance import VrpInstance
from routing.problem.sequences import Sequences
from routing.service.solving import solve_problem
from routing.solver.answer import Progress, SolveOptions


def warm_up() -> None:
    """Load what is compiled and imported late, by solving something small."""
    solve_problem(mountain_day(0, pickups=12), SolveOptions(time_limit_s=3600, steps=600))


def run(
    instance: VrpInstance, time_s: float, threads: int, seed: int, variant: str
) -> tuple[Sequences, dict[str, object]]:
    """Return the best plan; the variant names engines joined by ``+``, all when empty.

    Beside it stands when each better plan was reported: seconds, required left out, cost.
    """
    trace: list[tuple[float, int, int]] = []

    def note(found: Progress) -> None:
        if not trace or (found.required_dropped, found.cost_minor) < trace[-1][1:]:
            trace.append((round(found.elapsed_s, 3), found.required_dropped, found.cost_minor))

    options = SolveOptions(time_limit_s=time_s, threads=threads, seed=seed)
    engines = variant.replace("+", ",") or "auto"
    answer = solve_problem(instance.problem, options, engine=engines, on_progress=note)
    told = answer.search
    return answer.sequences, {
        "steps": told.steps,
        "search_s": round(told.time_s, 3),
        "engines": list(told.engines),
        "stopped_by": told.stopped_by,
        "rejected": list(told.rejected),
        "trace": trace,
    }
