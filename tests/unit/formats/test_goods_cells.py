from routing.formats.goods_cells import ProductNames
from routing.formats.requests_table import read_requests
from routing.problem.records import Product
from tests.unit.formats.table_files import (
    PRODUCTS,
    REQUEST,
    csv_file,
    fault_of,
    faults_of,
    read_request,
    read_request_table,
    request_fault,
)


def test_kilograms_become_grams_exactly() -> None:
    assert read_request(weight_kg="0.1").weight_g == 100
    assert read_request(weight_kg="2.6750").weight_g == 2675  # 2.67499… as a float


def test_less_than_a_gram_is_not_nothing() -> None:
    assert read_request(weight_kg="0.0004").weight_g == 1


def test_count_times_pack_weighs_a_request_without_a_weight() -> None:
    record = read_request(weight_kg="", product="rice", count="4")
    assert (record.weight_g, record.count, record.pack_g) == (100_000, 4, 25_000)
    assert "weight_g" in record.derived


def test_a_weight_that_is_given_wins_and_the_count_is_kept() -> None:
    record = read_request(weight_kg="90", product="rice", count="4")
    assert (record.weight_g, record.count) == (90_000, 4)
    assert "weight_g" not in record.derived


def test_the_density_turns_weight_into_volume() -> None:
    # 50 kg of tea at 170 kg/m3 fill 0.29411764... m3.
    record = read_request(product="tea")
    assert (record.volume_ml, record.derived) == (294_118, {"volume_ml"})


def test_a_volume_that_is_given_is_kept() -> None:
    record = read_request(product="tea", volume_m3="0.5")
    assert (record.volume_ml, record.derived) == (500_000, frozenset())


def test_an_unknown_weight_is_unknown_and_not_zero() -> None:
    record = read_request(weight_kg="?", product="rice", count="4")
    assert (record.weight_g, record.volume_ml, record.derived) == (None, 0, frozenset())


def test_a_missing_weight_is_a_fault_that_says_what_is_wanted() -> None:
    assert request_fault(weight_kg="").key == "tables.no_weight"
    assert request_fault(weight_kg="", count="4").key == "tables.count_without_product"
    assert request_fault(weight_kg="", product="tea").key == "tables.no_weight"
    found = request_fault(weight_kg="", product="herbs", count="4")
    assert found.key == "tables.product_without_pack"


def test_a_count_that_weighs_too_much_is_a_slip() -> None:
    found = request_fault(weight_kg="", product="rice", count="1000000")
    assert (found.key, found.column) == ("tables.out_of_range", "count")


def test_a_wrong_product_is_not_blamed_on_the_weight() -> None:
    assert request_fault(weight_kg="", product="gold", count="4").key == "tables.unknown_product"


def test_an_unknown_product_names_the_nearest_or_those_with_the_word_or_all() -> None:
    assert dict(request_fault(product="rise").params)["known"] == "rice"
    assert dict(request_fault(product="tick").params)["known"] == "rice"
    assert dict(request_fault(product="zzzzzz").params)["known"] == "herbs, rice, tea"


def test_products_are_known_by_id_and_by_either_name() -> None:
    for name in ("rice", "RICE", "Gạo nếp", "gao nep", "Sticky rice"):
        assert read_request(product=name).product == "rice"


def test_a_name_of_two_products_is_no_name() -> None:
    twins = {
        one: Product(one, "Chè xanh", f"Tea {one}", "", 0, 0) for one in ("green_1", "green_2")
    }
    assert ProductNames(twins).find("che xanh") == ("green_1", "green_2")
    source = csv_file([REQUEST | {"product": "Chè xanh"}])
    found = fault_of(lambda: read_requests(source, products=twins))
    assert found.key == "tables.ambiguous_product"
    assert "green_1, green_2" in found.message("vi")


def test_requests_without_a_volume_are_counted_in_a_warning() -> None:
    rows = [REQUEST, REQUEST | {"id": "r2"}, REQUEST | {"id": "r3", "product": "tea"}]
    warnings = read_requests(csv_file(rows), products=PRODUCTS).warnings
    assert [(one.key, dict(one.params)["count"]) for one in warnings] == [("tables.no_volume", 2)]
    assert read_request_table(product="tea").warnings == ()


def test_a_table_with_neither_weight_nor_count_lacks_one_column() -> None:
    row = {name: cell for name, cell in REQUEST.items() if name != "weight_kg"}
    found = faults_of(lambda: read_requests(csv_file([row]), products=PRODUCTS))
    assert [fault.key for fault in found] == ["tables.missing_column"]
