from pathlib import Path

import pytest

from routing.formats import open_sheet as opening
from routing.formats.hubs_table import read_hubs
from routing.formats.open_sheet import MAX_BYTES, open_sheet
from routing.formats.table import TableSource
from tests.unit.formats.table_files import fault_of, xlsx_cells

KNOWN = frozenset({"id", "place"})


def key_of(source: TableSource) -> str:
    return fault_of(lambda: open_sheet(source, KNOWN)).key


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    found = fault_of(lambda: open_sheet(tmp_path / "gone.csv", KNOWN))
    assert (found.key, found.file) == ("tables.no_file", "gone.csv")
    assert str(tmp_path) in found.message("en")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert key_of(tmp_path) == "tables.folder"


def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError("not yours")

    path = tmp_path / "a.csv"
    path.write_text("id\n1\n")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    found = fault_of(lambda: open_sheet(path, KNOWN))
    assert found.key == "tables.unreadable"
    assert "not yours" in found.message("vi")


def test_a_big_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as out:
        out.truncate(200 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("was read"))
    assert key_of(path) == "tables.too_big"


def test_an_upload_may_have_the_most_bytes_but_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_BYTES == 20_000_000
    monkeypatch.setattr(opening, "MAX_BYTES", 12)
    assert open_sheet(("a.csv", b"id,place\n1,b"), KNOWN).header == ("id", "place")
    assert key_of(("a.csv", b"id,place\n1,bc")) == "tables.too_big"


def test_an_empty_file_says_so() -> None:
    assert key_of(("a.csv", b"")) == "tables.empty_file"
    assert key_of(("a.csv", b"\xef\xbb\xbf\n \n\n")) == "tables.empty_file"


def test_old_excel_files_are_named_as_such() -> None:
    assert (
        key_of(("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))) == "tables.old_excel"
    )


def test_bytes_decide_and_not_the_name() -> None:
    name, workbook = xlsx_cells([["id", "place"], ["1", "b"]])
    assert open_sheet(("misnamed.csv", workbook), KNOWN).header == ("id", "place")
    assert key_of((name, b"id,place\n1,b\n")) == "tables.not_xlsx"


def test_an_upload_has_a_plain_file_name() -> None:
    sheet = open_sheet(("..\\..\\/etc/a\nb.csv", b"id,place\n1,b\n"), KNOWN)
    assert sheet.file == "ab.csv"


def test_a_file_on_disk_is_read_like_an_upload(tmp_path: Path) -> None:
    content = "id,place,open,close\nh1,Xã Bản Bo,06:00,18:00\n".encode()
    path = tmp_path / "hubs.csv"
    path.write_bytes(content)
    assert read_hubs(path) == read_hubs(("hubs.csv", content))
