"""`luco orders` on the export of the how-to."""

from pathlib import Path

from routing.formats.products_table import read_products
from routing.formats.requests_table import read_requests
from tests.unit.cli.conftest import Run

WORDS = ("--shop", "HTX", "--place", "Sin Suối Hồ", "--ready", "2025-05-19")


def test_an_export_becomes_a_table_that_can_be_planned(
    run: Run, root: Path, tmp_path: Path
) -> None:
    files = root / "docs/how-to/files"
    made = tmp_path / "requests.csv"
    ran = run("orders", files / "orders.csv", "--skus", files / "skus.csv", *WORDS, "-o", made)
    assert ran.code == 0, ran.err
    products = read_products(root / "data/sample/products.csv")
    (record,) = read_requests(made, products=products).records
    # 4 × 0.3 kg by the table of SKUs, and 3.6 kg stated; the cancelled order stays.
    assert (record.weight_g, record.count, record.shop) == (4_800, 2, "HTX")


def test_a_package_of_unknown_weight_is_named(run: Run, root: Path) -> None:
    ran = run("orders", root / "docs/how-to/files/orders.csv", *WORDS)
    assert ran.code == 0, ran.err
    assert ",2,?,," in ran.out
    assert "1152921504606846977" in ran.err
    assert run("orders", root / "docs/how-to/files/orders.csv", *WORDS, "--json").json == {
        "packages": ["1152921504606846977", "1152921504606846978"],
        "skipped": {"Canceled": 1},
    }


def test_faults_of_both_files_are_told_at_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "o.csv").write_text("Order ID,Order Status,Quantity,SKU ID\n1,To ship,x,2\n")
    (tmp_path / "s.csv").write_text("sku,weight_kg\n,1\n")
    ran = run("orders", tmp_path / "o.csv", "--skus", tmp_path / "s.csv", *WORDS, "--json")
    assert ran.code == 2
    assert {found["code"] for found in ran.json["error"]["faults"]} == {
        "tables.not_number",
        "tables.empty_cell",
    }
