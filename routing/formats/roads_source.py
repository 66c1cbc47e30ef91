"""Any file that roads can be imported from, by the ending of its name."""

from pathlib import Path
from typing import Final

from routing.errors import InputError, fault
from routing.roads.osm.extract import Extract
from routing.roads.osm.read_extract import OSM_SUFFIXES, OnRead, read_osm

TABLE_SUFFIXES: Final = (".gpkg", ".geojson", ".json", ".shp", ".parquet")
OSM_LICENCE: Final = "ODbL-1.0"
OSM_CREDIT: Final = "© OpenStreetMap contributors (ODbL 1.0)"


def read_source(path: Path, *, on_read: OnRead | None = None) -> Extract:
    """Return the roads of a file.

    Raises
    ------
    InputError
        When the kind of file is not known, or with what is wrong in it.
    """
    if is_osm(path):
        return read_osm(path, on_read=on_read)
    if path.suffix.lower() in TABLE_SUFFIXES:
        # Seconds to import, and needed for these files only.
        from routing.formats.roads_table import read_roads_table  # noqa: PLC0415

        return read_roads_table(path)
    known = " ".join((*OSM_SUFFIXES, *TABLE_SUFFIXES))
    raise InputError([fault("import.file_kind", file=str(path), known=known)])


def is_osm(path: Path) -> bool:
    """Tell whether a file is OpenStreetMap's own kind, by its name."""
    return path.name.lower().endswith(OSM_SUFFIXES)
