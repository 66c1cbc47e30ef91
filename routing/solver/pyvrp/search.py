"""PyVRP's local search, in a walk that can be left and taken up again.

The walk is late-acceptance hill climbing, as PyVRP's own.

References
----------
E. K. Burke and Y. Bykov (2017): The late acceptance hill-climbing heuristic. European Journal of
Operational Research 258(1), 70-78. doi:10.1016/j.ejor.2016.07.012
"""

import time
import warnings
from collections.abc import Callable
from typing import Final

import pyvrp
from pyvrp.PenaltyManager import PenaltyManager, PenaltyParams
from pyvrp.search import OPERATORS, LocalSearch, compute_neighbours

HISTORY: Final = 300
NO_BETTER: Final = 150_000
"""Iterations without a better plan after which the walk goes back to the best."""

HARSH: Final = 2_500
"""A route as much too heavy as a vehicle is big costs so often what one visit costs."""

SHOWN: Final = 5
"""Of so many solutions one is shown, for the routes it may bring."""

Take = Callable[[pyvrp.Solution], None]


def new_penalties(data: pyvrp.ProblemData, start: pyvrp.Solution) -> PenaltyManager:
    """Return prices of breaking rules, harsh at first, that the walk adapts.

    PyVRP's own are numbers fit for its benchmarks; these fit any unit of money and weight.
    """
    leg_s, leg_m = mean_leg(data)
    paid = start.distance_cost() + start.duration_cost() + start.fixed_vehicle_cost()
    visits = start.num_clients() + start.num_shipments()
    guess = max(
        kind.unit_distance_cost * leg_m + kind.unit_duration_cost * leg_s + kind.fixed_cost
        for kind in data.vehicle_types()
    )
    each = HARSH * max(1.0, paid / visits if visits else guess)
    rooms = [min(kinds) for kinds in zip(*(k.capacity for k in data.vehicle_types()), strict=True)]
    loads = [each / max(1, room) for room in rooms]
    times, ways = each / leg_s, each / leg_m
    harsh = max(1.0, *loads, times, ways)
    params = PenaltyParams(min_penalty=1e-6 * min(1.0, *loads, times, ways), max_penalty=2 * harsh)
    return PenaltyManager((loads, times, ways), params)


def mean_leg(data: pyvrp.ProblemData) -> tuple[float, float]:
    """Return mean duration and distance of legs that may be driven, at least 1 each."""
    durations, distances = data.duration_matrix(0), data.distance_matrix(0)
    drivable = durations < durations.max(initial=1)
    if not drivable.any():
        return 1.0, 1.0
    return (
        max(1.0, float(durations[drivable].mean())),
        max(1.0, float(distances[drivable].mean())),
    )


class Walk:
    """One walk through PyVRP's solutions: `best` is the best that keeps all its rules."""

    def __init__(self, data: pyvrp.ProblemData, start: pyvrp.Solution, seed: int) -> None:
        self._rng = pyvrp.RandomNumberGenerator(seed=seed)
        self._search = LocalSearch(data, self._rng, compute_neighbours(data))
        for operator in OPERATORS:
            if operator.supports(data):
                self._search.add_operator(operator(data))
        self._penalties = new_penalties(data, start)
        self.iterations = 0
        self.go_to(start)

    def go_to(self, start: pyvrp.Solution) -> None:
        """Walk on from another solution."""
        self.best = self._current = self._first = start
        self._history: list[pyvrp.Solution] = []
        self._idle = 0

    def run(self, iterations: int, seconds: float, take: Take) -> None:
        """Walk until one of the bounds; show solutions that may be new."""
        until = time.monotonic() + seconds
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a penalty at its bound says nothing of our plan
            for _ in range(iterations):
                if time.monotonic() >= until:
                    return
                self._step(take)

    def _step(self, take: Take) -> None:
        self.iterations += 1
        costs = self._penalties.cost_evaluator()
        found = self._search(self._current, costs, exhaustive=False)
        self._penalties.register(found)
        self._idle += 1
        if costs.cost(found) < costs.cost(self.best):
            self.best, self._idle = found, 0
            found = self._search(found, costs, exhaustive=True)
            if found.is_feasible():
                self.best = found
            take(self.best)
        elif self.iterations % SHOWN == 0 and found.is_feasible():
            take(found)
        self._accept(found, costs)
        if self._idle >= NO_BETTER:
            self._current, self._history, self._idle = self.best, [], 0

    def _accept(self, found: pyvrp.Solution, costs: pyvrp.CostEvaluator) -> None:
        """Stand at a solution if it is better than now or than some iterations ago."""
        at = self.iterations % HISTORY
        full = len(self._history) == HISTORY
        late = self._history[at] if full else self._first
        found_cost, late_cost = costs.penalised_cost(found), costs.penalised_cost(late)
        current_cost = costs.penalised_cost(self._current)
        if found_cost < late_cost or found_cost < current_cost:
            self._current, current_cost = found, found_cost
        if not full:
            self._history.append(self._current)
        elif current_cost < late_cost:
            self._history[at] = self._current
