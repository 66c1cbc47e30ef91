"""Rounding to the nearest whole, halves up, in exact fractions."""

from fractions import Fraction
from math import floor


def nearest(amount: Fraction) -> int:
    """Return the nearest whole number; of two equally near ones the larger."""
    return floor(amount + Fraction(1, 2))
