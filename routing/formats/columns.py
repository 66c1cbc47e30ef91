"""The columns a table may have, and which of them a file does have."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from routing.errors import Fault, fault
from routing.formats.folding import fold
from routing.formats.sheet import Sheet, is_blank, shown
from routing.formats.table import FaultList, refuse

Use = Literal["read", "ignored", "foreign"]
NEAR: Final = 0.75
"""From which similarity on a name is offered instead of an unknown one."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its Vietnamese alias (folded), and what becomes of its cells.

    A `required` column has no empty cells. What is `ignored` is warned of; `foreign` columns
    are none of our business and passed over in silence.
    """

    name: str
    alias: str = ""
    required: bool = False
    use: Use = "read"


@dataclass(frozen=True, slots=True)
class TableSpec:
    """The columns of a table. `needs` lists groups of which one alternative must be there."""

    columns: tuple[Column, ...]
    needs: tuple[tuple[tuple[str, ...], ...], ...] = ()
    may_be_empty: bool = False

    @property
    def names(self) -> Mapping[str, Column]:
        """Each folded name a header may use, aliases included."""
        by_alias = {column.alias: column for column in self.columns if column.alias}
        return by_alias | {column.name: column for column in self.columns}

    def list_needs(self) -> Iterator[tuple[tuple[str, ...], ...]]:
        """Yield what must be there: required columns, then groups of alternatives."""
        for column in self.columns:
            if column.required:
                yield ((column.name,),)
        yield from self.needs


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column of a table stands in one file, and how the file writes its name."""

    positions: Mapping[str, int]
    labels: Mapping[str, str]
    width: int
    nameless: tuple[int, ...]
    warnings: tuple[Fault, ...] = field(default=())


def match_header(sheet: Sheet, spec: TableSpec, faults: FaultList) -> Header:
    """Return which column stands where, noting columns that are missing or double.

    Raises
    ------
    InputError
        When no column is known: the file is no such table.
    """
    known = spec.names
    positions: dict[str, int] = {}
    unknown: list[str] = []
    for position, label in enumerate(sheet.header):
        column = known.get(fold(label))
        if column is None:
            unknown.append(label.strip())
        elif column.name in positions:
            first = positions[column.name] + 1
            faults.add(
                "tables.duplicate_column",
                row=sheet.header_row,
                column=shown(label),
                name=column.name,
                first=first,
                second=position + 1,
            )
        else:
            positions[column.name] = position
    if not positions:
        wanted = ", ".join(column.name for column in spec.columns if column.use == "read")
        raise refuse(
            sheet.file,
            "tables.not_a_table",
            row=sheet.header_row,
            first=shown(" ".join(sheet.header)),
            want=wanted,
        )
    _note_missing(sheet, spec, faults, positions, [label for label in unknown if label])
    return Header(
        positions=positions,
        labels={name: shown(sheet.header[i]) for name, i in positions.items()},
        width=len(sheet.header),
        nameless=tuple(i for i, label in enumerate(sheet.header) if is_blank(label)),
        warnings=tuple(_warn_unknown(sheet, spec, positions, unknown)),
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name most like a name, or an empty text when none is near."""
    found = difflib.get_close_matches(name, sorted(known), n=1, cutoff=NEAR)
    return found[0] if found else ""


def _note_missing(
    sheet: Sheet,
    spec: TableSpec,
    faults: FaultList,
    positions: Mapping[str, int],
    unknown: list[str],
) -> None:
    folded = {fold(label): label for label in unknown}
    for group in spec.list_needs():
        if any(all(name in positions for name in option) for option in group):
            continue
        want = " | ".join(" + ".join(option) for option in group)
        guesses = (nearest(name, folded) for option in group for name in option)
        near = next((folded[guess] for guess in guesses if guess), "")
        key = "tables.missing_column_near" if near else "tables.missing_column"
        faults.add(key, row=sheet.header_row, column=group[0][0], want=want, near=shown(near))


def _warn_unknown(
    sheet: Sheet, spec: TableSpec, positions: Mapping[str, int], unknown: list[str]
) -> Iterator[Fault]:
    free = {name for name, column in spec.names.items() if column.name not in positions}
    for label in unknown:
        if label:
            near = nearest(fold(label), free)
            key = "tables.unknown_column_near" if near else "tables.unknown_column"
            yield fault(key, file=sheet.file, row=sheet.header_row, column=shown(label), near=near)
