"""Roads from tables of lines: GeoPackage, GeoJSON, Shapefile, GeoParquet, by geopandas.

Columns are read as tags of the same name (``highway``, ``oneway``, ``maxspeed``, ``surface``,
``width``, …); those that Geofabrik's shapefiles and our own tables use are translated first.
Lines cross where they share a point exactly; what merely crosses on the map does not.
"""

import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from routing.errors import InputError, fault
from routing.formats.own_edges import OWN_COLUMNS, join_directions
from routing.roads.measure import Longs
from routing.roads.osm.conditional import Conditional, read_conditionals
from routing.roads.osm.extract import Extract, Tally, merge_tallies
from routing.roads.osm.way_facts import WayFacts, list_unread, read_way

CLASS_COLUMNS: Final = ("highway", "fclass", "road_class")
ID_COLUMNS: Final = ("osm_id", "@id", "way_id", "id", "fid")

HIGHWAY_OF_CLASS: Final = {
    "expressway": "motorway",
    "national": "primary",
    "provincial": "secondary",
    "district": "tertiary",
    "commune": "unclassified",
    "street": "residential",
    "track": "track",
    "path": "path",
    "unknown": "road",
}
"""The tag that stands for each class of ours."""

RENAMED: Final = {
    "fclass": "highway",
    "width_m": "width",
    "max_speed_kph": "maxspeed",
    "maxweight_t": "maxweight",
    "maxheight_m": "maxheight",
    "max_height_m": "maxheight",
    "max_width_m": "maxwidth",
}
_ONEWAY: Final = {"F": "yes", "B": "no", "T": "-1"}
"""Geofabrik's words: forward, both, against."""

_FLAGS: Final = {"T": "yes", "F": "no", "True": "yes", "False": "no", "1": "yes", "0": "no"}
_FLAG_COLUMNS: Final = ("bridge", "tunnel", "ford", "toll")
_SCALE: Final = 10_000_000
_LAT_BITS: Final = 31
_DECIMALS: Final = 4


def read_roads_table(path: Path) -> Extract:
    """Return the roads of a table of lines.

    Raises
    ------
    InputError
        When the file is missing, broken, or lacks lines, a class column or coordinates' system.
    """
    frame = _read_frame(path)
    columns = {str(name).lower(): str(name) for name in frame.columns}
    if not any(name in columns for name in CLASS_COLUMNS):
        known = ", ".join(CLASS_COLUMNS)
        raise InputError([fault("import.no_class_column", file=str(path), known=known)])
    lines = frame.explode(index_parts=False)
    is_line = np.asarray(lines.geom_type == "LineString")
    if not is_line.any():
        raise InputError([fault("import.no_lines", file=str(path))])
    return _build(lines[is_line], columns, int((~is_line).sum()), path)


def _read_frame(path: Path) -> gpd.GeoDataFrame:
    if not path.is_file():
        raise InputError([fault("import.no_file", file=str(path))])
    if path.stat().st_size == 0:
        raise InputError([fault("import.empty_file", file=str(path))])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what GDAL finds odd in a file it can read
            is_parquet = path.suffix.lower() == ".parquet"
            frame = gpd.read_parquet(path) if is_parquet else gpd.read_file(path)
            placed = None if frame.crs is None else frame.to_crs("EPSG:4326")
    except Exception as error:  # GDAL, pyarrow and pyproj each raise a family of their own
        why = f"{type(error).__name__}: {error}"
        raise InputError([fault("import.broken_file", file=str(path), why=why)]) from error
    if placed is None:
        raise InputError([fault("import.no_crs", file=str(path))])
    return placed


def _build(
    frame: gpd.GeoDataFrame, columns: Mapping[str, str], not_lines: int, path: Path
) -> Extract:
    shapes = np.asarray(frame.geometry.to_numpy(), dtype=object)
    ids, tags = _way_ids(frame, columns), list(_list_tags(frame, columns))
    kept: list[int] = []
    facts: list[WayFacts] = []
    conditionals: list[Conditional] = []
    dropped = [Tally("bad_line", not_lines)] if not_lines else []
    unread: list[str] = []
    for row, (shape, said, way_id) in enumerate(zip(shapes, tags, ids.tolist(), strict=True)):
        found = read_way(said) if _is_sound(shape) else "bad_line"
        if isinstance(found, str):
            dropped.append(Tally(found, 1, _length_km(shape)))
            continue
        kept.append(row)
        facts.append(found)
        at_times, not_read = read_conditionals(way_id, said)
        conditionals += at_times
        unread += [*list_unread(said), *not_read]
    if not kept:
        raise InputError([fault("import.no_roads", file=str(path), count=len(frame))])
    if columns.keys() >= OWN_COLUMNS:
        kept, facts = join_directions(shapes, [tags[row] for row in kept], kept, facts)
    lonlat, owner = shapely.get_coordinates(shapes[kept], return_index=True)
    counts = np.bincount(owner, minlength=len(kept))
    places = np.rint(lonlat * _SCALE).astype(np.int64)
    return Extract(
        way_id=ids[kept],
        facts=tuple(facts),
        start=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        ref=_refs(places),
        lon=places[:, 0] / _SCALE,
        lat=places[:, 1] / _SCALE,
        conditionals=tuple(conditionals),
        dropped=merge_tallies(dropped),
        ways_read=len(frame) + not_lines,
        unread=tuple(sorted(set(unread))),
    )


def _refs(places: Longs) -> Longs:
    """Return a number for each position, the same for equal ones, in every import."""
    lon = places[:, 0] + 180 * _SCALE
    lat = places[:, 1] + 90 * _SCALE
    refs: Longs = (lon << _LAT_BITS) + lat
    return refs


def _way_ids(frame: gpd.GeoDataFrame, columns: Mapping[str, str]) -> Longs:
    """Return whole numbers from a column of ids, else the numbers of the rows."""
    for name in ID_COLUMNS:
        if name not in columns:
            continue
        words = frame[columns[name]].astype(str).str.replace("^way/", "", regex=True)
        numbers = pd.to_numeric(words, errors="coerce")
        if numbers.notna().all() and (numbers % 1 == 0).all() and (numbers.abs() < 2**53).all():
            return numbers.to_numpy().astype(np.int64)
    return np.arange(1, len(frame) + 1)


def _list_tags(frame: gpd.GeoDataFrame, columns: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Return what each row says, as tags."""
    plain = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    names = {actual: name for name, actual in columns.items()}
    for row in plain.to_dict("records"):
        said = {names[str(column)]: _word(value) for column, value in row.items()}
        yield _to_tags({name: word for name, word in said.items() if word})


def _to_tags(said: dict[str, str]) -> dict[str, str]:
    tags = {RENAMED.get(name, name): word for name, word in said.items()}
    if "highway" not in said and "road_class" in said:
        if said["road_class"] == "ferry":
            tags["route"] = "ferry"
        tags["highway"] = HIGHWAY_OF_CLASS.get(said["road_class"], "")
    if "max_weight_kg" in said:
        tags["maxweight"] = f"{said['max_weight_kg']} kg"
    if tags.get("maxspeed") == "0":
        del tags["maxspeed"]
    if "oneway" in tags:
        tags["oneway"] = _ONEWAY.get(tags["oneway"], tags["oneway"])
    for name in _FLAG_COLUMNS:
        if name in tags:
            tags[name] = _FLAGS.get(tags[name], tags[name])
    for feature in filter(None, said.get("features", "").split("|")):
        if feature in _FLAG_COLUMNS:
            tags[feature] = "yes"
    return {name: word for name, word in tags.items() if word}


def _word(value: object) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, float):
        # Tags have few decimals; those of 32 bits would show as 2.0999999.
        return f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return str(value).strip()


def _is_sound(shape: shapely.LineString) -> bool:
    west, south, east, north = shape.bounds
    return bool(-180 <= west <= east <= 180 and -90 <= south <= north <= 90)


def _length_km(shape: shapely.LineString) -> float:
    lonlat = shapely.get_coordinates(shape)
    if len(lonlat) < 2:
        return 0.0
    middle = np.cos(np.radians(lonlat[:, 1].mean()))
    steps = np.diff(lonlat, axis=0) * [111.195 * middle, 111.195]
    return float(np.hypot(*steps.T).sum())
