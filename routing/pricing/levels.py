"""Service levels, and how the price of each follows the plan below the card's ceiling."""

from dataclasses import dataclass
from enum import StrEnum

from routing.pricing.card_options import PlanRule
from routing.units import NO_LIMIT, divide_half_up


class Level(StrEnum):
    """What is promised: a range of dates, a date, or an interval at once."""

    ECONOMY = "economy"
    STANDARD = "standard"
    EXPRESS = "express"


@dataclass(frozen=True, slots=True)
class PlanCost:
    """What a pickup costs us by the plan.

    `extra_minor` is what it adds now, `share_minor` what its share of its route is expected to
    be, `alone_minor` what a vehicle for it alone costs.
    """

    extra_minor: int
    share_minor: int
    alone_minor: int = NO_LIMIT


def price_by_plan(
    level: Level, card_minor: int, cost: PlanCost, rule: PlanRule, *, opens_late: bool = False
) -> int:
    """Return the price of a pickup before tax and before what no plan makes cheaper.

    Economy and standard cost the middle, by `marginal_percent`, of what the pickup adds and of
    its expected share, with the margin; at least the floor and never more than the card.
    Express, and what alone `opens_late` a vehicle-day after its cut-off, costs at least the
    card's express price. Nothing costs more than a vehicle for it alone, with the margin.
    """
    dear = level is Level.EXPRESS or opens_late
    alone_minor = rule.with_margin(min(cost.alone_minor, NO_LIMIT))
    if dear:
        least = divide_half_up(card_minor * rule.express_percent, 100)
        return min(alone_minor, max(least, rule.with_margin(cost.extra_minor)))
    other = 100 - rule.marginal_percent
    mixed = rule.marginal_percent * cost.extra_minor + other * cost.share_minor
    wanted = divide_half_up(mixed * (100 + rule.margin_percent), 100 * 100)
    floor = divide_half_up(card_minor * rule.floor_percent, 100)
    return min(card_minor, alone_minor, max(floor, wanted))
