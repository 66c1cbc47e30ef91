"""Any bytes give a table or all their faults; good rows come back from CSV and XLSX."""

import io
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.errors import Fault, InputError
from routing.formats.closures_table import CLOSURES, read_closures
from routing.formats.columns import TableSpec
from routing.formats.fleet_table import FLEET, read_fleet
from routing.formats.hubs_table import HUBS, read_hubs
from routing.formats.products_table import PRODUCTS, read_product_table
from routing.formats.requests_table import REQUESTS, read_requests
from routing.formats.table import Table, TableSource
from routing.problem.records import Source
from tests.unit.formats import table_files
from tests.unit.formats.table_files import (
    REQUEST,
    SHEET_PART,
    csv_file,
    with_part,
    xlsx_cells,
    xlsx_file,
)

Read = Callable[[TableSource], Table[Any]]


def read_any_requests(source: TableSource) -> Table[Any]:
    return read_requests(source, products=table_files.PRODUCTS)


READERS: dict[str, tuple[Read, TableSpec]] = {
    "requests": (read_any_requests, REQUESTS),
    "hubs": (read_hubs, HUBS),
    "fleet": (read_fleet, FLEET),
    "closures": (read_closures, CLOSURES),
    "products": (read_product_table, PRODUCTS),
}
readers = pytest.mark.parametrize(("read", "spec"), READERS.values(), ids=READERS)


def table_or_faults(read: Read, source: TableSource) -> bool:
    """Tell whether a file gave records; every fault it gave can be told."""
    faults: tuple[Fault, ...] = ()
    try:
        warnings = read(source).warnings
    except InputError as error:
        faults, warnings = error.faults, ()
    assert all(found.line("vi") and found.line("en") for found in (*faults, *warnings))
    return not faults


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    assert not table_or_faults(read_any_requests, ("a.csv", data))
    assert not table_or_faults(read_hubs, ("a.xlsx", data))
    assert not table_or_faults(read_fleet, ("a.xlsx", b"PK\x03\x04" + data))


ODD_CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "",
            "?",
            "1.250",
            "-1",
            "12,5",
            "19/05/2025",
            "2025-05-19",
            "2025-05-19T06:00",
            "08:00",
            "08:00-11:00",
            "11:00-08:00",
            "T2-T7",
            "2-7",
            "*",
            "-",
            "có",
            "#N/A",
            "'=1",
            "tea",
        ]
    ),
    st.integers(-5, 2000).map(str),
)


@readers
@settings(max_examples=40)
@given(data=st.data())
def test_any_cells_are_a_table_or_refused(read: Read, spec: TableSpec, data: Any) -> None:
    names = data.draw(
        st.lists(st.sampled_from(sorted(spec.names)), unique=True, min_size=1, max_size=12)
    )
    cells = st.lists(ODD_CELLS, min_size=len(names), max_size=len(names))
    rows = data.draw(st.lists(cells, max_size=4))
    delimiter = data.draw(st.sampled_from(",;"))
    records = [dict(zip(names, row, strict=True)) for row in rows]
    table_or_faults(read, csv_file([dict.fromkeys(names, ""), *records], delimiter=delimiter))


XLSX_CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(days=40)),
    st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=8),
)


@readers
@settings(max_examples=15)
@given(data=st.data())
def test_any_spreadsheet_cells_are_a_table_or_refused(
    read: Read, spec: TableSpec, data: Any
) -> None:
    names = sorted(column.name for column in spec.columns)
    rows = data.draw(st.lists(st.lists(XLSX_CELLS, max_size=len(names)), max_size=2))
    table_or_faults(read, xlsx_cells([names, *rows]))


WORKBOOK = xlsx_cells([list(REQUEST), list(REQUEST.values())])[1]
with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist()}


@settings(max_examples=150)
@given(data=st.data())
def test_a_damaged_workbook_is_a_table_or_refused(data: Any) -> None:
    part = data.draw(st.sampled_from(sorted(PARTS)))
    xml = PARTS[part]
    start = data.draw(st.integers(0, len(xml)))
    length = data.draw(st.integers(0, 20))
    patch = data.draw(st.binary(max_size=6))
    damaged = xml[:start] + patch + xml[start + length :]
    table_or_faults(read_any_requests, ("a.xlsx", with_part(WORKBOOK, part, damaged)))


@settings(max_examples=100)
@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=4))
def test_damaged_bytes_are_a_table_or_refused(at: int, patch: bytes) -> None:
    damaged = WORKBOOK[:at] + patch + WORKBOOK[at + len(patch) :]
    table_or_faults(read_any_requests, ("a.xlsx", damaged))


@pytest.mark.parametrize("part", sorted(PARTS))
def test_a_workbook_without_one_part_is_a_table_or_refused(part: str) -> None:
    is_read = table_or_faults(read_any_requests, ("a.xlsx", with_part(WORKBOOK, part, None)))
    needed = {"_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET_PART}
    assert is_read is (part not in needed | {"xl/styles.xml"})


NAMES = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=10)
DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31))
GOOD_ROW = st.fixed_dictionaries(
    {
        "shop": st.just("") | NAMES,
        "place": NAMES,
        "product": st.sampled_from(["", "tea", "rice"]),
        "count": st.integers(1, 500),
        "weight_kg": st.integers(1, 4_000_000).map(lambda g: f"{g / 1000:.4f}"),
        "volume_m3": st.integers(0, 20_000).map(lambda litres: f"{litres / 1000:.4f}"),
        "ready": DAYS,
        "days_open": st.integers(0, 9),
        "windows": st.sampled_from(["", "08:00-11:30", "06:00-07:00|14:00-24:00"]),
        "required": st.sampled_from(["yes", "không", ""]),
        "priority": st.integers(0, 100),
        "notes": st.sampled_from(["", "two\nlines", 'a "quoted", word; and more', "'=1+1", "đ"]),
    }
)


def as_row(number: int, drawn: Mapping[str, Any]) -> dict[str, Any]:
    row = dict(drawn) | {"id": f"r{number}"}
    row["due"] = row["ready"] + timedelta(days=row.pop("days_open"))
    return row


def without_source(table: Table[Any]) -> list[Any]:
    return [replace(record, source=Source()) for record in table.records]


@settings(max_examples=30)
@given(st.lists(GOOD_ROW, min_size=1, max_size=5))
def test_good_rows_say_the_same_in_every_kind_of_file(drawn: list[dict[str, Any]]) -> None:
    rows = [as_row(number, row) for number, row in enumerate(drawn)]
    in_csv = read_any_requests(csv_file(rows))
    with_semicolons = read_any_requests(csv_file(rows, delimiter=";"))
    numbers = ("weight_kg", "volume_m3")
    in_excel = [row | {name: float(row[name]) for name in numbers} for row in rows]
    in_xlsx = read_any_requests(xlsx_file(in_excel))
    assert without_source(in_csv) == without_source(with_semicolons) == without_source(in_xlsx)
    for row, record in zip(rows, in_csv.records, strict=True):
        assert record.weight_g == round(float(row["weight_kg"]) * 1000)
        assert record.volume_ml == round(float(row["volume_m3"]) * 1_000_000)
        assert (record.ready.date(), record.due.date()) == (row["ready"], row["due"])
        assert record.location.place == unicodedata.normalize("NFC", row["place"])
    assert [record.source.row for record in in_xlsx.records] == list(range(2, len(rows) + 2))
