"""The page on files names every key that is written."""

import re
from pathlib import Path

import pytest

from routing.formats.geojson import routes_geojson
from routing.formats.plan_json import plan_to_json
from routing.formats.stops_table import STOP_COLUMNS
from routing.texts import load_catalogue
from tests.unit.formats.plans import small_plan

FAULTS = re.compile(
    r"outputs\.(missing|bad_value|not_\w+|too_big|more_faults)$"  # the other texts are words
)


@pytest.fixture(scope="module")
def named(root: Path) -> set[str]:
    page = (root / "docs" / "reference" / "files.md").read_text("utf-8")
    return set(re.findall(r"[A-Za-z_][A-Za-z_0-9.]*", page))


def keys_in(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(keys_in, value.values()))
    if isinstance(value, list):
        return set().union(*map(keys_in, value))
    return set()


def test_every_key_of_a_plan_is_named(named: set[str]) -> None:
    document = plan_to_json(small_plan())
    parts = {"fixed", "distance", "time", "fuel", "overtime", "lateness", "carry", "other"}
    by_prefix = {f"{part}_minor" for part in parts}  # the page lists them as fixed_ + …
    params = {"name", "value", "want", "hours"}  # of texts, not of the schema
    assert keys_in(document) - by_prefix - params - named == set()
    assert {f"{part}_" for part in parts - {"other"}} <= named


def test_every_key_of_the_geojson_is_named(named: set[str]) -> None:
    geojson = {"type", "id", "geometry", "coordinates", "properties", "features"}
    assert keys_in(routes_geojson(small_plan())) - geojson - named == set()


def test_every_column_of_the_stops_is_named(named: set[str]) -> None:
    assert set(STOP_COLUMNS) - named == set()


def test_every_fault_is_explained(named: set[str]) -> None:
    faults = {key for key in load_catalogue() if FAULTS.match(key)}
    assert len(faults) >= 9
    assert faults - named == set()
