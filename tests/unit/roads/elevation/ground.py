"""Tiles of made-up ground."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from routing.roads.elevation.heights import Tiles, find_tiles

SIDE = 1201
Ground = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]
"""Metres above the sea from degrees east and north of the tile's corner."""


def samples(ground: Ground) -> NDArray[np.int16]:
    step = np.arange(SIDE) / (SIDE - 1)
    east, north = np.meshgrid(step, step[::-1])
    return np.rint(ground(east, north)).astype(">i2")


def write_tile(
    folder: Path, ground: Ground, *, name: str = "N22E103.hgt", packed: bool = False
) -> Tiles:
    heights = samples(ground)
    if packed:
        with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, heights.tobytes())
    else:
        (folder / name).write_bytes(heights.tobytes())
    return find_tiles(folder)
