"""Columns of the tables in `Facts`, and the kinds of things a vehicle does on its way."""

from typing import Final

# Columns of Facts.visit: what a code of an order is
STOP: Final = 0
KIND: Final = 1
REQUEST: Final = 2
HUB: Final = 3

# Kinds of codes, in Facts.visit
PICKUP: Final = 0
DELIVERY: Final = 1
EXCHANGE: Final = 2
PAIR_FIRST: Final = 3
PAIR_SECOND: Final = 4
RELOAD: Final = 5
BREAK: Final = 6

# Columns of Facts.terms: what a request asks for
RELEASED_S: Final = 0
DELIVER_BY_S: Final = 1
MAX_RIDE_S: Final = 2
WISH_BY_S: Final = 3
LATE_MILLI: Final = 4
ALTERNATIVE: Final = 5
TOGETHER: Final = 6
LAST_UNIT: Final = 7
CHANGE: Final = 8
SERVE: Final = 9
VISITS: Final = 10
REQUIRED: Final = 11
TERMS: Final = 12

# Columns of Facts.hull: the span of all windows that a day's shifts can meet, and their number
FIRST_S: Final = 0
LAST_S: Final = 1
WINDOWS: Final = 2

# Columns of Facts.shift
UNIT: Final = 0
WEEK: Final = 1
DAY: Final = 2
EARLIEST_S: Final = 3
LATEST_S: Final = 4
START_HUB: Final = 5
MATRIX: Final = 6
TYPE: Final = 7
GROUP: Final = 8
MAX_DRIVING_S: Final = 9
MAX_DURATION_S: Final = 10
MAX_DISTANCE_M: Final = 11
MAX_STOPS: Final = 12
MAX_RELOADS: Final = 13
MAX_OVERTIME_S: Final = 14
FULL_G: Final = 15
PREFIX: Final = 16
SIMPLE: Final = 17
LOCKED: Final = 18  # a lock says something of its route
CAPACITY: Final = 19  # of weight, then volume and further loads

# Columns of Facts.rates
FIXED: Final = 0
PER_M: Final = 1
PER_S: Final = 2
PER_DRIVING_S: Final = 3
PER_SERVICE_S: Final = 4
PER_OVERTIME_S: Final = 5
PER_L: Final = 6
RATES: Final = 7

# Entries of Facts.law
MAX_CONTINUOUS_S: Final = 0
REST_S: Final = 1
MAX_WEEK_S: Final = 2

# Columns of Facts.hub
HUB_STOP: Final = 0
UNLOAD_S: Final = 1
RECEIVES: Final = 2

# Entries of Facts.uses: rules that some request or shift of the problem has
USES_LEVELS: Final = 0  # what is on board may fall on the way
USES_PAIRS: Final = 1
USES_SETUP: Final = 2
USES_TIMES: Final = 3  # wishes, rides and deadlines
USES_TAGS: Final = 4
USES_INTAKE: Final = 5
USES_GROUPS: Final = 6  # alternatives and requests that go together
USES_UNITS: Final = 7  # prices by unit: a change of vehicle, service of an alternative
BALANCE_MILLI: Final = 8
USES_RELOADS: Final = 9
USES: Final = 10
