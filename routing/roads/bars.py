"""Roads barred at times that come again, as their signs say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from routing.roads.calendars import Calendar
from routing.roads.columns import Columns, Ints

BAR_SEASONS: Final = ("calendar", "dry", "rain")
"""Position = code of `Bars.season`; with ``calendar`` dates, weekdays and hours count."""

_CALENDAR: Final = BAR_SEASONS.index("calendar")


@dataclass(frozen=True, eq=False)
class Bars(Columns):
    """Edges barred to the vehicles whose bits are set, in a season or by a calendar.

    The last five columns are those of `Calendar`; where a season counts they say always.
    """

    kinds: ClassVar[Mapping[str, str]] = {
        "edge": "i4",
        "vehicles": "u1",
        "season": "u1",
        "first": "i4",
        "last": "i4",
        "weekdays": "u1",
        "from_min": "i4",
        "to_min": "i4",
    }

    edge: Ints
    vehicles: NDArray[np.uint8]
    season: NDArray[np.uint8]
    first: Ints
    last: Ints
    weekdays: NDArray[np.uint8]
    from_min: Ints
    to_min: Ints

    def __len__(self) -> int:
        return len(self.edge)

    def in_season(self, season: str, vehicle: int) -> NDArray[np.int64]:
        """Return the edges barred to a vehicle bit all through a season."""
        bound = (self.season == BAR_SEASONS.index(season)) & ((self.vehicles & vehicle) != 0)
        return np.unique(self.edge[bound]).astype(np.int64)

    def by_calendar(self) -> Iterator[tuple[int, Calendar, tuple[int, ...]]]:
        """Return for each calendar the vehicle bits that it bars, and the edges."""
        rows = np.flatnonzero(self.season == _CALENDAR)
        names = ("vehicles", "first", "last", "weekdays", "from_min", "to_min")
        said = np.column_stack([getattr(self, name)[rows].astype(np.int64) for name in names])
        rules, which = np.unique(said, axis=0, return_inverse=True)
        for i, (vehicles, *when) in enumerate(rules.tolist()):
            edges = np.unique(self.edge[rows[which == i]])
            yield vehicles, Calendar(*when), tuple(edges.tolist())


def no_bars() -> Bars:
    """Return a table without a bar."""
    return Bars(*(np.zeros(0, kind) for kind in Bars.kinds.values()))
