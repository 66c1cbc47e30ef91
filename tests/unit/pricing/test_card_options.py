"""Season, insurance, collecting, carrying: lines by hand, and faults of the card."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from routing.errors import InputError
from routing.pricing.card_options import CardOptions, SeasonRate, ValueRate
from routing.pricing.levels import Level, PlanCost
from routing.pricing.lines import Goods, QuoteLine, Way
from routing.pricing.quote import Quote, price_goods
from routing.pricing.rate_card import load_rate_card
from tests.unit.pricing.test_quote import AT, CARD, ON
from tests.unit.pricing.test_rate_card import SHIPPED

OPTIONS = CardOptions(
    seasons=(SeasonRate(frozenset({5, 6}), 10),),
    insurance=ValueRate(per_10_000=50, free_minor=1_000_000),
    cod=ValueRate(per_10_000=100, minimum_minor=5_000),
    carry_per_kg_km_minor=200,
)
RICH = replace(CARD, options=OPTIONS)
WAY = Way(distance_m=23_800, duration_s=3_000, climb_m=433)


def price(goods: Goods, way: Way = WAY, on: date = ON, **more: object) -> Quote:
    return price_goods(RICH, goods, way, on=on, at=AT, **more)  # type: ignore[arg-type]


def amounts(quote: Quote) -> dict[str, int]:
    assert sum(line.amount_minor for line in quote.lines) == quote.total_minor
    return {line.code.value: line.amount_minor for line in quote.lines}


def test_a_season_is_charged_on_transport_in_its_months() -> None:
    # Transport is 91,915 (see `test_quote`); a tenth of it, half-up.
    assert amounts(price(Goods(80_000)))["SEASON"] == 9_192
    assert "SEASON" not in amounts(price(Goods(80_000), on=date(2025, 7, 1)))


@pytest.mark.parametrize(("value", "fee"), [(1_000_000, 0), (1_000_100, 1), (3_000_000, 10_000)])
def test_insurance_is_of_what_exceeds_the_free_value(value: int, fee: int) -> None:
    assert amounts(price(Goods(80_000, declared_minor=value))).get("INSURANCE", 0) == fee


@pytest.mark.parametrize(("cod", "fee"), [(0, 0), (1, 5_000), (500_000, 5_000), (900_000, 9_000)])
def test_collecting_money_costs_a_share_and_at_least_so_much(cod: int, fee: int) -> None:
    assert amounts(price(Goods(80_000, cod_minor=cod))).get("COD", 0) == fee


def test_a_carry_is_paid_back_by_weight_and_distance() -> None:
    # 80 kg x 0.6 km x 200
    assert amounts(price(Goods(80_000), replace(WAY, carry_m=600)))["CARRY"] == -9_600


def test_the_plan_changes_the_price_of_the_pickup_alone() -> None:
    goods = Goods(80_000, declared_minor=3_000_000, cod_minor=900_000)
    card = price(goods)
    ceiling = 91_915 + 9_192
    cheap = price(goods, cost=PlanCost(70_000, 70_000))
    assert card.estimate
    assert not cheap.estimate
    assert (card.planned_minor, cheap.planned_minor) == (ceiling, 77_000)
    assert amounts(cheap)["PLAN"] == 77_000 - ceiling
    assert amounts(cheap)["INSURANCE"] == amounts(card)["INSURANCE"]
    express = price(goods, cost=PlanCost(0, 0), level=Level.EXPRESS)
    assert amounts(express)["EXPRESS"] == 161_771 - ceiling  # 160 % of the card, half-up


def test_linehaul_is_a_line_with_its_own_tax() -> None:
    before, haul = price(Goods(80_000)), QuoteLine(price(Goods(1)).lines[0].code, 100_000)
    with_haul = price(Goods(80_000), linehaul=haul)
    assert amounts(with_haul)["VAT"] == amounts(before)["VAT"] + 8_000


def test_money_below_nothing_is_a_fault_each() -> None:
    with pytest.raises(InputError) as caught:
        price(Goods(80_000, declared_minor=-1, cod_minor=-2))
    assert [found.column for found in caught.value.faults] == ["declared_minor", "cod_minor"]


@pytest.mark.parametrize(
    "text",
    [
        "[[season]]\nmonths = [13]\npercent = 5",
        "[[season]]\nmonths = [4]\npercent = -5",
        "[[season]]\nmonths = 4\npercent = 5",
    ],
)
def test_a_bad_season_is_a_fault(tmp_path: Path, text: str) -> None:
    assert faults_of(tmp_path, f"{SHIPPED}\n{text}\n") == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("floor_percent = 60", "floor_percent = 101"),
        ("margin_percent = 10", "margin = 10"),
        ("per_kg_km_minor = 200", "per_kg_km_minor = -1"),
        ("free_minor = 1_000_000", 'free_minor = "much"'),
    ],
)
def test_a_bad_option_is_a_fault(tmp_path: Path, old: str, new: str) -> None:
    assert old in SHIPPED
    assert faults_of(tmp_path, SHIPPED.replace(old, new)) == 1


def faults_of(folder: Path, text: str) -> int:
    path = folder / "card.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        load_rate_card(path)
    return len(caught.value.faults)


def test_options_may_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "card.toml"
    path.write_text(SHIPPED[: SHIPPED.index("[insurance]")], "utf-8")
    assert load_rate_card(path).options == CardOptions()
