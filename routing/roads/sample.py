"""The embedded sample: from its source tables to a roads folder."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from routing.geo import LonLat
from routing.roads.graph import RoadGraph, RoadsInfo
from routing.roads.schematic import Point, Segment, build_schematic
from routing.roads.store import save_roads
from routing.roads.vocabulary import Feature
from routing.units import GRAMS_PER_KG

INFO: Final = RoadsInfo(
    name="Lai Châu (mẫu)",
    version="",
    schematic=True,
    licence="ODbL-1.0",
    credit="© OpenStreetMap contributors (ODbL 1.0)",
    source="data/roads/source/places.csv, data/roads/source/segments.csv",
    timestamp="2025-10-01",
)
COPIED: Final = ("source/places.csv", "source/communes_2025.csv", "km_posts.csv")


def build_sample(data: Path, folder: Path) -> RoadGraph:
    """Build the roads folder from the tables under `data` and return its network."""
    points = tuple(_read_points(data / "source" / "places.csv"))
    segments = tuple(_read_segments(data / "source" / "segments.csv"))
    graph = save_roads(build_schematic(points, segments, INFO), folder)
    for name in COPIED:
        shutil.copyfile(data / name, folder / Path(name).name)
    return graph


def _read_rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _read_points(path: Path) -> Iterator[Point]:
    for row in _read_rows(path):
        lonlat = LonLat(float(row["lon"]), float(row["lat"]))
        yield Point(row["id"], lonlat, float(row["elevation_m"]))


def _read_segments(path: Path) -> Iterator[Segment]:
    for row in _read_rows(path):
        features = Feature(0)
        for word in filter(None, row["features"].split("|")):
            features |= Feature[word.upper()]
        yield Segment(
            row=int(row["row"]),
            from_id=row["from_id"],
            to_id=row["to_id"],
            ref=row["road_ref"],
            name=row["name"],
            length_m=float(row["length_km"]) * 1000,
            road_class=row["class"],
            surface=row["surface"],
            width_m=float(row["width_m"]),
            truck_limit_g=int(row["assumed_truck_limit_kg"] or 0) * GRAMS_PER_KG,
            max_grade=float(row["max_grade_pct"]) / 100,
            features=features,
        )
