import pytest

from routing.formats import csv_sheet
from routing.formats.csv_sheet import MAX_ROWS, read_csv_sheet
from routing.formats.sheet import Sheet
from tests.unit.formats.table_files import fault_of

KNOWN = frozenset({"id", "place", "notes"})
WORDS = "id,place\n1,Xã Khun Há\n"


def read(data: bytes | str) -> Sheet:
    return read_csv_sheet("a.csv", data if isinstance(data, bytes) else data.encode(), KNOWN)


def rows_of(data: bytes | str) -> list[tuple[int, list[object]]]:
    return [(line, list(cells)) for line, cells in read(data).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_with_or_without_its_mark(encoding: str) -> None:
    sheet = read(WORDS.encode(encoding))
    assert sheet.header == ("id", "place")
    assert list(sheet.rows) == [(2, ["1", "Xã Khun Há"])]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_refused_by_name(encoding: str) -> None:
    found = fault_of(lambda: read(WORDS.encode(encoding)))
    assert found.key == "tables.utf16"
    assert "UTF-8" in found.message("vi")


def test_an_old_code_page_is_refused_where_it_shows() -> None:
    found = fault_of(lambda: read("id,place\n1,Pa Vệ Sử\n".encode("cp1258", "replace") + b"\xde"))
    assert (found.key, found.row) == ("tables.not_utf8", 3)
    assert "UTF-8" in found.message("en")


def test_the_row_of_a_wrong_byte_is_right_behind_a_mark() -> None:
    data = b"\xef\xbb\xbfid,place\n1,a\n\xff,b\n"
    found = fault_of(lambda: read(data))
    assert (found.key, found.row, dict(found.params)["value"]) == ("tables.not_utf8", 3, "0xFF")


def test_nul_bytes_are_no_table() -> None:
    found = fault_of(lambda: read(b"id,place\n1,a\n2,\0\n"))
    assert (found.key, found.row) == ("tables.binary", 3)


@pytest.mark.parametrize(("delimiter", "comma"), [(",", False), (";", True)])
def test_the_header_tells_the_separator(delimiter: str, comma: bool) -> None:
    sheet = read(f"id{delimiter}place\n1{delimiter}a\n")
    assert sheet.header == ("id", "place")
    assert sheet.decimal_comma is comma


def test_other_separators_inside_cells_do_not_mislead() -> None:
    assert read('"id";"place";"a,b,c,d,e"\n1;2;3\n').header == ("id", "place", "a,b,c,d,e")


def test_tabs_are_refused_by_name() -> None:
    assert fault_of(lambda: read("id\tplace\n1\ta\n")).key == "tables.tabs"


def test_rows_count_the_lines_inside_quotes_and_blank_ones() -> None:
    data = 'id,notes\n1,"two\nlines"\n\n , \n2,b\n'
    assert rows_of(data) == [(2, ["1", "two\nlines"]), (6, ["2", "b"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_counts_once(end: str) -> None:
    assert [line for line, _ in rows_of(end.join(["id,place", "1,a", "2,b", ""]))] == [2, 3]


def test_a_header_may_follow_blank_lines() -> None:
    sheet = read("\n\nid,place\n1,a\n")
    assert (sheet.header_row, list(sheet.rows)) == (3, [(4, ["1", "a"])])


def test_a_quote_that_never_closes_is_found_where_it_opens() -> None:
    found = fault_of(lambda: read('id,place\n1,a\n2,"b\n3,c\n4,d\n'))
    assert (found.key, found.row) == ("tables.csv_broken", 3)


def test_a_broken_header_is_refused() -> None:
    assert fault_of(lambda: read('id,"place\n1,a\n')).key == "tables.csv_broken"


def test_an_endless_cell_is_refused() -> None:
    found = fault_of(lambda: read("id,place\n1," + "a" * 140_000))
    assert (found.key, found.row) == ("tables.csv_broken", 2)


def test_more_rows_than_allowed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_ROWS == 100_000
    monkeypatch.setattr(csv_sheet, "MAX_ROWS", 2)
    assert len(rows_of("id,place\n1,a\n\n2,b\n")) == 2
    assert fault_of(lambda: read("id,place\n1,a\n2,b\n3,c\n")).key == "tables.too_many_rows"


def test_rows_can_be_read_twice() -> None:
    sheet = read(WORDS)
    assert list(sheet.rows) == list(sheet.rows)
