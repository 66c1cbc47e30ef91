"""The price formulas, with numbers worked out by hand."""

import pytest

from routing.pricing.card_options import PlanRule
from routing.pricing.levels import Level, PlanCost, price_by_plan
from routing.pricing.share import charge_minor

RULE = PlanRule(floor_percent=60, margin_percent=10, marginal_percent=50, express_percent=160)


@pytest.mark.parametrize("level", [Level.ECONOMY, Level.STANDARD])
@pytest.mark.parametrize(
    ("extra", "share", "price"),
    [
        (60_000, 100_000, 88_000),  # 1.1 x the middle of both
        (0, 0, 60_000),  # the floor: 60 % of the card
        (54_545, 54_545, 60_000),  # 59,999.5 rounds up to the floor
        (300_000, 300_000, 100_000),  # the card is the ceiling
    ],
)
def test_a_price_lies_between_floor_and_card(
    level: Level, extra: int, share: int, price: int
) -> None:
    assert price_by_plan(level, 100_000, PlanCost(extra, share), RULE) == price


def test_express_costs_at_least_its_card_and_what_it_adds() -> None:
    assert price_by_plan(Level.EXPRESS, 100_000, PlanCost(0, 0), RULE) == 160_000
    assert price_by_plan(Level.EXPRESS, 100_000, PlanCost(200_000, 0), RULE) == 220_000


def test_what_alone_opens_a_vehicle_day_late_pays_like_express() -> None:
    cost = PlanCost(200_000, 0)
    late = price_by_plan(Level.STANDARD, 100_000, cost, RULE, opens_late=True)
    assert late == price_by_plan(Level.EXPRESS, 100_000, cost, RULE)


@pytest.mark.parametrize("level", list(Level))
def test_nothing_costs_more_than_a_vehicle_of_its_own(level: Level) -> None:
    assert price_by_plan(level, 100_000, PlanCost(40_000, 40_000, 40_000), RULE) == 44_000


def test_a_charge_is_the_share_with_the_margin_and_never_above_the_quote() -> None:
    assert charge_minor(88_000, 50_005, RULE) == 55_006
    assert charge_minor(88_000, 90_000, RULE) == 88_000
