"""Cells read as text: names, words, lists of words, yes and no."""

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Final

from routing.formats.folding import fold
from routing.formats.sheet import NO_RESULT, Cell, shown

EXACT_BELOW: Final = 2**53
"""A spreadsheet keeps no number from here on exactly."""

MAX_NAME: Final = 200
MAX_TEXT: Final = 2000

_ERRORS: Final = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
    | {"#GETTING_DATA", NO_RESULT}
)
_YES: Final = frozenset({"yes", "y", "true", "1", "co"})
_NO: Final = frozenset({"no", "n", "false", "0", "khong"})
_STRAY: Final = "\ufeff\u200b\u00a0 \t\r\n"
_GUARDED: Final = re.compile(r"'[=+\-@\t\r]")


class CellError(Exception):
    """A cell that cannot be read, with the text key and the placeholders that say why."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key, self.params = key, params


def tidy(cell: Cell) -> Cell:
    """Return a cell with text in NFC, without space around it or an export's guard.

    Exports put a ``'`` before text that a spreadsheet would take for a formula.

    Raises
    ------
    CellError
        When the spreadsheet holds an error instead of a value.
    """
    if cell == "" or not isinstance(cell, str):
        return cell
    text = cell.strip()
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.strip(_STRAY))
    if text[:1] == "#" and text in _ERRORS:
        raise CellError("tables.formula_error", value=text)
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text


def text_of(cell: Cell, *, limit: int = MAX_TEXT) -> str:
    """Return a cell as free text of at most so many characters."""
    text = cell if isinstance(cell, str) else _written(cell)
    if len(text) > limit:
        raise CellError("tables.too_long", value=shown(text), length=len(text), limit=limit)
    return text


def name_of(cell: Cell) -> str:
    """Return a cell as an id or a name; a spreadsheet must not have made it a date."""
    if isinstance(cell, date | time | timedelta | bool):
        raise CellError("tables.date_for_text", value=shown(cell))
    text = text_of(cell, limit=MAX_NAME)
    if not text.isprintable():
        raise CellError("tables.control_character", value=ascii(shown(text)))
    return text


def words_of(cell: Cell) -> tuple[str, ...]:
    """Return the names of a list joined by ``|``, without empty ones."""
    if not isinstance(cell, str):
        return (name_of(cell),)
    words = (name_of(part.strip()) for part in cell.split("|"))
    return tuple(word for word in words if word)


def flag_of(cell: Cell) -> bool:
    """Return yes or no, in either language or as a spreadsheet's truth value."""
    word = fold(str(cell))
    if word not in _YES | _NO:
        raise CellError("tables.not_flag", value=shown(cell))
    return word in _YES


def choice_of(cell: Cell, options: Mapping[str, str]) -> str:
    """Return what a folded word of a fixed set stands for."""
    word = fold(str(cell))
    if word not in options:
        want = " | ".join(dict.fromkeys(options.values()))
        raise CellError("tables.not_choice", value=shown(cell), want=want)
    return options[word]


def _written(cell: float | date | time | timedelta) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float):
        if not math.isfinite(cell) or abs(cell) >= EXACT_BELOW:
            raise CellError("tables.big_number", value=shown(cell))
        return str(int(cell) if cell == int(cell) else cell)
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
