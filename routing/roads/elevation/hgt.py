"""Tiles of the Shuttle Radar Topography Mission: ``N22E103.hgt``, also inside a zip."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.errors import InputError, fault
from routing.roads.elevation.grid import Grid

VOID: Final = -32768
"""What a tile says where the radar saw nothing."""

MAX_SIDE: Final = 10_801
"""Samples per side of the finest tiles there are; a bigger file is none."""

_NAME: Final = re.compile(r"([NS])([0-9]{2})([EW])([0-9]{3}).*\.hgt(\.zip)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HgtTile:
    """A file that covers the square degree north-east of (`west`, `south`)."""

    path: Path
    west: int
    south: int


def find_hgt(folder: Path) -> tuple[HgtTile, ...]:
    """Return the tiles of a folder; an unpacked one wins over its archive."""
    found: dict[tuple[int, int], HgtTile] = {}
    for path in sorted(folder.iterdir(), key=lambda each: (each.suffix.lower() != ".zip", each)):
        match = _NAME.fullmatch(path.name)
        if match and path.is_file():
            south = int(match[2]) * (1 if match[1] in "Nn" else -1)
            west = int(match[4]) * (1 if match[3] in "Ee" else -1)
            found.setdefault((west, south), HgtTile(path, west, south))
    return tuple(found[key] for key in sorted(found))


def open_hgt(tile: HgtTile) -> Grid:
    """Return the samples of a tile; an unpacked file stays on disk until it is read.

    Raises
    ------
    InputError
        When the file is no square of two-byte samples, or a damaged archive.
    """
    if tile.path.suffix.lower() == ".zip":
        samples = _unpack(tile.path)
    else:
        _check_size(tile.path, tile.path.stat().st_size)
        samples = np.memmap(tile.path, dtype=">i2", mode="r")
    side = round(len(samples) ** 0.5)
    step = 1 / (side - 1)
    return Grid(samples.reshape(side, side), tile.west, tile.south + 1.0, step, step, void=VOID)


def _unpack(path: Path) -> NDArray[np.int16]:
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [each for each in archive.infolist() if each.filename.endswith(".hgt")]
            if len(inside) != 1:
                raise InputError([fault("import.hgt_archive", file=str(path), count=len(inside))])
            _check_size(path, inside[0].file_size)
            return np.frombuffer(archive.read(inside[0]), dtype=">i2")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        why = str(error)
        raise InputError([fault("import.broken_tile", file=str(path), why=why)]) from error


def _check_size(path: Path, size: int) -> None:
    side = round((size / 2) ** 0.5)
    if size == 0 or side * side * 2 != size or not 2 <= side <= MAX_SIDE:
        raise InputError([fault("import.hgt_size", file=str(path), size=size)])
