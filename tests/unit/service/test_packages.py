"""Packages: what an export says of their weight, what the pieces weigh, and their pickup."""

from datetime import UTC, datetime

from routing.formats.orders_table import OrderLine
from routing.formats.skus_table import Sku
from routing.problem.records import Location
from routing.service.packages import (
    Package,
    Sender,
    join_pickups,
    pickup_of,
    warn_of_unknown,
    weigh_packages,
)

SKUS = {
    "TEA": Sku("TEA", "tea", 300, 1_000),
    "17": Sku("17", "honey", 1_500, 0),
    "?": Sku("?", "tea", None, 0),
}
START, END = datetime(2025, 5, 19, tzinfo=UTC), datetime(2025, 5, 20, tzinfo=UTC)
SENDER = Sender("HTX", Location("Pa So"), "pt", "Páo", "0912")


def line(
    package: str, sku: str = "TEA", number: int = 1, weight_g: int | None = None
) -> OrderLine:
    return OrderLine(f"o{package}", package, "17", sku, number, weight_g)


def test_what_is_stated_of_a_package_counts_once() -> None:
    (found,) = weigh_packages([line("1", weight_g=900), line("1", "none", weight_g=900)], {})
    assert (found.id, found.weight_g) == ("1", 900)


def test_pieces_are_summed_where_nothing_is_stated() -> None:
    # 4 × 300 g and, by the platform's SKU, 2 × 1500 g.
    (found,) = weigh_packages([line("1", number=4), line("1", "other", number=2)], SKUS)
    assert (found.weight_g, found.volume_ml, found.product) == (4_200, 4_000, "")


def test_one_piece_of_unknown_weight_makes_the_package_unknown() -> None:
    found = weigh_packages([line("1"), line("1", "?"), line("2")], SKUS)
    assert [each.weight_g for each in found] == [None, 300]
    (told,) = warn_of_unknown(found)
    assert dict(told.params)["name"] == "1"
    assert weigh_packages([line("1", "none")], {"TEA": SKUS["TEA"]})[0].weight_g is None


def test_a_pickup_fetches_all_packages() -> None:
    packages = [Package("1", "o1", 300, 10, "tea"), Package("2", "o2", 500, 20, "tea")]
    made = pickup_of(packages, SENDER, "r", START, END)
    assert (made.weight_g, made.volume_ml, made.count, made.product) == (800, 30, 2, "tea")
    assert (made.shop, made.hub, made.contact_phone) == ("HTX", "pt", "0912")


def test_an_unknown_package_makes_the_pickup_unknown() -> None:
    packages = [Package("1", "o1", 300, product="tea"), Package("2", "o2", None)]
    made = pickup_of(packages, SENDER, "r", START, END)
    assert (made.weight_g, made.product) == (None, "")


def test_joined_pickups_fetch_what_both_would() -> None:
    first = pickup_of([Package("1", "o1", 300, 10, "tea")], SENDER, "a", START, END)
    more = pickup_of([Package("2", "o2", 200, 5, "rice")], SENDER, "b", START, END)
    joined = join_pickups(first, more)
    assert (joined.id, joined.weight_g, joined.volume_ml, joined.count) == ("a", 500, 15, 2)
    assert joined.product == ""
