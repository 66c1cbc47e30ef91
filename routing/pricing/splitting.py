"""Goods too big for any one vehicle that reaches them go in parts."""

from dataclasses import replace

from routing.problem.problem import Problem
from routing.problem.reach import find_capacities
from routing.problem.split import split_request
from routing.solver.insertion.candidate import Candidate, with_stop


def split_candidate(problem: Problem, candidate: Candidate, pack_g: int) -> tuple[Candidate, ...]:
    """Return the parts of goods, one when they fit a vehicle or when not even a pack does."""
    spot, request = candidate.spot, candidate.request
    capacities = find_capacities(problem if spot is None else with_stop(problem, spot), request)
    parts = split_request(request, pack_g, capacities)
    return tuple(replace(candidate, request=part) for part in parts)
