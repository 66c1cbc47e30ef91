"""The first quote: distance, climb, weight and handling by the rate card, marked an estimate."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from routing.errors import Fault, InputError, fault
from routing.pricing.rate_card import RateCard
from routing.problem.records import Product
from routing.units import GRAMS_PER_KG, divide_half_up

_PERCENT: Final = 100
_METRES_PER_KM: Final = 1000
_CLIMB_STEP_M: Final = 100


class LineCode(StrEnum):
    """Permanent codes of the lines of a quote."""

    BASE = "BASE"
    DISTANCE = "DISTANCE"
    CLIMB = "CLIMB"
    WEIGHT = "WEIGHT"
    REMOTE = "REMOTE"
    HANDLING = "HANDLING"
    MINIMUM = "MINIMUM"
    VAT = "VAT"
    ROUNDING = "ROUNDING"


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One charge. `quantity` is in metres, grams or percent as the code says, at `rate_minor`.

    `detail` names the tag of a handling line.
    """

    code: LineCode
    amount_minor: int
    quantity: int = 0
    rate_minor: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A priced offer: its lines, tax and rounding included, add up to `total_minor`.

    An `estimate` comes from the card alone, before any plan knows what the pickup adds.
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


def estimate_quote(  # noqa: PLR0913 - what a price depends on, by name
    card: RateCard,
    *,
    distance_m: int,
    duration_s: int,
    climb_m: int,
    weight_g: int | None,
    volume_ml: int = 0,
    product: Product | None = None,
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
    at
        Aware time from which the offer holds for the minutes of the card.

    Raises
    ------
    InputError
        When the weight is unknown or nothing can be priced, with every fault.
    """
    faults = [*_find_faults(card, on, weight_g, volume_ml)]
    if faults or weight_g is None:
        raise InputError(faults)
    volume_ml = volume_ml or _volume_of(weight_g, product)
    chargeable_g = find_chargeable_g(card, weight_g, volume_ml)
    lines = [*_transport_lines(card, distance_m, climb_m, chargeable_g)]
    lines += _surcharge_lines(card, duration_s, product, _sum(lines))
    if _sum(lines) < card.minimum_minor:
        lines.append(QuoteLine(LineCode.MINIMUM, card.minimum_minor - _sum(lines)))
    lines += _tax_lines(card, on, lines)
    over = _sum(lines) % card.round_down_to_minor
    if over:
        lines.append(QuoteLine(LineCode.ROUNDING, -over, rate_minor=card.round_down_to_minor))
    return Quote(
        lines=tuple(lines),
        total_minor=_sum(lines),
        currency=card.currency,
        card=card.id,
        weight_g=weight_g,
        volume_ml=volume_ml,
        chargeable_g=chargeable_g,
        distance_m=distance_m,
        duration_s=duration_s,
        climb_m=climb_m,
        on=on,
        valid_until=at + timedelta(minutes=card.quote_valid_min),
    )


def find_chargeable_g(card: RateCard, weight_g: int, volume_ml: int) -> int:
    """Return the weight that is charged: what the scales say or what the volume counts as."""
    return max(weight_g, divide_half_up(volume_ml * GRAMS_PER_KG, card.divisor_cm3_per_kg))


def _find_faults(
    card: RateCard, on: date, weight_g: int | None, volume_ml: int
) -> Iterator[Fault]:
    if weight_g is None:
        yield fault("pricing.unknown_weight", column="weight_kg")
    elif weight_g <= 0:
        yield fault("pricing.bad_weight", column="weight_kg", value=weight_g / GRAMS_PER_KG)
    if volume_ml < 0:
        yield fault("pricing.bad_volume", column="volume_m3", value=volume_ml / 1_000_000)
    if not card.holds_on(on):
        first, last = card.valid_from, card.valid_until
        yield fault(
            "pricing.card_not_valid", column="date", card=card.id, on=on, first=first, last=last
        )


def _volume_of(weight_g: int, product: Product | None) -> int:
    if product is None or not product.density_kg_m3:
        return 0
    return divide_half_up(weight_g * 1000, product.density_kg_m3)


def _transport_lines(
    card: RateCard, distance_m: int, climb_m: int, chargeable_g: int
) -> Iterator[QuoteLine]:
    yield QuoteLine(LineCode.BASE, card.base_minor)
    for code, quantity, rate_minor, unit in (
        (LineCode.DISTANCE, distance_m, card.per_km_minor, _METRES_PER_KM),
        (LineCode.CLIMB, climb_m, card.per_100_m_climb_minor, _CLIMB_STEP_M),
        (LineCode.WEIGHT, chargeable_g, card.per_kg_minor, GRAMS_PER_KG),
    ):
        amount = divide_half_up(quantity * rate_minor, unit)
        yield QuoteLine(code, amount, quantity, rate_minor)


def _surcharge_lines(
    card: RateCard, duration_s: int, product: Product | None, transport_minor: int
) -> Iterator[QuoteLine]:
    if duration_s > card.remote_after_min * 60:
        amount = divide_half_up(transport_minor * card.remote_percent, _PERCENT)
        yield QuoteLine(
            LineCode.REMOTE, amount, card.remote_percent, detail=str(card.remote_after_min)
        )
    wanted = product.tags | {*product.handling.split("|")} if product else frozenset[str]()
    for tag, percent in card.handling_percent:
        if tag in wanted:
            amount = divide_half_up(transport_minor * percent, _PERCENT)
            yield QuoteLine(LineCode.HANDLING, amount, percent, detail=tag)


def _tax_lines(card: RateCard, on: date, lines: list[QuoteLine]) -> Iterator[QuoteLine]:
    percent = card.vat_percent(on)
    tax = sum(divide_half_up(line.amount_minor * percent, _PERCENT) for line in lines)
    if tax:
        yield QuoteLine(LineCode.VAT, tax, percent)


def _sum(lines: list[QuoteLine]) -> int:
    return sum(line.amount_minor for line in lines)
