import pytest

from routing.errors import Fault
from routing.formats.closures_table import CLOSURES
from routing.formats.columns import Header, TableSpec, match_header
from routing.formats.fleet_table import FLEET
from routing.formats.folding import fold
from routing.formats.hubs_table import HUBS
from routing.formats.products_table import PRODUCTS
from routing.formats.requests_table import REQUESTS
from routing.formats.sheet import Sheet
from routing.formats.table import FaultList
from tests.unit.formats.table_files import fault_of, faults_of

SPECS = {
    "hubs": HUBS,
    "fleet": FLEET,
    "requests": REQUESTS,
    "closures": CLOSURES,
    "products": PRODUCTS,
}
GOOD = ("id", "place", "weight_kg", "ready", "due")


def match(*labels: str, spec: TableSpec = REQUESTS) -> Header:
    faults = FaultList("t.csv")
    header = match_header(Sheet("t.csv", 1, labels, ()), spec, faults)
    faults.raise_if_any()
    return header


def faults(*labels: str) -> list[Fault]:
    return list(faults_of(lambda: match(*labels)))


def test_headers_match_by_name_alias_and_any_writing() -> None:
    labels = ("Mã", "ĐỊA ĐIỂM", "Khối lượng (kg)", "san_sang", "Due")
    assert match(*labels).positions == {name: i for i, name in enumerate(GOOD)}


def test_a_column_is_called_as_the_file_calls_it() -> None:
    assert match("Mã", *GOOD[1:]).labels["id"] == "Mã"


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_no_alias_means_two_columns(spec: TableSpec) -> None:
    names = [column.name for column in spec.columns]
    aliases = [column.alias for column in spec.columns if column.alias]
    assert len({*names, *aliases}) == len(names) + len(aliases)
    assert all(fold(name) == name for name in [*names, *aliases])


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_every_column_that_is_read_has_a_vietnamese_name(spec: TableSpec) -> None:
    assert [
        column.name for column in spec.columns if column.use == "read" and not column.alias
    ] == []


def test_all_missing_columns_are_told_at_once() -> None:
    found = faults("id", "shop")
    assert [fault.key for fault in found] == ["tables.missing_column"] * 4
    wants = [dict(fault.params)["want"] for fault in found]
    assert wants == ["ready", "due", "place | lon + lat", "weight_kg | count + product"]


def test_one_alternative_is_enough() -> None:
    assert match("id", "lon", "lat", "count", "product", "ready", "due").width == 7
    assert len(faults("id", "lon", "weight_kg", "ready", "due")) == 1


def test_a_missing_column_offers_the_unknown_one_it_may_be() -> None:
    found = faults("id", "place", "weigth_kg", "ready", "due")
    assert [fault.key for fault in found] == ["tables.missing_column_near"]
    assert "weigth_kg" in found[0].message("vi")


def test_a_column_that_stands_twice_is_a_fault_under_any_name() -> None:
    found = faults(*GOOD, "Khối lượng kg")
    assert [(fault.key, fault.column) for fault in found] == [
        ("tables.duplicate_column", "Khối lượng kg")
    ]
    assert (dict(found[0].params)["first"], dict(found[0].params)["second"]) == (3, 6)


def test_an_unknown_column_is_a_warning_with_the_nearest_free_name() -> None:
    header = match(*GOOD, "contact_phon", "colour")
    assert [(warning.key, warning.column) for warning in header.warnings] == [
        ("tables.unknown_column_near", "contact_phon"),
        ("tables.unknown_column", "colour"),
    ]
    assert "contact_phone" in header.warnings[0].message("en")


def test_columns_without_a_name_are_known_by_position() -> None:
    header = match(*GOOD, "", "notes", " ")
    assert header.nameless == (5, 7)
    assert header.warnings == ()


def test_a_file_without_any_known_column_is_no_such_table() -> None:
    found = fault_of(lambda: match("<!DOCTYPE html>"))
    assert (found.key, found.row) == ("tables.not_a_table", 1)
    assert "<!DOCTYPE html>" in found.message("vi")
    assert "weight_kg" in found.message("vi")
