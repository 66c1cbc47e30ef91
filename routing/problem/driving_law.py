"""The legal limits of driving, as a dated table."""

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from routing.units import NO_LIMIT, SECONDS_PER_HOUR


@dataclass(frozen=True, slots=True)
class DrivingLaw:
    """Bounds of driving for one driver; seconds.

    Driving since the last uninterrupted halt of at least `rest_s` (break, service, waiting,
    unloading) is at most `max_continuous_s`.
    """

    name: str = ""
    max_day_s: int = NO_LIMIT
    max_continuous_s: int = NO_LIMIT
    rest_s: int = 0
    max_week_s: int = NO_LIMIT


NO_LAW = DrivingLaw("none")


def load_driving_law(on: date) -> DrivingLaw:
    """Return the law in force on a date.

    Raises
    ------
    LookupError
        When the table has no law for the date.
    """
    table = tomllib.loads((files("routing.problem") / "driving_law.toml").read_text("utf-8"))
    laws = [law for law in table["law"] if law["from"] <= on]
    if not laws:
        raise LookupError(f"no driving law known for {on}")
    law = max(laws, key=lambda entry: entry["from"])
    return DrivingLaw(
        name=law["name"],
        max_day_s=round(law["max_day_h"] * SECONDS_PER_HOUR),
        max_continuous_s=round(law["max_continuous_h"] * SECONDS_PER_HOUR),
        rest_s=round(law["rest_min"] * 60),
        max_week_s=round(law["max_week_h"] * SECONDS_PER_HOUR),
    )
