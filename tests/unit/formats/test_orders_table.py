"""Exports of TikTok Shop: by their headers, nothing of the buyer, all faults at once."""

from typing import Any

import pytest

from routing.formats.orders_table import ORDERS, STATUSES, OrderLine, OrderList, read_orders
from routing.formats.table import TableSource
from tests.unit.formats.table_files import csv_file, fault_of, faults_of, xlsx_file

LINE = {
    "Order ID": "576461413038785752",
    "Order Status": "To ship",
    "SKU ID": "1729384756123456789",
    "Seller SKU": "CHE-250",
    "Product Name": "Chè Shan tuyết",
    "Quantity": "2",
    "Weight(kg)": "0.5",
    "Recipient": "Nguyễn Thị A",
    "Province": "Hà Nội",
    "District": "Cầu Giấy",
    "Commune": "Dịch Vọng",
    "Detail Address": "Số 1",
    "Package ID": "1152921504606846977",
}
EXPLAINED = dict.fromkeys(LINE, "What this column says.")
OTHER = {"Order ID": "576461413038785753", "Package ID": "1152921504606846978"}


def read(source: TableSource) -> OrderList:
    return read_orders(source, statuses=STATUSES)


def without(*names: str, **cells: str) -> dict[str, Any]:
    return {name: cell for name, cell in {**LINE, **cells}.items() if name not in names}


@pytest.mark.parametrize("write", [csv_file, xlsx_file])
def test_a_line_is_read_in_any_order_of_columns_past_the_explanations(write: Any) -> None:
    rows = [dict(reversed(row.items())) for row in (EXPLAINED, LINE)]
    found = read(write(rows))
    assert found.lines == (
        OrderLine(
            order_id="576461413038785752",
            package_id="1152921504606846977",
            sku_id="1729384756123456789",
            seller_sku="CHE-250",
            quantity=2,
            weight_g=500,
        ),
    )
    assert found.warnings == ()


def test_the_columns_an_export_has_are_all_known() -> None:
    names = {"recipient", "province", "district", "commune", "detail_address", "product_name"}
    assert {column.name for column in ORDERS.columns if column.use == "foreign"} > names


def test_other_statuses_are_counted_and_not_read() -> None:
    gone = LINE | {"Order Status": "Đã huỷ", "Quantity": "none"}
    found = read(csv_file([LINE, gone, gone | OTHER]))
    assert (len(found.lines), found.skipped) == (1, {"Đã huỷ": 2})


def test_statuses_are_compared_without_case_and_marks() -> None:
    row = LINE | {"Order Status": "CHO LAY HANG"}
    assert len(read(csv_file([row])).lines) == 1


def test_without_a_package_the_order_is_one() -> None:
    (line,) = read(csv_file([without("Package ID")])).lines
    assert line.package_id == line.order_id


def test_a_weight_of_nothing_is_unknown() -> None:
    for stated in ("", "0", "0.000"):
        assert read(csv_file([LINE | {"Weight(kg)": stated}])).lines[0].weight_g is None


@pytest.mark.parametrize("name", ["Order ID", "Order Status", "Quantity"])
def test_needed_columns_are_asked_for(name: str) -> None:
    assert fault_of(lambda: read(csv_file([without(name)]))).key.startswith(
        "tables.missing_column"
    )


def test_package_or_sku_must_be_there() -> None:
    assert read(csv_file([without("Package ID")])).lines
    assert read(csv_file([without("SKU ID")])).lines
    assert faults_of(lambda: read(csv_file([without("SKU ID", "Package ID")])))


def test_an_id_that_a_spreadsheet_has_spoilt_is_told() -> None:
    spoilt = LINE | OTHER | {"Order ID": "5.76461E+17"}
    found = fault_of(lambda: read(csv_file([LINE, spoilt])))
    assert (found.key, found.row, found.column) == ("tables.not_digits", 3, "Order ID")
    number = LINE | OTHER | {"Package ID": 2**60}
    assert fault_of(lambda: read(xlsx_file([LINE, number]))).key == "tables.big_number"


def test_all_faults_are_told_at_their_rows() -> None:
    rows = [
        LINE,
        LINE | {"Weight(kg)": "0.7"},
        LINE | OTHER | {"Quantity": "1.5"},
        LINE | OTHER | {"Weight(kg)": "1,250"},
    ]
    found = faults_of(lambda: read(csv_file(rows)))
    assert [(each.key, each.row) for each in found] == [
        ("tables.package_weights_differ", 3),
        ("tables.not_whole", 4),
        ("tables.ambiguous_number", 5),
    ]


def test_only_the_row_below_the_header_may_explain() -> None:
    assert fault_of(lambda: read(csv_file([LINE, EXPLAINED | LINE | {"Order ID": "Total"}])))
