"""The shape of a VRPLIB file: ``KEY : value`` lines, then sections of numbered rows."""

import re
from dataclasses import dataclass
from typing import Final

from routing.formats.vrp.text_rows import Notes, Row, split_rows

_HEADER: Final = re.compile(r"^\s*([A-Za-z_]+)\s*:\s*(.*?)\s*$")
_SECTION: Final = re.compile(r"^\s*([A-Z_]+)_SECTION\s*:?\s*$")


@dataclass(frozen=True, slots=True)
class Header:
    """A value in the head of a file, and its line."""

    value: str
    row: int


@dataclass(frozen=True)
class VrplibText:
    """Headers and sections by name, without the word SECTION."""

    headers: dict[str, Header]
    sections: dict[str, tuple[Row, ...]]
    section_rows: dict[str, int]


def parse_vrplib(text: str, notes: Notes) -> VrplibText:
    """Return the parts of a VRPLIB file."""
    headers: dict[str, Header] = {}
    sections: dict[str, list[Row]] = {}
    section_rows: dict[str, int] = {}
    current: list[Row] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        if line.strip() == "EOF":
            break
        section, header = _SECTION.match(line), _HEADER.match(line)
        if section:
            if section[1] in sections:
                notes.add("vrp.twice", row=number, name=line.strip())
            current = sections.setdefault(section[1], [])
            section_rows.setdefault(section[1], number)
        elif header:
            if header[1].upper() in headers:
                notes.add("vrp.twice", row=number, name=header[1])
            headers[header[1].upper()] = Header(header[2], number)
            current = None
        elif current is None:
            notes.refuse(line.strip()[:40], "", "KEY : value", number)
        else:
            current += [Row(number, row.cells) for row in split_rows(line)]
    rows = {name: tuple(found) for name, found in sections.items()}
    return VrplibText(headers, rows, section_rows)
