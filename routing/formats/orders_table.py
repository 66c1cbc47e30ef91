"""Orders as TikTok Shop exports them: a row for each article of an order.

Columns are known by their headers in any order. Who buys, and where they live, is passed over:
nothing of it is read.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from routing.errors import Fault
from routing.formats import bounds
from routing.formats.cell_number import Bounds
from routing.formats.columns import Column, TableSpec
from routing.formats.folding import fold
from routing.formats.read_table import read_table
from routing.formats.row import Row
from routing.formats.table import TableSource
from routing.problem.records import Source
from routing.units import GRAMS_PER_KG

_WEIGHT_KG: Final = Bounds(0, 1_000_000)
"""As exported: 0 is what nobody has stated."""

_FOREIGN: Final = (
    "order_substatus cancelation_return_type normal_or_pre_order product_name variation"
    " sku_quantity_of_return sku_unit_original_price sku_subtotal_before_discount"
    " sku_platform_discount sku_seller_discount sku_subtotal_after_discount"
    " shipping_fee_after_discount original_shipping_fee shipping_fee_seller_discount"
    " shipping_fee_platform_discount payment_platform_discount buyer_service_fee taxes"
    " small_order_fee order_amount order_refund_amount created_time paid_time rts_time"
    " shipped_time delivered_time cancelled_time cancel_by cancel_reason fulfillment_type"
    " warehouse_name tracking_id delivery_option shipping_provider_name buyer_message"
    " buyer_username recipient phone country province district commune city state zipcode"
    " detail_address additional_address_information payment_method product_category"
    " seller_note checked_status checked_marked_by"
)

STATUSES: Final = (
    "To ship",
    "Awaiting shipment",
    "Awaiting collection",
    "Cần gửi",
    "Chờ vận chuyển",
    "Chờ lấy hàng",
)
"""Statuses of orders that are to be fetched, unless an installation says otherwise."""

ORDERS: Final = TableSpec(
    columns=(
        Column("order_id", required=True),
        Column("order_status", required=True),
        Column("quantity", required=True),
        Column("package_id"),
        Column("sku_id"),
        Column("seller_sku"),
        Column("weight_kg"),
        *(Column(name, use="foreign") for name in _FOREIGN.split()),
        Column("zip_code", "postcode", use="foreign"),
    ),
    needs=((("package_id",), ("sku_id",)),),
)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """So many pieces of an article in a package. Without a package the order is one.

    `weight_g` is of the whole package, None when the export does not say it.
    """

    order_id: str
    package_id: str
    sku_id: str
    seller_sku: str
    quantity: int
    weight_g: int | None
    source: Source = field(default=Source(), compare=False)


@dataclass(frozen=True, slots=True)
class OrderList:
    """What of an export is to be fetched; `skipped` counts rows of every other status."""

    lines: tuple[OrderLine, ...]
    skipped: dict[str, int]
    warnings: tuple[Fault, ...] = ()


def read_orders(source: TableSource, *, statuses: Collection[str]) -> OrderList:
    """Return the lines of orders in some statuses, whatever their case and diacritics.

    The row below the header is passed over when its order id is not a number: exports explain
    their columns there.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    reader = _Reader(frozenset(fold(status) for status in statuses))
    table = read_table(source, ORDERS, reader.read_row)
    return OrderList(table.records, dict(sorted(reader.skipped.items())), table.warnings)


class _Reader:
    """Reads row after row and remembers what packages were said to weigh."""

    def __init__(self, statuses: Collection[str]) -> None:
        self.skipped: Counter[str] = Counter()
        self._statuses = statuses
        self._weights: dict[str, tuple[int, int]] = {}
        self._is_first = True

    def read_row(self, row: Row) -> OrderLine | None:
        """Return the line of a row, None when it is not to be fetched or has a fault."""
        is_first, self._is_first = self._is_first, False
        if is_first and not _is_number(str(row.peek("order_id"))):
            return None
        status = row.text("order_status")
        if status and fold(status) not in self._statuses:
            self.skipped[status] += 1
            return None
        order_id, package_id = _read_number(row, "order_id"), _read_number(row, "package_id")
        line = OrderLine(
            order_id=order_id,
            package_id=package_id or order_id,
            sku_id=row.name("sku_id"),
            seller_sku=row.name("seller_sku"),
            quantity=row.whole("quantity", bounds.COUNT, 0),
            weight_g=row.scaled("weight_kg", GRAMS_PER_KG, _WEIGHT_KG, 0) or None,
            source=row.source,
        )
        self._compare_weight(row, line)
        return line if row.is_clean else None

    def _compare_weight(self, row: Row, line: OrderLine) -> None:
        if line.weight_g is None or not line.package_id:
            return
        weight_g, first = self._weights.setdefault(line.package_id, (line.weight_g, row.number))
        if weight_g != line.weight_g:
            row.fault(
                "tables.package_weights_differ",
                "weight_kg",
                name=line.package_id,
                value=f"{line.weight_g / GRAMS_PER_KG:g}",
                other=f"{weight_g / GRAMS_PER_KG:g}",
                first=first,
            )


def _read_number(row: Row, column: str) -> str:
    """Return an id made of digits; a spreadsheet writes long ones as 5.76E+17 and loses them."""
    found = row.name(column)
    if found and not _is_number(found):
        row.fault("tables.not_digits", column, value=found)
    return found


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit()
