"""First quotes, with every line worked out by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from routing.errors import InputError
from routing.pricing.lines import LineCode, find_chargeable_g
from routing.pricing.quote import Quote, estimate_quote
from routing.pricing.rate_card import RateCard, VatRate, load_rate_card
from routing.problem.records import Product

ON = date(2025, 5, 20)
AT = datetime(2025, 5, 19, 8, 0, tzinfo=UTC)
TEA = Product("tea", "Chè", "Tea", "thùng", 10_000, 170)
FISH = Product(
    "fish", "Cá", "Fish", "thùng", 20_000, 600, handling="fragile", tags=frozenset({"cold"})
)
CARD = RateCard(
    id="test",
    name_vi="thử",
    name_en="test",
    currency="VND",
    valid_from=date(2025, 1, 1),
    valid_until=date(2027, 12, 31),
    quote_valid_min=30,
    minimum_minor=30_000,
    round_down_to_minor=1_000,
    divisor_cm3_per_kg=5_000,
    base_minor=20_000,
    per_km_minor=900,
    per_kg_minor=550,
    per_100_m_climb_minor=1_500,
    remote_after_min=120,
    remote_percent=20,
    handling_percent=(("cold", 30), ("fragile", 10)),
    vat=(VatRate(date(2024, 7, 1), 8), VatRate(date(2027, 1, 1), 10)),
)


def quote(card: RateCard = CARD, **changes: object) -> Quote:
    asked = {
        "distance_m": 23_800,
        "duration_s": 3_000,
        "climb_m": 433,
        "weight_g": 80_000,
        "volume_ml": 0,
        "product": None,
        "on": ON,
        "at": AT,
    }
    return estimate_quote(card, **(asked | changes))


def amounts(priced: Quote) -> dict[str, int]:
    return {line.code + line.detail: line.amount_minor for line in priced.lines}


def test_lines_are_those_worked_out_by_hand() -> None:
    # 23.8 km × 900 = 21,420; 433 m × 15/m = 6,495; 80 kg × 550 = 44,000; with the base 91,915.
    # VAT 8 % line by line: 1,600 + 1,713.6 + 519.6 + 3,520 = 1,600 + 1,714 + 520 + 3,520.
    # 91,915 + 7,354 = 99,269, rounded down to 99,000.
    priced = quote()
    assert amounts(priced) == {
        "BASE": 20_000,
        "DISTANCE": 21_420,
        "CLIMB": 6_495,
        "WEIGHT": 44_000,
        "VAT": 7_354,
        "ROUNDING": -269,
    }
    assert priced.total_minor == 99_000
    assert priced.estimate


def test_lines_always_add_up_to_the_total() -> None:
    for weight_g in (1, 999, 80_001, 1_250_000):
        priced = quote(weight_g=weight_g, product=FISH, duration_s=9_000)
        assert sum(line.amount_minor for line in priced.lines) == priced.total_minor
        assert priced.total_minor % 1_000 == 0


def test_bulky_goods_are_charged_by_volume() -> None:
    # 80 kg of tea at 170 kg/m³ fill 470.588 l; at 5 l per kg they count as 94.118 kg.
    priced = quote(product=TEA)
    assert priced.volume_ml == 470_588
    assert priced.chargeable_g == 94_118


def test_a_measured_volume_wins_over_the_density() -> None:
    assert quote(product=TEA, volume_ml=500_000).chargeable_g == 100_000


@pytest.mark.parametrize(
    ("volume_ml", "chargeable_g"), [(399_995, 80_000), (400_000, 80_000), (400_005, 80_001)]
)
def test_volume_counts_from_where_it_outweighs_the_scales(
    volume_ml: int, chargeable_g: int
) -> None:
    assert find_chargeable_g(CARD, 80_000, volume_ml) == chargeable_g


@pytest.mark.parametrize(("duration_s", "remote"), [(7_200, None), (7_201, 18_383)])
def test_remote_surcharge_starts_above_its_bound(duration_s: int, remote: int | None) -> None:
    # 20 % of 91,915
    assert amounts(quote(duration_s=duration_s)).get("REMOTE120") == remote


def test_handling_is_surcharged_by_tag_and_by_handling() -> None:
    # 30 % and 10 % of 91,915; fish is dense, so weight decides.
    lines = amounts(quote(product=FISH))
    assert (lines["HANDLINGcold"], lines["HANDLINGfragile"]) == (27_575, 9_192)


def test_small_goods_are_raised_to_the_minimum() -> None:
    # 20,000 + 900 + 0 + 550 = 21,450: 8,550 short of 30,000. Tax: 1,600 + 72 + 44 + 684.
    priced = quote(distance_m=1_000, climb_m=0, weight_g=1_000)
    assert amounts(priced)["MINIMUM"] == 8_550
    assert priced.total_minor == 32_000


def test_tax_is_that_of_the_pickup_day() -> None:
    assert amounts(quote(on=date(2026, 12, 31)))["VAT"] == 7_354
    assert amounts(quote(on=date(2027, 1, 1)))["VAT"] == 9_192  # 2,000 + 2,142 + 650 + 4,400


def test_an_offer_holds_for_the_minutes_of_the_card() -> None:
    assert quote().valid_until == AT + timedelta(minutes=30)


def test_unknown_weight_is_an_error_and_not_zero() -> None:
    with pytest.raises(InputError) as caught:
        quote(weight_g=None)
    assert [found.key for found in caught.value.faults] == ["pricing.unknown_weight"]


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        quote(weight_g=0, volume_ml=-1, on=date(2028, 1, 1))
    keys = [found.key for found in caught.value.faults]
    assert keys == ["pricing.bad_weight", "pricing.bad_volume", "pricing.card_not_valid"]
    assert "2027-12-31" in caught.value.faults[2].message("vi")


def test_the_shipped_card_prices_goods() -> None:
    priced = quote(replace(load_rate_card(), round_down_to_minor=1))
    assert priced.total_minor > 0
    assert LineCode.ROUNDING not in {line.code for line in priced.lines}
