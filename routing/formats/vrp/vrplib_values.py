"""Values of a VRPLIB file by node and by vehicle, from a header for all or a section for each."""

from typing import Final

import numpy as np

from routing.formats.vrp.scaling import Longs, Reals
from routing.formats.vrp.text_rows import MAX_NODES, MAX_NUMBER, Notes, Row
from routing.formats.vrp.vrplib_text import Header, VrplibText

HEADERS: Final = {
    "NAME", "COMMENT", "TYPE", "DIMENSION", "VEHICLES", "CAPACITY", "SERVICE_TIME", "DISTANCE",
    "EDGE_WEIGHT_TYPE", "EDGE_WEIGHT_FORMAT", "NODE_COORD_TYPE", "DISPLAY_DATA_TYPE",
    "VEHICLES_MAX_DURATION", "VEHICLES_MAX_DISTANCE", "VEHICLES_MAX_RELOADS",
    "VEHICLES_FIXED_COST", "VEHICLES_UNIT_DISTANCE_COST",
}  # fmt: skip
SECTIONS: Final = {
    "NODE_COORD", "EDGE_WEIGHT", "DEMAND", "DEPOT", "SERVICE_TIME", "TIME_WINDOW", "RELEASE_TIME",
    "PRIZE", "CAPACITY", "VEHICLES_DEPOT", "VEHICLES_RELOAD_DEPOT", "VEHICLES_FIXED_COST",
    "VEHICLES_UNIT_DISTANCE_COST", "VEHICLES_MAX_DURATION", "VEHICLES_MAX_DISTANCE",
    "VEHICLES_MAX_RELOADS",
}  # fmt: skip


class VrplibValues:
    """Typed values of one file; what is wrong goes to its notes.

    A key or section that is not known is a fault: an instance read without one of its rules
    would be another instance.
    """

    def __init__(self, parts: VrplibText, notes: Notes) -> None:
        self.parts, self.notes = parts, notes
        for name, header in parts.headers.items():
            if name not in HEADERS:
                notes.add("vrp.unsupported", row=header.row, column=name, name=name)
        for name, row in parts.section_rows.items():
            if name not in SECTIONS:
                notes.add("vrp.unsupported", row=row, column=name, name=f"{name}_SECTION")
        self.nodes = self._size("DIMENSION", low=2)
        self.depots = self._read_depots()

    def word(self, name: str, default: str = "") -> str:
        """Return a header's text."""
        return self.parts.headers.get(name, Header(default, 0)).value

    def units(self, otherwise: int) -> int:
        """Return how many vehicles there are."""
        if "VEHICLES" not in self.parts.headers:
            return otherwise
        return self._size("VEHICLES", low=1, high=20 * MAX_NODES)

    def given(self, name: str) -> bool:
        """Tell whether a header or a section has that name."""
        return name in self.parts.headers or name in self.parts.sections

    def by_node(self, name: str, columns: int = 1) -> Reals:
        """Return a row of numbers for each node; zeros when the file does not say."""
        low = float(-MAX_NUMBER) if name == "NODE_COORD" else 0.0
        found = self._table(name, (self.nodes, columns), low)
        if name in self.parts.headers:
            found[: len(self.depots)] = 0  # what all customers take, depots do not
        return found

    def loads_by_node(self, name: str) -> Longs:
        """Return a whole number for each node."""
        return self._table(name, (self.nodes, 1), 0.0, whole=True)[:, 0].astype(np.int64)

    def by_unit(self, name: str, count: int, otherwise: float) -> Reals:
        """Return a number for each vehicle."""
        if not self.given(name):
            return np.full(count, otherwise)
        return self._table(name, (count, 1), 0.0)[:, 0]

    def loads_by_unit(self, name: str, count: int) -> Longs:
        """Return a whole number above 0 for each vehicle."""
        if not self.given(name):
            self.notes.add("vrp.missing", name=name)
        return self._table(name, (count, 1), 1.0, whole=True)[:, 0].astype(np.int64)

    def lists_by_unit(self, name: str, count: int) -> list[tuple[int, ...]]:
        """Return the depots listed for each vehicle, as indices."""
        rows = self._numbered(name, count) if name in self.parts.sections else []
        found: list[tuple[int, ...]] = [()] * count
        for index, row in rows:
            found[index] = tuple(
                self.notes.whole(cell, name, row.number, low=1, high=len(self.depots)) - 1
                for cell in row.cells[1:]
            )
        return found

    def cells(self, name: str) -> list[float]:
        """Return all numbers of a section in a row."""
        rows = self.parts.sections.get(name, ())
        return [self.notes.number(cell, name, row.number) for row in rows for cell in row.cells]

    def _size(self, name: str, *, low: int, high: int = MAX_NODES) -> int:
        header = self.parts.headers.get(name)
        if header is None:
            self.notes.add("vrp.missing", name=name)
            return low
        return self.notes.whole(header.value, name, header.row, low=low, high=high)

    def _table(
        self, name: str, shape: tuple[int, int], low: float, *, whole: bool = False
    ) -> Reals:
        """Return what a header says of all, or a section of each; `low` when neither does."""
        found = np.full(shape, max(low, 0.0))
        if name in self.parts.headers:
            header = self.parts.headers[name]
            found[:] = self._cell(header.value, name, header.row, low, whole=whole)
        for index, row in self._numbered(name, shape[0]) if name in self.parts.sections else ():
            if len(row.cells) != shape[1] + 1:
                told = len(row.cells)
                self.notes.add("vrp.cells", row=row.number, value=told, want=shape[1] + 1)
                continue
            found[index] = [
                self._cell(cell, name, row.number, low, whole=whole) for cell in row.cells[1:]
            ]
        return found

    def _cell(self, cell: str, name: str, row: int, low: float, *, whole: bool) -> float:
        if whole:
            return float(self.notes.whole(cell, name, row, low=int(low)))
        return self.notes.number(cell, name, row, low=low)

    def _numbered(self, name: str, count: int) -> list[tuple[int, Row]]:
        """Return the rows of a section by index; each number from 1 must be there once."""
        rows = self.parts.sections[name]
        found: dict[int, Row] = {}
        for row in rows:
            index = self.notes.whole(row.cells[0], name, row.number, low=1, high=count) - 1
            if index in found:
                self.notes.add("vrp.twice", row=row.number, name=f"{name} {index + 1}")
            found[index] = row
        missing = [i + 1 for i in range(count) if i not in found]
        if missing:
            where = self.parts.section_rows[name]
            self.notes.add("vrp.missing", row=where, name=f"{name} {missing[0]}")
        return list(found.items())

    def _read_depots(self) -> tuple[int, ...]:
        """Return the depots' nodes: the first ones, by which solution files number customers."""
        rows = self.parts.sections.get("DEPOT")
        if rows is None:
            self.notes.add("vrp.missing", name="DEPOT_SECTION")
            return (0,)
        cells = [(cell, row.number) for row in rows for cell in row.cells]
        listed = [cell for cell, _ in cells if cell != "-1"]
        if not listed or listed != [str(i + 1) for i in range(len(listed))]:
            row = self.parts.section_rows["DEPOT"]
            self.notes.refuse("DEPOT_SECTION", " ".join(listed)[:40], "1, 2, …", row)
            return (0,)
        if len(listed) >= self.nodes:
            self.notes.refuse("DEPOT_SECTION", len(listed), f"< {self.nodes}", cells[0][1])
            return (0,)
        return tuple(range(len(listed)))
