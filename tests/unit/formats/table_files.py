"""Small table files made for tests, and the faults that reading them gives."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from routing.errors import Fault, InputError
from routing.formats.requests_table import read_requests
from routing.formats.table import Table, TableSource
from routing.problem.records import Product, RequestRecord

TEA = Product("tea", "Chè Shan tuyết", "Shan tea", "thùng 10 kg", 10_000, 170)
RICE = Product("rice", "Gạo nếp", "Sticky rice", "bao 25 kg", 25_000, 800)
LOOSE = Product("herbs", "Dược liệu", "Herbs", "", 0, 0)
PRODUCTS = {product.id: product for product in (TEA, RICE, LOOSE)}

REQUEST = {
    "id": "r1",
    "place": "Xã Bản Bo",
    "weight_kg": "50",
    "ready": "2025-05-19",
    "due": "2025-05-20",
}

SHEET_PART = "xl/worksheets/sheet1.xml"


def csv_file(rows: Sequence[Mapping[str, Any]], *, delimiter: str = ",") -> TableSource:
    """A CSV upload with the columns of all rows."""
    out = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, names, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return ("t.csv", out.getvalue().encode())


def xlsx_file(rows: Sequence[Mapping[str, Any]]) -> TableSource:
    """An XLSX upload with the columns of all rows; values as Python keeps them."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return xlsx_cells([names, *([row.get(name) for name in names] for row in rows)])


def xlsx_cells(rows: Sequence[Sequence[Any]]) -> tuple[str, bytes]:
    """An XLSX upload from rows of cells."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return ("t.xlsx", out.getvalue())


def with_part(workbook: bytes, part: str, content: bytes | None) -> bytes:
    """The same workbook with one part replaced, added, or left out (None)."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        if content is not None:
            new.writestr(part, content)
    return out.getvalue()


def xlsx_of_sheet_data(sheet_data: str) -> tuple[str, bytes]:
    """An XLSX upload whose sheet holds just this XML."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{space}"><sheetData>{sheet_data}</sheetData></worksheet>'
    return ("t.xlsx", with_part(xlsx_cells([["id"]])[1], SHEET_PART, xml.encode()))


def cell_moment(*parts: int) -> datetime:
    """A date and time as a spreadsheet cell holds it, without a zone."""
    return datetime(*parts)  # noqa: DTZ001 - a cell knows no zone


def faults_of(read: Callable[[], object]) -> tuple[Fault, ...]:
    """All faults of a file; each can be told in both languages."""
    with pytest.raises(InputError) as caught:
        read()
    for found in caught.value.faults:
        assert found.line("vi")
        assert found.line("en")
    return caught.value.faults


def fault_of(read: Callable[[], object]) -> Fault:
    """The only fault of a file."""
    faults = faults_of(read)
    assert len(faults) == 1, [found.line("en") for found in faults]
    return faults[0]


def read_request(**cells: str) -> RequestRecord:
    """The request of a CSV row: the usual one with some cells changed."""
    return read_request_table(**cells).records[0]


def read_request_table(**cells: str) -> Table[RequestRecord]:
    return read_requests(csv_file([REQUEST | cells]), products=PRODUCTS)


def request_fault(**cells: str) -> Fault:
    """The only fault of a CSV row: the usual one with some cells changed."""
    return fault_of(lambda: read_request_table(**cells))
