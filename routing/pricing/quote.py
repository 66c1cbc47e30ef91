"""Quotes: a price by the card, or by the card and the plan, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from routing.errors import Fault, InputError, fault
from routing.pricing.levels import Level, PlanCost, price_by_plan
from routing.pricing.lines import (
    Goods,
    LineCode,
    QuoteLine,
    Way,
    add_up,
    find_chargeable_g,
    list_added_lines,
    list_card_lines,
    list_closing_lines,
)
from routing.pricing.rate_card import RateCard
from routing.problem.records import Product
from routing.units import GRAMS_PER_KG

NO_LINEHAUL: Final = QuoteLine(LineCode.LINEHAUL, 0)


@dataclass(frozen=True, slots=True)
class Quote:
    """A priced offer: its lines, tax and rounding included, add up to `total_minor`.

    An `estimate` comes from the card alone, before any plan knows what the pickup adds.
    `planned_minor` is what of it is paid for the pickup itself, without tax: what a share of
    the route is held against.
    """

    lines: tuple[QuoteLine, ...]
    total_minor: int
    currency: str
    card: str
    weight_g: int
    volume_ml: int
    chargeable_g: int
    distance_m: int
    duration_s: int
    climb_m: int
    on: date
    valid_until: datetime
    estimate: bool = True
    planned_minor: int = 0


def estimate_quote(  # noqa: PLR0913 - what a price depends on, by name
    card: RateCard,
    *,
    distance_m: int,
    duration_s: int,
    climb_m: int,
    weight_g: int | None,
    volume_ml: int = 0,
    product: Product | None = None,
    declared_minor: int = 0,
    cod_minor: int = 0,
    linehaul: QuoteLine = NO_LINEHAUL,
    on: date,
    at: datetime,
) -> Quote:
    """Return the card's price for fetching goods on a day, asked for at a moment.

    Each line is rounded half-up, tax is taken of each line and rounded likewise, and what the
    total is rounded down by stands in a line of its own. A volume of 0 is unknown; a product's
    density then gives it.

    Parameters
    ----------
    distance_m, duration_s, climb_m
        Of the road from the pickup to where the goods are received.
    declared_minor, cod_minor
        What the goods are worth, and the money to be collected for them.
    linehaul
        What the way from the hub to the destination costs.
    at
        Aware time from which the offer holds for the minutes of the card.

    Raises
    ------
    InputError
        When the weight is unknown or nothing can be priced, with every fault.
    """
    if weight_g is None:
        faults = [fault("pricing.unknown_weight", column="weight_kg")]
        raise InputError([*faults, *_find_faults(card, on, Goods(1, volume_ml))])
    goods = Goods(weight_g, volume_ml, product, declared_minor, cod_minor)
    way = Way(distance_m, duration_s, climb_m)
    return price_goods(card, goods, way, on=on, at=at, linehaul=linehaul)


def price_goods(  # noqa: PLR0913 - what a price depends on, by name
    card: RateCard,
    goods: Goods,
    way: Way,
    *,
    on: date,
    at: datetime,
    level: Level = Level.STANDARD,
    cost: PlanCost | None = None,
    opens_late: bool = False,
    linehaul: QuoteLine = NO_LINEHAUL,
) -> Quote:
    """Return the price of fetching goods, by the card alone or by what the plan says it costs.

    Parameters
    ----------
    cost
        What the plan says; without it the price is an estimate.
    opens_late
        Whether it alone opens a vehicle-day after its cut-off.
    linehaul
        What the way from the hub to the destination costs.

    Raises
    ------
    InputError
        With every fault, when nothing can be priced.
    """
    faults = [*_find_faults(card, on, goods)]
    if faults:
        raise InputError(faults)
    lines = list_card_lines(card, goods, way, on)
    if cost is not None:
        ceiling = add_up(lines)
        change = price_by_plan(level, ceiling, cost, card.options.plan, opens_late=opens_late)
        if change != ceiling:
            code = LineCode.PLAN if change < ceiling else LineCode.EXPRESS
            lines.append(QuoteLine(code, change - ceiling))
    planned_minor = add_up(lines)
    lines += list_added_lines(card, goods, way, planned_minor)
    lines += [linehaul] if linehaul.amount_minor else []
    lines += list_closing_lines(card, on, lines)
    return Quote(
        lines=tuple(lines),
        total_minor=add_up(lines),
        currency=card.currency,
        card=card.id,
        weight_g=goods.weight_g,
        volume_ml=goods.known_volume_ml,
        chargeable_g=find_chargeable_g(card, goods.weight_g, goods.known_volume_ml),
        distance_m=way.distance_m,
        duration_s=way.duration_s,
        climb_m=way.climb_m,
        on=on,
        valid_until=at + timedelta(minutes=card.quote_valid_min),
        estimate=cost is None,
        planned_minor=planned_minor,
    )


def _find_faults(card: RateCard, on: date, goods: Goods) -> Iterator[Fault]:
    if goods.weight_g <= 0:
        value = goods.weight_g / GRAMS_PER_KG
        yield fault("pricing.bad_weight", column="weight_kg", value=value)
    if goods.volume_ml < 0:
        value = goods.volume_ml / 1_000_000
        yield fault("pricing.bad_volume", column="volume_m3", value=value)
    for name in ("declared_minor", "cod_minor"):
        value = getattr(goods, name)
        if value < 0:
            yield fault("pricing.bad_value", column=name, value=value)
    if not card.holds_on(on):
        first, last = card.valid_from, card.valid_until
        yield fault(
            "pricing.card_not_valid", column="date", card=card.id, on=on, first=first, last=last
        )
