"""Have the compiled arithmetic ready before a clock runs."""

from datetime import date
from functools import cache

import numpy as np

from routing.geo import LonLat
from routing.matrix.travel_matrix import TravelMatrix
from routing.problem.fleet import Shift, Vehicle, VehicleType
from routing.problem.horizon import Horizon
from routing.problem.hub import Hub
from routing.problem.problem import Problem, Stop
from routing.problem.request import Request
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from routing.problem.time_window import TimeWindow
from routing.solver.engine import open_workshop
from routing.solver.insertion.candidate import Candidate
from routing.solver.insertion.desk import InsertionDesk
from routing.solver.insertion.values import ValueDesk
from routing.solver.reasons import explain_dropped
from routing.solver.ruin_recreate import RuinRecreate
from routing.units import SECONDS_PER_DAY


@cache
def ready_kernel() -> None:
    """Solve a problem of one request, so that all compiled functions are loaded.

    The first time on a machine they are compiled, which takes some ten seconds.
    """
    problem, nothing = smallest_problem(), Sequences((), (0,))
    RuinRecreate(open_workshop(problem, 0)).fill(nothing)
    explain_dropped(problem, nothing)


@cache
def ready_desk() -> None:
    """Ask a plan of one request for another one, so that what prices need is loaded."""
    ready_kernel()
    problem = smallest_problem()
    route = RouteSequence(0, (pickup(0), end(0)))
    desk = InsertionDesk(problem, Sequences((route,), ()))
    desk.ask_parts([Candidate(problem.requests[0])])
    for most_exact in (0, 1):
        ValueDesk(problem).average(route, 0, samples=1, seed=0, most_exact=most_exact)


def smallest_problem() -> Problem:
    """Return one request at one hub with one vehicle on one day."""
    nil, all_day = np.zeros((1, 1), np.int64), (TimeWindow(0, SECONDS_PER_DAY - 1),)
    day = date(2025, 5, 19)
    return Problem(
        horizon=Horizon(day, 1),
        stops=(Stop("hub", LonLat(103.0, 22.0)),),
        hubs=(Hub("hub", 0, all_day, (1,), (1,)),),
        vehicle_types=(VehicleType("bag", "motorbike", 1),),
        vehicles=(Vehicle("bag#1", 0, (0,)),),
        shifts=(Shift(0, 0, day, 0, SECONDS_PER_DAY - 1, 0, (0,), 0),),
        requests=(Request("one", 0, 1, 1, all_day),),
        matrices=(TravelMatrix("motorbike", "", nil, nil.copy(), nil.copy(), nil.copy()),),
    )
