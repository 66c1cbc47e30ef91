"""The table of customers that Solomon's and Li and Lim's files share: a depot, then customers."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from routing.formats.vrp.ground import Ground
from routing.formats.vrp.scaling import Longs, Reals, Scaling, straight_lines
from routing.formats.vrp.text_rows import MAX_NODES, MAX_NUMBER, Notes, Row
from routing.problem.time_window import TimeWindow

NUMBER, X, Y, DEMAND, READY, DUE, SERVICE = range(7)
COLUMNS: Final = ("number", "x", "y", "demand", "ready", "due", "service")
_SIGNED: Final = {"x", "y", "demand"}


class CustomerTable:
    """Customers in whole numbers of a scale; row i is node i, node 0 the depot."""

    def __init__(self, notes: Notes, rows: Sequence[Row], scaling: Scaling, more: int = 0) -> None:
        columns = (*COLUMNS, *("pickup", "delivery")[:more])
        self.rows = tuple(row.number for row in rows)
        if len(rows) < 2:
            notes.add("vrp.missing", name=" ".join(columns))
        if len(rows) > MAX_NODES:
            notes.refuse("customers", len(rows) - 1, f"1 … {MAX_NODES - 1}")
        values = np.array([_read_row(notes, row, i, columns) for i, row in enumerate(rows)])
        notes.stop_if_faulty()
        self.xy: Reals = values[:, [X, Y]]
        self.demand: Longs = values[:, DEMAND].astype(np.int64)
        self.links: Longs = values[:, SERVICE + 1 :].astype(np.int64)
        timed = scaling.whole(values[:, [READY, DUE, SERVICE]])
        self.service_s: Longs = timed[:, 2]
        self.windows = tuple(
            _window(notes, row, ready, due)
            for row, ready, due in zip(self.rows, *timed[:, :2].T.tolist(), strict=True)
        )
        for column, value in (("demand", self.demand[0]), ("service", self.service_s[0])):
            if value:
                notes.refuse(f"depot {column}", value, "0", self.rows[0])
        self._scaling = scaling

    def ground(self) -> Ground:
        """Return the nodes with their distances; driving takes as long as it is far."""
        legs = self._scaling.whole(straight_lines(self.xy))
        return Ground(self.xy, legs, legs)


def _read_row(notes: Notes, row: Row, index: int, columns: tuple[str, ...]) -> list[float]:
    if len(row.cells) != len(columns):
        notes.add("vrp.cells", row=row.number, value=len(row.cells), want=len(columns))
        return [0.0] * len(columns)
    values: list[float] = []
    for name, cell in zip(columns, row.cells, strict=True):
        low = float(-MAX_NUMBER) if name in _SIGNED else 0.0
        if name in {"x", "y", "ready", "due", "service"}:
            values.append(notes.number(cell, name, row.number, low=low))
        else:
            values.append(float(notes.whole(cell, name, row.number, low=int(low))))
    if values[NUMBER] != index:
        notes.refuse(columns[NUMBER], row.cells[NUMBER], str(index), row.number)
    return values


def _window(notes: Notes, row: int, ready: int, due: int) -> TimeWindow:
    if ready > due:
        notes.refuse("due", due, f">= {ready}", row)
    return TimeWindow(min(ready, due), due)
