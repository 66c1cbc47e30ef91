"""The pages on tables and faults name every column and every fault there is."""

import re
from pathlib import Path

import pytest

from routing.errors import RoutingError
from routing.formats.closures_table import CLOSURES
from routing.formats.columns import TableSpec
from routing.formats.districts_table import DISTRICTS
from routing.formats.fleet_table import FLEET
from routing.formats.hub_slots_table import HUB_SLOTS
from routing.formats.hubs_table import HUBS
from routing.formats.lanes_table import LANES
from routing.formats.orders_table import ORDERS
from routing.formats.products_table import PRODUCTS
from routing.formats.requests_table import REQUESTS
from routing.formats.skus_table import SKUS
from routing.texts import load_catalogue

SPECS = {
    "requests": REQUESTS,
    "hubs": HUBS,
    "fleet": FLEET,
    "hub_slots": HUB_SLOTS,
    "closures": CLOSURES,
    "products": PRODUCTS,
    "lanes": LANES,
    "skus": SKUS,
    "orders": ORDERS,
    "districts": DISTRICTS,
}
ROOMS = ("tables", "builder", "roads", "service", "problem", "vrp")
"""Rooms whose texts are faults and warnings, apart from remarks on the roads themselves."""

REMARKS = "roads.weak_"


def entries_of(page: str) -> dict[str, list[str]]:
    """Each first cell in code marks with the other cells of its row."""
    rows = re.findall(r"^\| `([A-Za-z0-9_.]+)` \|(.+)\|$", page, re.MULTILINE)
    return {key: [cell.strip() for cell in rest.split("|")] for key, rest in rows}


@pytest.fixture(scope="module")
def faults_page(root: Path) -> str:
    return (root / "docs/reference/faults.md").read_text("utf-8")


def test_every_fault_has_a_cause_and_a_cure(faults_page: str) -> None:
    entries = entries_of(faults_page)
    keys = {
        key
        for key in load_catalogue()
        if key.split(".")[0] in ROOMS and not key.startswith(REMARKS)
    }
    assert keys - set(entries) == set()
    assert [key for key in keys if not all(entries[key])] == []


def test_no_entry_is_of_a_fault_that_is_gone(faults_page: str) -> None:
    keys = {key for key in entries_of(faults_page) if "." in key}
    assert keys - set(load_catalogue()) == set()


def test_every_error_code_is_explained(faults_page: str) -> None:
    classes = [RoutingError, *RoutingError.__subclasses__()]
    ours = {one.code for one in classes if one.__module__.startswith("routing.")}
    assert ours - set(entries_of(faults_page)) == set()


def test_every_text_of_tables_is_used_and_every_used_one_exists(root: Path) -> None:
    sources = [path.read_text("utf-8") for path in (root / "routing/formats").glob("*.py")]
    used = {key for source in sources for key in re.findall(r'"(tables\.[a-z0-9_]+)"', source)}
    assert used == {key for key in load_catalogue() if key.startswith("tables.")}


@pytest.mark.parametrize(("name", "spec"), SPECS.items(), ids=SPECS)
def test_every_column_stands_under_its_table(root: Path, name: str, spec: TableSpec) -> None:
    page = (root / "docs/reference/tables.md").read_text("utf-8")
    section = re.search(rf"^## {name}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section is not None
    words = set(re.findall(r"`([a-z0-9_]+)`", section[1]))
    read = [column for column in spec.columns if column.use != "foreign"]
    wanted = {word for column in read for word in (column.name, column.alias) if word}
    assert wanted - words == set()
