"""Read any instance of the literature: what a file begins with tells its format."""

import re
from pathlib import Path
from typing import Final

from routing.errors import InputError, fault
from routing.formats.vrp.instance import VrpInstance
from routing.formats.vrp.lilim import read_lilim
from routing.formats.vrp.solomon import read_solomon
from routing.formats.vrp.text_rows import read_text
from routing.formats.vrp.vrplib import read_vrplib

_VRPLIB: Final = re.compile(r"^\s*(NAME|TYPE|COMMENT|DIMENSION)\s*:", re.MULTILINE)
_SOLOMON: Final = re.compile(r"^\s*VEHICLE\s*$", re.MULTILINE)
_LILIM: Final = re.compile(r"\A\s*\d+\s+\d+\s+\d+\s*$", re.MULTILINE)


def read_instance(text: str, *, file: str = "") -> VrpInstance:
    """Return the instance that a text states in Solomon's, VRPLIB's or Li and Lim's format.

    Raises
    ------
    InputError
        When it is none of them, or with every fault of it.
    """
    if _VRPLIB.search(text):
        return read_vrplib(text, file=file)
    if _SOLOMON.search(text):
        return read_solomon(text, file=file)
    if _LILIM.match(text):
        return read_lilim(text, file=file, name=Path(file).stem)
    raise InputError([fault("vrp.unknown_format", file=file)])


def read_instance_file(path: Path) -> VrpInstance:
    """Return the instance of a file.

    Raises
    ------
    InputError
        When it cannot be read, is in no known format, or with every fault of it.
    """
    return read_instance(read_text(path), file=str(path))
