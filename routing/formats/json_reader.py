"""Typed values out of JSON, with a fault for each one that cannot be used."""

import math
from collections.abc import Callable
from typing import Any, TypeVar

from routing.errors import Fault, fault
from routing.units import NO_LIMIT

T = TypeVar("T")
_SHOWN = 80


class JsonReader:
    """One JSON object, read key by key. Faults go to a list shared with its children.

    A value that cannot be used gives a fault and a harmless stand-in, so that reading goes on
    and every fault is found; the caller drops what was read when there is any fault. A default
    makes a key optional, and stands for null.
    """

    def __init__(
        self, value: object, faults: list[Fault], *, file: str = "", path: str = ""
    ) -> None:
        self.faults, self.file, self.path = faults, file, path
        self.value: dict[str, object] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            self.refuse(value, "{…}")
            self.faults = []  # nothing in it can be read, which one fault says

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text."""
        return str(self._value(key, default, lambda value: isinstance(value, str), '"…"', ""))

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Return true or false."""
        is_flag: Callable[[Any], bool] = lambda value: isinstance(value, bool)  # noqa: E731
        return bool(self._value(key, default, is_flag, "true | false", stand_in=False))

    def whole(
        self, key: str, default: int | None = None, *, low: int = 0, high: int = NO_LIMIT
    ) -> int:
        """Return a whole number between two bounds."""
        return int(
            self._value(
                key,
                default,
                lambda value: is_whole(value) and low <= value <= high,
                f"{low}, {low + 1}, … {high}",
                low,
            )
        )

    def number(self, key: str, *, low: float, high: float) -> float:
        """Return a number between two bounds."""
        return float(
            self._value(
                key,
                None,
                lambda value: is_number(value) and low <= value <= high,
                f"{low} … {high}",
                low,
            )
        )

    def choice(self, key: str, choices: tuple[T, ...]) -> T:
        """Return the one of a few values."""
        want = " | ".join(map(str, choices))
        value: T = self._value(key, None, lambda value: value in choices, want, choices[0])
        return value

    def parsed(self, key: str, parse: Callable[[str], T], stand_in: T, want: str) -> T:
        """Return what a text stands for; a text that `parse` raises ValueError on is a fault."""
        written = self.value.get(key)
        if not isinstance(written, str):
            self.text(key)
            return stand_in
        try:
            return parse(written)
        except ValueError:
            self.refuse(written, want, key)
            return stand_in

    def child(self, key: str) -> "JsonReader":
        """Return the object under a key."""
        if key in self.value:
            return JsonReader(self.value[key], self.faults, file=self.file, path=self._name(key))
        self._miss(key)
        return JsonReader({}, [], file=self.file, path=self._name(key))

    def children(self, key: str) -> list["JsonReader"]:
        """Return the objects listed under a key."""
        return [
            JsonReader(part, self.faults, file=self.file, path=f"{self._name(key)}[{i}]")
            for i, part in enumerate(self.listed(key))
        ]

    def texts(self, key: str, default: list[object] | None = None) -> tuple[str, ...]:
        """Return the texts listed under a key."""
        values = self.listed(key, default)
        for i, value in enumerate(values):
            if not isinstance(value, str):
                self.refuse(value, '"…"', f"{key}[{i}]")
        return tuple(value for value in values if isinstance(value, str))

    def listed(self, key: str, default: list[object] | None = None) -> list[object]:
        """Return the values listed under a key."""
        return list(self._value(key, default, lambda value: isinstance(value, list), "[…]", []))

    def refuse(self, value: object, want: str, key: str = "") -> None:
        """Note that a value breaks a rule."""
        shown = repr(value)
        shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
        name = self._name(key) if key else self.path or "{…}"
        self.faults.append(
            fault(
                "outputs.bad_value", file=self.file, column=name, name=name, value=shown, want=want
            )
        )

    def _value(
        self,
        key: str,
        default: object,
        fits: Callable[[Any], bool],  # Any: JSON, which `fits` is there to judge
        want: str,
        stand_in: object,
    ) -> Any:  # Any: what fits, else the stand-in
        value = self.value.get(key)
        if value is None and default is not None:
            return default
        if key not in self.value:
            self._miss(key)
            return stand_in
        if fits(value):
            return value
        self.refuse(value, want, key)
        return stand_in

    def _miss(self, key: str) -> None:
        name = self._name(key)
        self.faults.append(fault("outputs.missing", file=self.file, column=name, name=name))

    def _name(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def is_whole(value: object) -> bool:
    """Return whether a JSON value is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> bool:
    """Return whether a JSON value is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
