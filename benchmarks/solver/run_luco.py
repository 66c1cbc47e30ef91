"""Run our own solver, warm as in a service that has been up for a while."""

from routing.formats.vrp.instance import VrpInstance
from routing.problem.sequences import Sequences
from routing.service.solving import solve_problem
from routing.solver.answer import SolveOptions
from routing.solver.ready import ready_kernel


def warm_up() -> None:
    """Load what is compiled."""
    ready_kernel()


def run(
    instance: VrpInstance, time_s: float, threads: int, seed: int, variant: str
) -> tuple[Sequences, dict[str, object]]:
    """Return the best plan; the variant names engines joined by ``+``, all when empty."""
    options = SolveOptions(time_limit_s=time_s, threads=threads, seed=seed)
    answer = solve_problem(instance.problem, options, engine=variant.replace("+", ",") or "auto")
    told = answer.search
    return answer.sequences, {
        "steps": told.steps,
        "engines": list(told.engines),
        "stopped_by": told.stopped_by,
        "rejected": list(told.rejected),
    }
