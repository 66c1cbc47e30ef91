"""`luco solve` of an instance of the routing literature."""

import json

from cli.progress import show_search
from cli.session import note, session
from routing.formats.vrp.read import read_instance
from routing.formats.vrp.solution import write_solution
from routing.service.solving import solve_problem
from routing.solver.answer import SolveOptions


def solve_instance(text: str, file: str, search: SolveOptions, engine: str) -> str:
    """Return the best plan found as a solution file, or with ``--json`` what it came to.

    Raises
    ------
    InputError
        With every fault of the text.
    """
    instance = read_instance(text, file=file)
    problem = instance.problem
    with show_search("cli.solve.searching", "", count=len(problem.requests)) as tell:
        answer = solve_problem(problem, search, engine=engine, on_progress=tell)
    cost = answer.evaluation.cost
    solution = write_solution(instance, answer.sequences, cost.objective[1])
    told = {
        "cost": instance.published_cost(cost.objective[1], len(answer.sequences.routes)),
        "routes": len(answer.sequences.routes),
        "left": len(answer.sequences.dropped),
        "seconds": answer.search.time_s,
        "stopped": answer.search.stopped_by,
    }
    note("cli.solve.done", **told)
    if session.machine:
        return json.dumps({"instance": instance.name, **told, "solution": solution}, indent=2)
    return solution.rstrip("\n")
