"""What numbers the columns of tables may hold.

The upper bounds keep sums of a whole file inside int64 and catch slips of a unit; they are
far beyond any real vehicle, hub or load.
"""

from typing import Final

from routing.formats.cell_number import Bounds

WEIGHT_KG: Final = Bounds(0, 1_000_000, is_open=True)
VOLUME_M3: Final = Bounds(0, 10_000)
INTAKE_KG: Final = Bounds(0, 1_000_000_000)
INTAKE_M3: Final = Bounds(0, 10_000_000)
CAPACITY_KG: Final = Bounds(0, 100_000, is_open=True)
CAPACITY_M3: Final = Bounds(0, 1000, is_open=True)
COUNT: Final = Bounds(1, 1_000_000)
UNITS: Final = Bounds(1, 1000)
STOPS: Final = Bounds(1, 1000)
RIDE_MINUTES: Final = Bounds(0, 100_000, is_open=True)
OVERTIME_HOURS: Final = Bounds(0, 24)
VEHICLES: Final = Bounds(0, 1000)
MINUTES: Final = Bounds(0, 1440)
CUTOFF_MINUTES: Final = Bounds(0, 10_080)
TRANSIT_DAYS: Final = Bounds(0, 60)
HOURS_OF_DAY: Final = Bounds(0, 24, is_open=True)
HOURS_OF_WEEK: Final = Bounds(0, 168)
HOURS: Final = Bounds(0, 100_000)
DISTANCE_KM: Final = Bounds(0, 10_000, is_open=True)
ROAD_KM: Final = Bounds(0, 10_000)
PRIORITY: Final = Bounds(0, 100)
MONEY: Final = Bounds(0, 100_000_000_000)
SPEED_FACTOR: Final = Bounds(0, 1, is_open=True)
DENSITY: Final = Bounds(1, 25_000)
