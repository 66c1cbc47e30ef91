"""Values of VROOM's JSON objects, read one by one; what cannot be used is noted in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, TypeGuard

from routing.formats.osrm_values import is_number, is_whole
from routing.formats.vroom.document import NO_INDEX, Place
from routing.geo import LonLat
from routing.problem.time_window import TimeWindow

MOST: Final = 2**32 - 1
MOST_ID: Final = 2**64 - 1
_SHOWN: Final = 60


@dataclass(slots=True)
class Values:
    """The members of one object, called `name` in messages. Faults are shared with all others.

    A value that cannot be used gives a fault and a harmless stand-in, so that reading goes on
    and every fault is found. A member that is null counts as one that is not there.
    """

    value: Mapping[str, object]
    name: str
    faults: list[str] = field(default_factory=list)

    def has(self, key: str) -> bool:
        """Tell whether a member is there."""
        return self.value.get(key) is not None

    def within(self, key: str, name: str) -> "Values":
        """Return the object under a key, empty when it is no object."""
        found = self.value.get(key, {})
        if not isinstance(found, dict):
            self.refuse(key, "value", "an object")
            found = {}
        return Values(found, name, self.faults)

    def objects(self, key: str) -> list[Mapping[str, object]]:
        """Return the objects listed under a key."""
        found = self.listed(key)
        for each in found:
            if not isinstance(each, dict):
                self.note(f"Invalid {key} for {self.name}: {_show(each)}, want objects")
        return [each for each in found if isinstance(each, dict)]

    def listed(self, key: str) -> list[object]:
        """Return the values listed under a key, none when it is absent."""
        found = self.value.get(key)
        if found is None:
            return []
        if isinstance(found, list):
            return found
        self.refuse(key, "array", "a list")
        return []

    def whole(
        self, key: str, default: int = 0, *, low: int = 0, high: int = MOST, what: str = "value"
    ) -> int:
        """Return a whole number between two bounds."""
        found = self.value.get(key)
        if found is None:
            return default
        if is_whole(found) and low <= found <= high:
            return found
        self.refuse(key, what, f"a whole number from {low} to {high}")
        return default

    def find_whole(self, key: str) -> int | None:
        """Return a whole number, None where there is none."""
        return self.whole(key) if self.has(key) else None

    def find_seconds(self, key: str) -> float | None:
        """Return a length of time, None where there is none."""
        found = self.value.get(key)
        if found is None:
            return None
        if is_number(found) and found >= 0:
            return float(found)
        self.refuse(key, "value", "seconds from 0")
        return None

    def factor(self, key: str, *, most: float) -> float:
        """Return a number above zero, 1 where there is none."""
        found = self.value.get(key)
        if found is None:
            return 1.0
        if is_number(found) and 0 < found <= most:
            return float(found)
        self.refuse(key, "value", f"a number above 0, at most {most:g}")
        return 1.0

    def flag(self, key: str) -> bool:
        """Return true or false, false where there is neither."""
        found = self.value.get(key)
        if found is None or isinstance(found, bool):
            return found is True
        self.refuse(key, "value", "true or false")
        return False

    def text(self, key: str, default: str = "") -> str:
        """Return a text."""
        found = self.value.get(key)
        if found is None:
            return default
        if isinstance(found, str):
            return found
        self.refuse(key, "value", "a text")
        return default

    def wholes(self, key: str, *, what: str = "value") -> tuple[int, ...]:
        """Return the whole numbers of a list."""
        found = self.listed(key)
        good = [each for each in found if _is_count(each)]
        if len(good) < len(found):
            self.refuse(key, what, f"whole numbers from 0 to {MOST}")
            return ()
        return tuple(good)

    def amount(self, key: str, size: int) -> tuple[int, ...]:
        """Return an amount, all zeros where there is none."""
        if not self.has(key):
            return (0,) * size
        found = self.wholes(key)
        if len(self.listed(key)) != size:
            length = len(self.listed(key))
            self.note(f"Inconsistent {key} length for {self.name}: {length} instead of {size}")
        return found if len(found) == size else (0,) * size

    def windows(self, key: str = "time_windows") -> tuple[TimeWindow, ...]:
        """Return windows sorted, none when any time will do."""
        if not self.has(key):
            return ()
        listed = self.listed(key)
        if not listed:
            self.note(f"Empty time windows for {self.name}")
        found = sorted(window for each in listed if (window := self._window(each)) is not None)
        for before, after in pairwise(found):
            if after.earliest_s <= before.latest_s:
                self.note(
                    f"Unsorted or overlapping time-windows for {self.name}:"
                    f" {_pair(before)} and {_pair(after)}"
                )
                return tuple(found[:1])
        return tuple(found)

    def window(self, key: str) -> TimeWindow | None:
        """Return one window, None where there is none."""
        return self._window(self.value[key]) if self.has(key) else None

    def place(self, key: str, index_key: str) -> Place | None:
        """Return a place by row, position or both, None where neither is given."""
        if not self.has(key) and not self.has(index_key):
            return None
        index = self.whole(index_key, NO_INDEX)
        return Place(index, self._lonlat(key))

    def refuse(self, key: str, what: str, want: str) -> None:
        """Note that a value breaks a rule."""
        shown = _show(self.value.get(key))
        self.note(f"Invalid {key} {what} for {self.name}: {shown}, want {want}")

    def note(self, message: str) -> None:
        """Note a fault, one sentence without its stop."""
        self.faults.append(f"{message}.")

    def _window(self, found: object) -> TimeWindow | None:
        ends = found[:2] if isinstance(found, list) else []
        good = [each for each in ends if _is_count(each)]
        if len(good) < 2:
            want = "[start, end] in whole seconds"
            self.note(f"Invalid time-window for {self.name}: {_show(found)}, want {want}")
            return None
        earliest_s, latest_s = good
        if earliest_s > latest_s:
            self.note(f"Invalid time window for {self.name}: [{earliest_s}, {latest_s}]")
            return None
        return TimeWindow(earliest_s, latest_s)

    def _lonlat(self, key: str) -> LonLat | None:
        found = self.value.get(key)
        if found is None:
            return None
        ends = found[:2] if isinstance(found, list) else []
        good = [float(each) for each in ends if is_number(each)]
        if len(good) == 2 and abs(good[0]) <= 180 and abs(good[1]) <= 90:
            return LonLat(*good)
        self.refuse(key, "array", "[longitude, latitude] in degrees")
        return None


def _is_count(value: object) -> TypeGuard[int]:
    return is_whole(value) and 0 <= value <= MOST


def _pair(window: TimeWindow) -> str:
    return f"[{window.earliest_s}, {window.latest_s}]"


def _show(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
