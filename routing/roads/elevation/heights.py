"""Heights of any positions, from all the tiles of a folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from routing.errors import Fault, InputError, fault
from routing.roads.elevation.geotiff import find_geotiffs, open_geotiff
from routing.roads.elevation.grid import Grid
from routing.roads.elevation.hgt import HgtTile, find_hgt, open_hgt
from routing.roads.measure import BBox, Reals


@dataclass(frozen=True, slots=True)
class Tiles:
    """The tiles of a folder. Where several cover a position, SRTM comes before GeoTIFF."""

    folder: Path
    hgt: tuple[HgtTile, ...]
    geotiffs: tuple[Path, ...]


def find_tiles(folder: Path) -> Tiles:
    """Return the tiles of a folder.

    Raises
    ------
    InputError
        When it is no folder or holds none.
    """
    if not folder.is_dir():
        raise InputError([fault("import.no_folder", file=str(folder), column="--elevation")])
    tiles = Tiles(folder, find_hgt(folder), find_geotiffs(folder))
    if not tiles.hgt and not tiles.geotiffs:
        raise InputError([fault("import.no_tiles", file=str(folder), column="--elevation")])
    return tiles


def find_heights_m(tiles: Tiles, lon: Reals, lat: Reals) -> Reals:
    """Return heights in metres, NaN where no tile reaches or the tiles have no data.

    Raises
    ------
    InputError
        With every tile that is needed and cannot be read.
    """
    heights = np.full(len(lon), np.nan)
    if not len(lon):
        return heights
    box = (float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))
    faults: list[Fault] = []
    for grid in _open_all(tiles, box, faults):
        rows = np.flatnonzero(np.isnan(heights) & grid.covers(lon, lat))
        heights[rows] = grid.heights_m(lon[rows], lat[rows])
    if faults:
        raise InputError(faults)
    return heights


def _open_all(tiles: Tiles, box: BBox, faults: list[Fault]) -> Iterator[Grid]:
    """Open the tiles that meet a box, one at a time; note those that cannot be read."""
    west, south, east, north = box
    for tile in tiles.hgt:
        if tile.west <= east and tile.west + 1 >= west and tile.south <= north:
            if tile.south + 1 < south:
                continue
            try:
                yield open_hgt(tile)
            except InputError as error:
                faults += error.faults
    for path in tiles.geotiffs:
        try:
            grid = open_geotiff(path, box)
        except InputError as error:
            faults += error.faults
            continue
        if grid is not None:
            yield grid
