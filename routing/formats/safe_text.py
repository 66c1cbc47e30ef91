"""Text from outside made safe for spreadsheets, XML and file names."""

import re
from collections.abc import Iterable
from typing import Final

from routing.formats.words import plain_ascii

_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9.]+")


def formula_safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: a leading sign gets an apostrophe."""
    text = printable(text)
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def printable(text: str) -> str:
    """Return a text without the control characters that XML forbids."""
    return _CONTROLS.sub("", text)


def file_stems(ids: Iterable[str]) -> dict[str, str]:
    """Return a file name without suffix for each id: ASCII, no signs, no two alike."""
    stems: dict[str, str] = {}
    taken: set[str] = set()
    for one in ids:
        stem = base = _NOT_IN_NAMES.sub("-", plain_ascii(one)).strip("-.") or "route"
        number = 2
        while stem.lower() in taken:
            stem, number = f"{base}-{number}", number + 1
        taken.add(stem.lower())
        stems[one] = stem
    return stems
