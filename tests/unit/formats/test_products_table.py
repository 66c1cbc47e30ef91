import pytest

from routing.formats.products_table import read_product_table, read_products
from routing.problem.records import Product
from tests.unit.formats.table_files import csv_file, fault_of

TEA = {"id": "tea", "name_vi": "Chè Shan tuyết"}


def test_a_product_is_kept_in_all_its_fields() -> None:
    row = TEA | {
        "name_en": "Shan tea",
        "pack_vi": "thùng 10 kg",
        "pack_kg": "10.5",
        "density_kg_m3": "170",
        "max_hours_in_vehicle": "7.5",
        "handling": "keep_dry",
        "tags": "odour_sensitive|fresh",
    }
    assert read_products(csv_file([row])) == {
        "tea": Product(
            "tea",
            "Chè Shan tuyết",
            "Shan tea",
            "thùng 10 kg",
            10_500,
            170,
            7.5,
            "keep_dry",
            frozenset({"odour_sensitive", "fresh"}),
        )
    }


def test_a_product_without_pack_and_density_has_none() -> None:
    product = read_products(csv_file([TEA]))["tea"]
    assert (product.pack_g, product.density_kg_m3, product.name_en) == (0, 0, "Chè Shan tuyết")


def test_unknown_columns_of_products_are_warnings() -> None:
    table = read_product_table(csv_file([TEA | {"colour": "green"}]))
    assert [warning.key for warning in table.warnings] == ["tables.unknown_column"]


@pytest.mark.parametrize(
    ("cells", "key", "column"),
    [
        ({"name_vi": ""}, "tables.empty_cell", "name_vi"),
        ({"pack_kg": "0"}, "tables.out_of_range", "pack_kg"),
        ({"density_kg_m3": "0"}, "tables.out_of_range", "density_kg_m3"),
        ({"density_kg_m3": "170.5"}, "tables.not_whole", "density_kg_m3"),
        ({"max_hours_in_vehicle": "-1"}, "tables.out_of_range", "max_hours_in_vehicle"),
    ],
)
def test_each_wrong_cell_is_one_fault(cells: dict[str, str], key: str, column: str) -> None:
    found = fault_of(lambda: read_products(csv_file([TEA | cells])))
    assert (found.key, found.row, found.column) == (key, 2, column)
