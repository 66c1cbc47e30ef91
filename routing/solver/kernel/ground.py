"""What a search by ruin and recreate knows and writes down."""

from typing import Final, NamedTuple

from routing.solver.kernel.chance import Chance
from routing.solver.kernel.compiled import sized
from routing.solver.kernel.facts import Flags, Floats, Ints

# Entries of Ground.counts
REMOVED: Final = 0
CHANGED: Final = 1
RETRIED: Final = 2
ROUND: Final = 3
THOROUGH: Final = 4
OFFERS: Final = 5
SEEN: Final = 6
COUNTS: Final = 7

MOST_OFFERS: Final = 1000

# Columns of Ground.offers, and entries of Ground.found: an insertion and what it would become
SHIFT: Final = 0
END_HUB: Final = 1
FOUND_REQUEST: Final = 2
AT: Final = 3
AT_SECOND: Final = 4  # counted without the first visit, -1 for none
RELOAD_CODE: Final = 5
RELOAD_SIDE: Final = 6
LASTS_S: Final = 7  # this and what follows is known where the chain is exact
START: Final = 8
DRIVEN_S: Final = 9
OFFER: Final = 10

# Ground.offers[:, RELOAD_SIDE]: where a reload goes that comes with a request
NO_RELOAD: Final = sized(0)
RELOAD_BEFORE: Final = sized(1)
RELOAD_AFTER: Final = sized(2)

# Columns of Ground.keys: in which order requests may be inserted
BY_SIZE: Final = 0
BY_REACH: Final = 1
BY_WIDTH: Final = 2
BY_FIRST: Final = 3
BY_LAST: Final = 4

NOWHERE: Final = sized(-1)
NOTHING: Final = sized(0)


class Ground(NamedTuple):
    """What a search knows and writes down.

    `nearest[request]` are other requests, closest first. `alone[group, request]` is the price
    of a route for one request, INFINITE when that is not allowed, `by_alone[request]` the
    groups from the cheapest on. `keys[request]` sorts what is inserted.

    `saved*` hold the routes a round has changed, `changed` their shifts; `removed` the requests
    to insert, which `leaves` marks until then. `asked[shift]` is the last insertion that looked
    at a route. `offers` are insertions worth a look, `offer_price` what they seem to add; `best`
    and `found` are the price and place of the best one; `favour` is the share of its fixed cost by
    which an unused shift seems cheaper in a round.
    """

    nearest: Ints
    alone: Floats
    by_alone: Ints
    keys: Floats
    removed: Ints
    leaves: Flags
    key: Floats
    changed: Ints
    saved: Ints
    saved_order: Ints
    saved_price: Floats
    saved_sums: Ints
    saved_receipts: Ints
    is_changed: Flags
    asked: Ints
    trial: Ints
    offers: Ints
    offer_price: Floats
    best: Floats
    favour: Floats
    found: Ints
    counts: Ints
    chance: Chance
