"""The table of a shop's articles: what one piece of each weighs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from routing.formats.columns import Column, TableSpec
from routing.formats.goods_cells import ProductNames, read_goods
from routing.formats.read_table import read_table
from routing.formats.row import Row
from routing.formats.table import Table, TableSource
from routing.problem.records import Product

SKUS: Final = TableSpec(
    columns=(
        Column("id", "sku", required=True),
        Column("product", "san_pham"),
        Column("count", "so_luong"),
        Column("weight_kg", "khoi_luong_kg"),
        Column("volume_m3", "the_tich_m3"),
    ),
    needs=((("weight_kg",), ("count", "product")),),
)


@dataclass(frozen=True, slots=True)
class Sku:
    """One piece of an article, known by its seller's SKU. A `weight_g` of None is unknown."""

    id: str
    product: str
    weight_g: int | None
    volume_ml: int


def read_skus(source: TableSource, *, products: Mapping[str, Product]) -> Table[Sku]:
    """Return the articles of a table.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    names = ProductNames(products)
    table = read_table(source, SKUS, lambda row: _read_sku(row, names))
    told = tuple(each for each in table.warnings if each.key != "tables.no_volume")
    return Table(table.records, told)  # small articles need no volume


def _read_sku(row: Row, names: ProductNames) -> Sku | None:
    sku_id, goods = row.id(), read_goods(row, names)
    sku = Sku(sku_id, goods.product, goods.weight_g, goods.volume_ml)
    return sku if row.is_clean else None
