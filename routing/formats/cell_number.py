"""Cells read as numbers, exactly and without guessing what a separator means."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from routing.formats.cell_text import CellError
from routing.formats.sheet import Cell, shown

_PLAIN: Final = re.compile(r"([+-]?)([0-9]{1,40})(?:([.,])([0-9]{1,40}))?")
_GROUPED: Final = re.compile(r"[+-]?[0-9]{1,3}(?:[.,' \u00a0\u202f][0-9]{3})+(?:[.,][0-9]+)?")
_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The numbers a column allows. `is_open`: the low bound itself is not allowed."""

    low: int
    high: int
    is_open: bool = False

    def holds(self, number: Decimal) -> bool:
        """Tell whether a number lies within."""
        is_above = number > self.low if self.is_open else number >= self.low
        return is_above and number <= self.high

    @property
    def want(self) -> str:
        """The rule in signs."""
        return f"{'>' if self.is_open else '≥'} {self.low}, ≤ {self.high}"


def number_of(
    cell: Cell, bounds: Bounds, *, decimal_comma: bool, may_group: bool = True
) -> Decimal:
    """Return a cell as an exact number within bounds.

    Parameters
    ----------
    may_group
        Whether a number with thousands could stand here; where it could not, as in a
        coordinate, three digits after a point can only be decimals.
    """
    if isinstance(cell, str):
        number = _parse(cell, decimal_comma, may_group)
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        number = Decimal(str(cell))
        if not number.is_finite():
            raise CellError("tables.not_number", value=shown(cell))
    else:
        raise CellError("tables.date_for_number", value=shown(cell))
    if not bounds.holds(number):
        raise CellError("tables.out_of_range", value=shown(cell), want=bounds.want)
    return number


def whole_of(cell: Cell, bounds: Bounds, *, decimal_comma: bool) -> int:
    """Return a cell as a whole number within bounds."""
    number = number_of(cell, bounds, decimal_comma=decimal_comma)
    if number != int(number):
        raise CellError("tables.not_whole", value=shown(cell))
    return int(number)


@lru_cache(maxsize=8192)
def _parse(written: str, decimal_comma: bool, may_group: bool) -> Decimal:  # noqa: FBT001 - cached
    found = _PLAIN.fullmatch(written)
    if found is None:
        raise _refuse_form(written)
    sign, whole, point, decimals = found.groups()
    if point is None:
        return Decimal(written)
    plain = f"{sign}{whole}.{decimals}"
    if may_group and len(decimals) == 3 and _THOUSANDS.fullmatch(whole):
        decimal = f"{plain}0" if decimals[-1] != "0" else plain.rstrip("0").rstrip(".")
        thousands = f"{sign}{whole}{decimals}"
        raise CellError(
            "tables.ambiguous_number", value=written, decimal=decimal, thousands=thousands
        )
    if point == "," and not decimal_comma:
        raise CellError("tables.decimal_comma", value=written, plain=plain)
    return Decimal(plain)


def _refuse_form(written: str) -> CellError:
    if not _GROUPED.fullmatch(written):
        return CellError("tables.not_number", value=shown(written))
    separators = re.sub(r"[0-9+-]", "", written)
    last = separators[-1]
    if last in ".," and separators.count(last) == 1:  # written as 1.250,5 or 1,250.5
        whole, _, decimals = written.rpartition(last)
        plain = f"{re.sub(r'[^0-9+-]', '', whole)}.{decimals}"
    else:
        plain = re.sub(r"[^0-9+-]", "", written)
    return CellError("tables.grouped_number", value=shown(written), plain=plain)
