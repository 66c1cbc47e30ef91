"""Whole-number arithmetic for seconds, metres, grams and minor units of money."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

NO_LIMIT: Final = 2**50
"""A bound that never binds; small enough that sums of a few stay inside int64."""

MILLI: Final = 1000
SECONDS_PER_HOUR: Final = 3600
SECONDS_PER_DAY: Final = 86_400
GRAMS_PER_KG: Final = 1000
GRAMS_PER_TONNE: Final = 1_000_000
ML_PER_M3: Final = 1_000_000


def divide_half_up(numerator: int, denominator: int) -> int:
    """Return numerator / denominator rounded to the nearest whole, halves up.

    Raises
    ------
    ValueError
        When the denominator is not positive.
    """
    if denominator <= 0:
        raise ValueError(f"denominator = {denominator}, want > 0")
    return (2 * numerator + denominator) // (2 * denominator)


def round_half_up(value: float | Decimal) -> int:
    """Return the value rounded to the nearest whole, halves away from zero."""
    return int(Decimal(str(value)).to_integral_value(rounding=ROUND_HALF_UP))


def minor_from_milli(amount_milli: int) -> int:
    """Return an amount in minor units from thousandths of it, rounded half-up once."""
    return divide_half_up(amount_milli, MILLI)
