"""The table of a shop's articles."""

import pytest

from routing.formats.skus_table import Sku, read_skus
from tests.unit.formats.table_files import PRODUCTS, csv_file, fault_of


def test_a_piece_weighs_what_is_said_or_its_packs() -> None:
    rows = [
        {"sku": "A", "product": "", "count": "", "weight_kg": "0.3"},
        {"sku": "B", "product": "Gạo nếp", "count": "2", "weight_kg": ""},
        {"sku": "C", "product": "tea", "count": "", "weight_kg": "?"},
    ]
    table = read_skus(csv_file(rows), products=PRODUCTS)
    # 50 kg of rice at 800 kg a cubic metre are 62.5 litres.
    assert table.records == (
        Sku("A", "", 300, 0),
        Sku("B", "rice", 50_000, 62_500),
        Sku("C", "tea", None, 0),
    )
    assert table.warnings == ()


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({"sku": ""}, "tables.empty_cell"),
        ({"weight_kg": ""}, "tables.no_weight"),
        ({"product": "gold"}, "tables.unknown_product"),
    ],
)
def test_each_wrong_cell_is_one_fault(cells: dict[str, str], key: str) -> None:
    row = {"sku": "A", "product": "", "weight_kg": "1"} | cells
    assert fault_of(lambda: read_skus(csv_file([row]), products=PRODUCTS)).key == key
