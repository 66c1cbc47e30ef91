"""The table of products: their packs, how dense they are, how they ride."""

from typing import Final

from routing.formats import bounds
from routing.formats.columns import Column, TableSpec
from routing.formats.folding import fold
from routing.formats.read_table import read_table
from routing.formats.row import Row
from routing.formats.table import Table, TableSource
from routing.problem.records import Product
from routing.units import GRAMS_PER_KG

PRODUCTS: Final = TableSpec(
    columns=(
        Column("id", "ma", required=True),
        Column("name_vi", "ten", required=True),
        Column("name_en", "ten_tieng_anh"),
        Column("pack_vi", "quy_cach"),
        Column("pack_kg", "kg_moi_kien"),
        Column("density_kg_m3", "ty_trong_kg_m3"),
        Column("max_hours_in_vehicle", "gio_toi_da_tren_xe"),
        Column("handling", "bao_quan"),
        Column("tags", "nhan"),
    ),
)


def read_products(source: TableSource) -> dict[str, Product]:
    """Return the products of a table by id.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    return {product.id: product for product in read_product_table(source).records}


def read_product_table(source: TableSource) -> Table[Product]:
    """Return the products of a table with its warnings.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    return read_table(source, PRODUCTS, _read_product)


def _read_product(row: Row) -> Product | None:
    name_vi = row.text("name_vi")
    hours = row.decimal("max_hours_in_vehicle", bounds.HOURS)
    product = Product(
        id=row.id(),
        name_vi=name_vi,
        name_en=row.text("name_en") or name_vi,
        pack_vi=row.text("pack_vi"),
        pack_g=row.scaled("pack_kg", GRAMS_PER_KG, bounds.WEIGHT_KG, 0),
        density_kg_m3=row.whole("density_kg_m3", bounds.DENSITY, 0),
        max_hours_in_vehicle=float(hours or 0),
        handling=row.text("handling"),
        tags=frozenset(fold(tag) for tag in row.words("tags")),
    )
    return product if row.is_clean else None
