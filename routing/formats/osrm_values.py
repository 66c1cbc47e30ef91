"""Values of OSRM's options, read one by one with their rules."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NoReturn, TypeGuard

from routing.formats.osrm_errors import OsrmError

Value = object
_TRUTHS: Final[dict[str, Value]] = {"true": True, "false": False}


def is_number(value: Value) -> TypeGuard[int | float]:
    """Tell whether a value is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def is_whole(value: Value) -> TypeGuard[int]:
    """Tell whether a value is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def want(message: str, *, that: bool) -> None:
    """Refuse a query that can be read but breaks a rule.

    Raises
    ------
    OsrmError
        ``InvalidOptions`` unless the rule holds.
    """
    if not that:
        raise OsrmError("InvalidOptions", message)


def refuse(name: str, value: Value, wanted: str) -> NoReturn:
    """Refuse a value that cannot be read: ``InvalidQuery``."""
    shown = repr(value)[:60]
    raise OsrmError("InvalidQuery", f"Query malformed: {name} = {shown}, want {wanted}")


def limit_size(what: str, size: int, limit: int) -> None:
    """Refuse what is too big: ``TooBig``."""
    if size > limit:
        said = f"Number of {what} {size} is higher than current maximum ({limit})"
        raise OsrmError("TooBig", said)


@dataclass(frozen=True, slots=True)
class Values:
    """The options of one query; each reader raises `OsrmError` for what it cannot take."""

    options: Mapping[str, Value]

    def boolean(self, name: str, *, default: bool) -> bool:
        """Return true or false."""
        given = self.options.get(name, default)
        if not isinstance(given, bool):
            refuse(name, given, "true or false")
        return given

    def choice(self, name: str, *known: str) -> str:
        """Return one of the words, by default the first."""
        given = self.options.get(name, known[0])
        if not isinstance(given, str) or given not in known:
            refuse(name, given, " | ".join(known))
        return given

    def whole(self, name: str, default: int) -> int:
        """Return a whole number."""
        given = self.options.get(name, default)
        if not is_whole(given):
            refuse(name, given, "a whole number")
        return given

    def positive(self, name: str) -> float | None:
        """Return a number above zero, None when there is none."""
        given = self.options.get(name)
        if given is None:
            return None
        if not is_number(given):
            refuse(name, given, "a number")
        want(f"{name} must be greater than zero.", that=given > 0)
        return float(given)

    def elements(self, name: str, size: int) -> list[Value]:
        """Return one element per coordinate, None where none was given."""
        given = self.options.get(name)
        if given is None:
            return [None] * size
        if not isinstance(given, list):
            refuse(name, given, "a list")
        said = f"Number of elements in {name} size {len(given)} does not match coordinate size"
        want(f"{said} {size}", that=len(given) == size)
        return given

    def indices(self, name: str, size: int) -> tuple[int, ...]:
        """Return positions of coordinates, all of them when none are named."""
        given = self.options.get(name)
        if given is None or given == []:
            return tuple(range(size))
        if not isinstance(given, list):
            refuse(name, given, "a list of whole numbers")
        found: list[int] = []
        for index in given:
            if not is_whole(index):
                refuse(name, index, "a whole number")
            want(f"Index {index} in {name} is out of range.", that=0 <= index < size)
            found.append(index)
        return tuple(found)

    def words(self, name: str, known: tuple[str, ...]) -> frozenset[str] | bool | None:
        """Return words of a list or between commas, a truth in their stead, or None."""
        given = self.options.get(name)
        if isinstance(given, str):
            given = _TRUTHS.get(given, given.split(","))
        if given is None or isinstance(given, bool):
            return given
        if not isinstance(given, list) or not given or not all(each in known for each in given):
            refuse(name, given, " | ".join(known))
        return frozenset(given)
