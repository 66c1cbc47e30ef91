import io
import zipfile
from datetime import date, time, timedelta
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from routing.formats import xlsx_archive, xlsx_sheet
from routing.formats.sheet import NO_RESULT, Sheet
from routing.formats.xlsx_sheet import read_xlsx_sheet
from tests.unit.formats.table_files import (
    SHEET_PART,
    cell_moment,
    fault_of,
    with_part,
    xlsx_cells,
    xlsx_of_sheet_data,
)


def read(source: tuple[str, bytes]) -> Sheet:
    return read_xlsx_sheet(*source)


def rows_of(source: tuple[str, bytes]) -> list[tuple[int, list[object]]]:
    return [(line, list(cells)) for line, cells in read(source).rows]


def cell_of(source: tuple[str, bytes]) -> object:
    """The first cell below the header."""
    return rows_of(source)[0][1][0]


def key_of(data: bytes) -> str:
    return fault_of(lambda: read_xlsx_sheet("a.xlsx", data)).key


def save(book: openpyxl.Workbook) -> tuple[str, bytes]:
    out = io.BytesIO()
    book.save(out)
    return ("a.xlsx", out.getvalue())


def below_header(cell: str) -> tuple[str, bytes]:
    """A sheet with the header `id` and one cell below, given as XML."""
    header = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
    return xlsx_of_sheet_data(f'{header}<row r="2">{cell}</row>')


@pytest.mark.parametrize(
    "value",
    [
        "Xã Khun Há",
        "two\nlines",
        "0912",
        "<&>'\"",
        7,
        -7,
        12.5,
        2**53,
        True,
        False,
        date(2025, 5, 19),
        cell_moment(2025, 5, 19, 14, 30, 15),
        time(6, 30),
        timedelta(hours=24),
    ],
)
def test_values_come_back_as_they_were_written(value: object) -> None:
    found = cell_of(xlsx_cells([["id"], [value]]))
    assert found == value
    assert type(found) is type(value)


def test_whole_floats_come_as_whole_numbers() -> None:
    found = cell_of(xlsx_cells([["id"], [7.0]]))
    assert found == 7
    assert isinstance(found, int)


def test_a_moment_at_midnight_is_a_date() -> None:
    assert cell_of(xlsx_cells([["id"], [cell_moment(2025, 5, 19)]])) == date(2025, 5, 19)


def test_dates_of_the_1904_calendar_are_the_same_dates() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["id"])
    book.active.append([date(2025, 5, 19)])
    assert cell_of(save(book)) == date(2025, 5, 19)


def test_seconds_are_not_lost_to_fractions_of_a_day() -> None:
    moments = [cell_moment(2025, 5, 19, 13, 59) + timedelta(seconds=i) for i in range(0, 3600, 7)]
    rows = rows_of(xlsx_cells([["id"], *([moment] for moment in moments)]))
    assert [cells[0] for _, cells in rows] == moments


def test_rows_are_numbered_as_the_spreadsheet_shows_them() -> None:
    book = openpyxl.Workbook()
    book.active["B3"], book.active["C3"] = "id", "place"
    book.active["B4"] = "1"
    book.active["B7"], book.active["C7"] = "2", "b"
    sheet = read(save(book))
    assert (sheet.header_row, sheet.header) == (3, ("", "id", "place"))
    assert rows_of(save(book)) == [(4, ["", "1"]), (7, ["", "2", "b"])]


def test_the_first_tab_is_read() -> None:
    book = openpyxl.Workbook()
    book.active.append(["first"])
    book.active.append(["row"])
    book.create_sheet("other", 1).append(["other"])
    assert read(save(book)).header == ("first",)
    book.move_sheet("other", -1)
    assert read(save(book)).header == ("other",)


def test_a_chart_before_the_first_sheet_is_passed_over() -> None:
    book = openpyxl.Workbook()
    book.active.append(["first"])
    book.create_chartsheet("chart", 0)
    assert read(save(book)).header == ("first",)


def test_a_header_wider_than_named_is_padded() -> None:
    sheet = read(xlsx_cells([["id"], ["1", "b", "c"]]))
    assert sheet.header == ("id", "", "")


def test_a_sheet_without_cells_is_empty() -> None:
    assert key_of(xlsx_cells([])[1]) == "tables.empty_file"


def test_formula_errors_are_told_and_not_blank() -> None:
    assert cell_of(below_header('<c r="A2" t="e"><v>#N/A</v></c>')) == "#N/A"


def test_a_formula_without_a_stored_result_is_told() -> None:
    assert cell_of(xlsx_cells([["id"], ["=1+1"]])) == NO_RESULT
    assert cell_of(below_header('<c r="A2"><f>1+1</f></c>')) == NO_RESULT


def test_a_formula_with_a_stored_result_is_read() -> None:
    assert cell_of(below_header('<c r="A2"><f>1+1</f><v>2</v></c>')) == 2
    kept = '<c r="A2" t="str"><f>x</f><v></v></c><c r="B2"><v>1</v></c>'
    assert rows_of(below_header(kept)) == [(2, ["", 1])]


def with_shared(texts: str, cell: str) -> tuple[str, bytes]:
    """A workbook as Excel writes it: cells refer to shared texts by number."""
    name, data = below_header(cell)
    part = "xl/_rels/workbook.xml.rels"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read(part).decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    entry = f'<Relationship Type="{kind}" Target="sharedStrings.xml" Id="rId9" /></Relationships>'
    data = with_part(data, part, relations.replace("</Relationships>", entry).encode())
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    shared = f'<sst xmlns="{space}" count="9" uniqueCount="9">{texts}</sst>'
    return (name, with_part(data, "xl/sharedStrings.xml", shared.encode()))


def test_shared_texts_are_found_by_number() -> None:
    texts = "<si><t>first</t></si><si><t/></si><si><t>Xã Khun Há</t></si>"
    assert cell_of(with_shared(texts, '<c r="A2" t="s"><v>2</v></c>')) == "Xã Khun Há"


def test_shared_texts_lose_their_reading_aids() -> None:
    texts = "<si><r><t>Khun</t></r><r><t> Há</t></r><rPh><t>khun</t></rPh></si>"
    assert cell_of(with_shared(texts, '<c r="A2" t="s"><v>0</v></c>')) == "Khun Há"


def test_one_long_shared_text_in_many_cells_takes_its_memory_once() -> None:
    cells = "".join(f'<c r="{letter}2" t="s"><v>0</v></c>' for letter in "ABCDEFGH")
    row = rows_of(with_shared(f"<si><t>{'a' * 30_000}</t></si>", cells))[0][1]
    assert len({id(cell) for cell in row}) == 1


def test_cells_may_leave_out_where_they_stand() -> None:
    data = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    sheet = read(xlsx_of_sheet_data(data))
    assert sheet.header == ("1", "2")
    assert list(sheet.rows) == [(2, [3])]


def test_escaped_line_breaks_are_read() -> None:
    cell = '<c r="A2" t="inlineStr"><is><t>a_x000D_b_x0000_</t></is></c>'
    assert cell_of(below_header(cell)) == "a\rb_x0000_"


def test_iso_dates_are_read_as_dates() -> None:
    assert cell_of(below_header('<c r="A2" t="d"><v>2025-05-19T00:00:00Z</v></c>')) == date(
        2025, 5, 19
    )


def test_prefixed_elements_are_read() -> None:
    plain = xlsx_cells([["id"], ["x"]])[1]
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    row = '<x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row>'
    xml = f'<x:worksheet xmlns:x="{space}"><x:sheetData>{row}</x:sheetData></x:worksheet>'
    assert read(("a.xlsx", with_part(plain, SHEET_PART, xml.encode()))).header == ("5",)


@pytest.mark.parametrize(
    "sheet_data",
    [
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',  # no such shared text
        '<row r="1"><c r="A1"><v>abc</v></c></row>',
        '<row r="1"><c r="AAAA1"><v>1</v></c></row>',
        '<row r="1"><c r="A9"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="-1"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1" s="-1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</c></row>',
    ],
)
def test_a_damaged_sheet_is_refused(sheet_data: str) -> None:
    assert key_of(xlsx_of_sheet_data(sheet_data)[1]) == "tables.not_xlsx"


def test_other_archives_are_no_workbooks() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "no workbook")
    assert key_of(out.getvalue()) == "tables.not_xlsx"
    assert key_of(b"PK\x03\x04" + bytes(100)) == "tables.not_xlsx"


def test_a_truncated_workbook_is_refused() -> None:
    data = xlsx_cells([["id"], ["x"]])[1]
    assert key_of(data[: len(data) // 2]) == "tables.not_xlsx"


def test_a_damaged_part_is_refused() -> None:
    data = bytearray(xlsx_cells([["id"], ["x" * 500]])[1])
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo(SHEET_PART)
    start = info.header_offset + 60
    data[start : start + 40] = bytes(40)
    assert key_of(bytes(data)) == "tables.not_xlsx"


def test_a_locked_archive_is_refused() -> None:
    data = bytearray(xlsx_cells([["id"], ["x"]])[1])
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert key_of(bytes(data)) == "tables.locked"


@pytest.mark.parametrize("encoding", ["nonsense", "rot13", "utf-7", "utf-16"])
def test_parts_in_odd_encodings_are_refused(encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?><worksheet/>'
    data = with_part(xlsx_cells([["id"]])[1], SHEET_PART, xml.encode())
    assert key_of(data) == "tables.not_xlsx"


def test_odd_compressions_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert key_of(out.getvalue()) == "tables.not_xlsx"


def test_document_types_are_refused() -> None:
    xml = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]><worksheet>&a;</worksheet>'
    data = with_part(xlsx_cells([["id"]])[1], SHEET_PART, xml.encode())
    assert key_of(data) == "tables.not_xlsx"


def test_a_zip_bomb_is_refused_by_its_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    assert xlsx_archive.MAX_UNPACKED_BYTES == 50_000_000
    data = with_part(xlsx_cells([["id"]])[1], "xl/media/zeros.bin", bytes(60_000_000))
    assert len(data) < 100_000

    def unpack(*_: object, **__: object) -> Any:
        pytest.fail("was unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", unpack)
    assert key_of(data) == "tables.xlsx_bomb"


def test_an_archive_of_very_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_archive, "MAX_PARTS", 3)
    assert key_of(xlsx_cells([["id"]])[1]) == "tables.xlsx_bomb"


@pytest.mark.parametrize(
    "sheet_data",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="4294967297"><c><v>1</v></c></row>',
    ],
)
def test_cells_far_from_the_table_are_refused(sheet_data: str) -> None:
    assert key_of(xlsx_of_sheet_data(sheet_data)[1]) in {
        "tables.sheet_too_large",
        "tables.not_xlsx",
    }


def test_many_wide_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_sheet, "MAX_SHEET_CELLS", 500)
    rows = "".join(f'<row r="{i}"><c r="CV{i}"><v>1</v></c></row>' for i in range(1, 7))
    assert key_of(xlsx_of_sheet_data(rows)[1]) == "tables.sheet_too_large"


def test_far_cells_that_are_only_formatted_do_no_harm() -> None:
    data = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row>'
    assert read(xlsx_of_sheet_data(data)).header == ("1",)


def test_more_rows_than_allowed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_sheet, "MAX_ROWS", 2)
    assert len(rows_of(xlsx_cells([["id"], ["1"], ["2"]]))) == 2
    assert key_of(xlsx_cells([["id"], ["1"], ["2"], ["3"]])[1]) == "tables.too_many_rows"
