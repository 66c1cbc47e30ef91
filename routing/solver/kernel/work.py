"""What arithmetic writes down about one route while it prices it."""

from typing import Final, NamedTuple

import numpy as np

from routing.solver.kernel.columns import CAPACITY
from routing.solver.kernel.facts import Facts, Ints

# Rows of Work.item, with a column for each item of a route
CODE: Final = 0
LEG_S: Final = 1
LEG_M: Final = 2
STAY_S: Final = 3
READY_S: Final = 4  # no leaving before
SOONEST_S: Final = 5  # begin in the earliest schedule
ARRIVE_S: Final = 6
BEGIN_S: Final = 7
PAUSE_S: Final = 8  # break of the law after the item
STILL_S: Final = 9  # stood still before the leg
TRIAL: Final = 10
LOAD: Final = 11  # on the leg to the item: weight, then volume and further loads

# Entries of Work.sums and columns of Draft.sums
COUNT: Final = 0
START_S: Final = 1
END_S: Final = 2
ARRIVAL_S: Final = 3
DRIVING_S: Final = 4
DISTANCE_M: Final = 5
VISITING_S: Final = 6
TRIPS: Final = 7
SUMS: Final = 8

# Columns of Work.receipts and Draft.receipts: what is received where a trip ends
AT_HUB: Final = 0
AT_S: Final = 1
GRAMS: Final = 2
MILLILITRES: Final = 3

MOST_TRIPS: Final = 40
SPARE_ITEMS: Final = 4


class Work(NamedTuple):
    """One route at work: its items with start and end, sums, receipts, and breaks tried."""

    item: Ints
    sums: Ints
    receipts: Ints
    tried: Ints


def new_work(facts: Facts) -> Work:
    """Return arrays for the kernel to work in."""
    room = order_room(facts)
    quantities = facts.shift.shape[1] - CAPACITY
    breaks = int(np.diff(facts.break_span).max(initial=0))
    return Work(
        np.zeros((LOAD + quantities, room + breaks), np.int64),
        np.zeros(SUMS, np.int64),
        np.zeros((trip_room(facts), 4), np.int64),
        np.zeros((breaks + 1, room + 1, 2), np.int64),
    )


def order_room(facts: Facts) -> int:
    """Return how many codes an order may have, with some to spare."""
    requests, hubs = len(facts.terms), len(facts.hub)
    fixed = len(facts.visit) - 2 * requests - hubs
    visits = int(facts.terms[:, 10].sum())
    return visits + trip_room(facts) + fixed + SPARE_ITEMS


def trip_room(facts: Facts) -> int:
    """Return how many trips a route may have."""
    if len(facts.reload_hubs) == 0:
        return 1
    most = int(facts.shift[:, 13].max(initial=0))
    return 1 + min(MOST_TRIPS, most)
