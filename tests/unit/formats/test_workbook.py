from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from routing.formats.labels import Contact, Labels
from routing.formats.workbook import plan_workbook
from tests.unit.formats.plans import small_plan

SUMMARY = {
    "plan": {"parts": 4, "served_g": 2_501_000, "cost_minor": 2_040_254, "co2_g": 104_946},
    "own_motorbike": {"parts": 3, "served_g": 1_600_500, "cost_minor": 9_000_000, "co2_g": 80_000},
    "one_village": {"parts": 4, "served_g": 2_501_000, "cost_minor": 3_000_000, "co2_g": 200_000},
}


def written(tmp_path, plan=None, **options) -> Workbook:
    path = tmp_path / "plan.xlsx"
    plan_workbook(plan or small_plan(), path, **options)
    return load_workbook(path)


def table(book: Workbook, name: str) -> list[dict]:
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_there_are_four_sheets_with_a_frozen_head(tmp_path) -> None:
    book = written(tmp_path)
    assert book.sheetnames == ["Tuyến", "Điểm dừng", "Chưa xếp", "Tóm tắt"]
    assert [sheet.freeze_panes for sheet in book] == ["A2"] * 4
    assert written(tmp_path, lang="en").sheetnames == ["Routes", "Stops", "Left out", "Summary"]


def test_quantities_are_in_the_units_their_heads_name(tmp_path) -> None:
    row = table(written(tmp_path), "Tuyến")[0]
    assert row["Quãng đường, km"] == 97.9
    assert row["Lái xe, giờ"] == 3
    assert row["Chở nhiều nhất, kg"] == 1250.5
    assert row["Hệ số tải"] == pytest.approx(0.2501)
    assert row["Chi phí, VND"] == 1_020_127
    assert row["Bắt đầu"] == datetime(2025, 5, 19, 6, 0)  # noqa: DTZ001 - Excel's times are local


def test_stops_tell_goods_times_and_whom_to_call(tmp_path) -> None:
    labels = Labels(
        products={"tea_shan": ("Chè Shan tuyết", "Shan Tuyết tea")},
        contacts={"r1": Contact("A Páo", "0912 345 678")},
    )
    row = table(written(tmp_path, labels=labels), "Điểm dừng")[1]
    assert row["Sản phẩm"] == "Chè Shan tuyết"
    assert row["Gọi"] == "A Páo 0912 345 678"
    assert row["Phần"] == "1 / 2"
    assert row["Khối lượng, kg"] == 350
    assert row["Chặng, phút"] == 48


def test_no_cell_is_a_formula(tmp_path) -> None:
    book = written(tmp_path)
    assert table(book, "Điểm dừng")[3]["Mã yêu cầu"] == "'=r2"
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


def test_reasons_are_in_words_and_an_unknown_weight_is_blank(tmp_path) -> None:
    dropped, deferred = table(written(tmp_path), "Chưa xếp")
    assert (dropped["Mã lý do"], dropped["Lý do"]) == ("CLASS_ACCESS", "đường = 3: cần 2,5 m")
    assert deferred["Tình trạng"] == "để kỳ sau"
    assert deferred["Khối lượng, kg"] is None


def test_the_summary_stands_beside_its_baselines(tmp_path) -> None:
    rows = {row["Chỉ tiêu"]: row for row in table(written(tmp_path, summary=SUMMARY), "Tóm tắt")}
    assert rows["Hàng chở, kg"] == {
        "Chỉ tiêu": "Hàng chở, kg",
        "Kế hoạch": 2501,
        "Tự chở xe máy": 1600.5,
        "Mỗi chuyến một bản": 2501,
    }
    assert rows["CO₂, kg"]["Kế hoạch"] == pytest.approx(104.946)


def test_without_a_summary_the_plan_adds_itself_up(tmp_path) -> None:
    rows = {row["Chỉ tiêu"]: row["Kế hoạch"] for row in table(written(tmp_path), "Tóm tắt")}
    assert rows["Lần lấy hàng"] == 4
    assert rows["Chi phí, VND"] == 2_040_254
    assert "CO₂, kg" not in rows


def test_money_with_decimals_is_in_whole_units(tmp_path) -> None:
    euros = replace(small_plan(), currency="EUR")
    assert table(written(tmp_path, euros), "Tuyến")[0]["Chi phí, EUR"] == 10_201.27


def test_the_same_plan_gives_the_same_bytes(tmp_path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        plan_workbook(small_plan(), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_an_empty_plan_has_heads_only(tmp_path) -> None:
    empty = replace(small_plan(routes=()), dropped=())
    book = written(tmp_path, empty)
    assert table(book, "Tuyến") == []
    assert table(book, "Chưa xếp") == []
