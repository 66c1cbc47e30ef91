"""The set-partitioning problem of a pool: which routes drive, and which requests are left out.

Rows say that each request is served once or left out (of alternatives, one), that no group of
like shifts drives more routes than it has shifts, and that hubs take in no more than they can,
on each day and in each slot, and that drivers of a group together drive no more than their week
leaves them. Columns are the routes, then the requests (of alternatives, the first) left out.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from routing.problem.problem import Problem
from routing.problem.request import NO_GROUP
from routing.solver.engine import Workshop
from routing.solver.kernel.columns import MAX_WEEK_S
from routing.solver.kernel.facts import Floats
from routing.solver.route_pool import PooledRoute, shifts_by_group


@dataclass(frozen=True, slots=True)
class Row:
    """A bound on what columns add up to."""

    columns: list[int]
    amounts: list[int]
    least: int
    most: int


@dataclass(frozen=True)
class Partition:
    """Columns with their prices, and rows; drop column k leaves out all of `units[k]`."""

    routes: list[PooledRoute]
    units: list[list[int]]
    prices: Floats
    rows: list[Row]

    @property
    def size(self) -> int:
        """Number of columns."""
        return len(self.prices)

    def matrix(self) -> csr_matrix:
        """Return the rows as a sparse matrix."""
        lengths = [len(row.columns) for row in self.rows]
        starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
        columns = np.array([c for row in self.rows for c in row.columns], np.int64)
        amounts = np.array([a for row in self.rows for a in row.amounts], np.float64)
        return csr_matrix((amounts, columns, starts), shape=(len(self.rows), self.size))


def build_partition(workshop: Workshop, routes: list[PooledRoute]) -> Partition:
    """Return the partition of routes."""
    problem, facts = workshop.problem, workshop.facts
    units = list_units(problem)
    prices = [route.price for route in routes]
    prices += [float(facts.drop_price[members[0]]) for members in units]
    rows = [
        *serve_once(routes, units),
        *drive_once(workshop, routes),
        *keep_intake(problem, routes),
        *keep_weeks(workshop, routes),
    ]
    return Partition(routes, units, np.array(prices, np.float64), rows)


def list_units(problem: Problem) -> list[list[int]]:
    """Return requests that are served apart, alternatives together."""
    units: dict[object, list[int]] = defaultdict(list)
    for index, request in enumerate(problem.requests):
        alone = request.alternative == NO_GROUP
        units[index if alone else ("alternatives", request.alternative)].append(index)
    return list(units.values())


def serve_once(routes: list[PooledRoute], units: list[list[int]]) -> Iterator[Row]:
    """Serve each request by one route or leave it out; of alternatives one."""
    serving: dict[int, list[int]] = defaultdict(list)
    for number, route in enumerate(routes):
        for request in route.requests:
            serving[request].append(number)
    for k, members in enumerate(units):
        columns = [n for request in members for n in serving[request]] + [len(routes) + k]
        yield Row(columns, [1] * len(columns), 1, 1)


def drive_once(workshop: Workshop, routes: list[PooledRoute]) -> Iterator[Row]:
    """Drive no more routes of a group than it has shifts."""
    driving = _by_group(routes)
    for group, shifts in shifts_by_group(workshop.facts).items():
        if len(driving[group]) > len(shifts):
            yield Row(driving[group], [1] * len(driving[group]), 0, len(shifts))


def keep_intake(problem: Problem, routes: list[PooledRoute]) -> Iterator[Row]:
    """Keep what each hub takes in on each day and in each slot."""
    received: dict[tuple[int, int, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    limits: dict[tuple[int, int, str], int] = {}
    for number, route in enumerate(routes):
        for hub, arrival_s, grams, millilitres in route.receipts:
            place, day = problem.hubs[hub], problem.horizon.day_of(arrival_s)
            bounds = [
                (day, "g", grams, place.intake_g[day]),
                (day, "ml", millilitres, place.intake_ml[day]),
            ]
            for k, slot in enumerate(place.slots):
                if slot.window.earliest_s <= arrival_s <= slot.window.latest_s:
                    bounds += [
                        (k, "slot g", grams, slot.intake_g),
                        (k, "slot ml", millilitres, slot.intake_ml),
                        (k, "slot vehicles", 1, slot.vehicles),
                    ]
            for at, what, amount, limit in bounds:
                received[hub, at, what][number] += amount
                limits[hub, at, what] = limit
    for key, amounts in received.items():
        if sum(amounts.values()) > limits[key]:
            yield Row(list(amounts), list(amounts.values()), 0, limits[key])


def keep_weeks(workshop: Workshop, routes: list[PooledRoute]) -> Iterator[Row]:
    """Keep what all units of some groups together may drive in a week.

    Whether each of them can is seen when routes are given to units.
    """
    problem, facts = workshop.problem, workshop.facts
    limit_s = int(facts.law[MAX_WEEK_S])
    weeks: dict[tuple[frozenset[int], int], list[int]] = defaultdict(list)
    for group, shifts in shifts_by_group(facts).items():
        units = frozenset(problem.shifts[s].vehicle for s in shifts)
        week = problem.horizon.week_of(problem.shifts[shifts[0]].day)
        weeks[units, week].append(group)
    driving = _by_group(routes)
    for (units, week), groups in weeks.items():
        columns = [n for group in groups for n in driving[group]]
        driven = [routes[n].driving_s for n in columns]
        left_s = sum(max(0, limit_s - problem.vehicles[u].driven_s[week]) for u in units)
        if sum(driven) > left_s:
            yield Row(columns, driven, 0, left_s)


def _by_group(routes: list[PooledRoute]) -> dict[int, list[int]]:
    driving: dict[int, list[int]] = defaultdict(list)
    for number, route in enumerate(routes):
        driving[route.group].append(number)
    return driving
