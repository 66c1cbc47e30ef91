"""The lines of a price: transport by the card, what comes on top of it, tax and rounding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

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
    SEASON = "SEASON"
    HANDLING = "HANDLING"
    MINIMUM = "MINIMUM"
    PLAN = "PLAN"
    EXPRESS = "EXPRESS"
    SHARED = "SHARED"
    CARRY = "CARRY"
    INSURANCE = "INSURANCE"
    COD = "COD"
    LINEHAUL = "LINEHAUL"
    VAT = "VAT"
    ROUNDING = "ROUNDING"


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One charge. `quantity` is in metres, grams, money or percent as the code says.

    It stands at `rate_minor`; `detail` names the tag of a handling line, or a lane.
    """

    code: LineCode
    amount_minor: int
    quantity: int = 0
    rate_minor: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Goods:
    """What is priced. A volume of 0 is unknown; a product's density then gives it."""

    weight_g: int
    volume_ml: int = 0
    product: Product | None = None
    declared_minor: int = 0
    cod_minor: int = 0

    @property
    def known_volume_ml(self) -> int:
        """The volume, by the product's density when it was not stated."""
        if self.volume_ml or self.product is None or not self.product.density_kg_m3:
            return self.volume_ml
        return divide_half_up(self.weight_g * 1000, self.product.density_kg_m3)


@dataclass(frozen=True, slots=True)
class Way:
    """The road from a pickup to where the goods are received, and the carry to the pickup."""

    distance_m: int
    duration_s: int
    climb_m: int
    carry_m: int = 0


def find_chargeable_g(card: RateCard, weight_g: int, volume_ml: int) -> int:
    """Return the weight that is charged: what the scales say or what the volume counts as."""
    return max(weight_g, divide_half_up(volume_ml * GRAMS_PER_KG, card.divisor_cm3_per_kg))


def list_card_lines(card: RateCard, goods: Goods, way: Way, on: date) -> list[QuoteLine]:
    """Return what the card asks for the pickup, whatever the plan: the ceiling of its price."""
    lines = [*_transport_lines(card, goods, way)]
    lines += _surcharge_lines(card, goods, way, on, add_up(lines))
    if add_up(lines) < card.minimum_minor:
        lines.append(QuoteLine(LineCode.MINIMUM, card.minimum_minor - add_up(lines)))
    return lines


def list_added_lines(
    card: RateCard, goods: Goods, way: Way, pickup_minor: int
) -> Iterator[QuoteLine]:
    """Yield what no plan makes cheaper: the sender's carry, insurance, money collected.

    For a carry no more is paid back than what the pickup costs.
    """
    carry = min(pickup_minor, carry_minor(card, goods.weight_g, way.carry_m))
    if carry:
        rate = card.options.carry_per_kg_km_minor
        yield QuoteLine(LineCode.CARRY, -carry, way.carry_m, rate)
    for code, value_minor, rate_of in (
        (LineCode.INSURANCE, goods.declared_minor, card.options.insurance),
        (LineCode.COD, goods.cod_minor, card.options.cod),
    ):
        fee = rate_of.fee_minor(value_minor)
        if fee:
            yield QuoteLine(code, fee, rate_of.per_10_000, value_minor)


def carry_minor(card: RateCard, weight_g: int, carry_m: int) -> int:
    """Return what a sender's carry to a meeting point is worth."""
    rate = card.options.carry_per_kg_km_minor
    return divide_half_up(weight_g * carry_m * rate, GRAMS_PER_KG * _METRES_PER_KM)


def list_closing_lines(card: RateCard, on: date, lines: Sequence[QuoteLine]) -> list[QuoteLine]:
    """Return tax, of each line by itself, and what the total is rounded down by."""
    percent = card.vat_percent(on)
    tax = sum(divide_half_up(line.amount_minor * percent, _PERCENT) for line in lines)
    closing = [QuoteLine(LineCode.VAT, tax, percent)] if tax else []
    over = (add_up(lines) + tax) % card.round_down_to_minor
    if over:
        closing.append(QuoteLine(LineCode.ROUNDING, -over, rate_minor=card.round_down_to_minor))
    return closing


def add_up(lines: Sequence[QuoteLine]) -> int:
    """Return the sum of some lines."""
    return sum(line.amount_minor for line in lines)


def _transport_lines(card: RateCard, goods: Goods, way: Way) -> Iterator[QuoteLine]:
    yield QuoteLine(LineCode.BASE, card.base_minor)
    chargeable_g = find_chargeable_g(card, goods.weight_g, goods.known_volume_ml)
    for code, quantity, rate_minor, unit in (
        (LineCode.DISTANCE, way.distance_m, card.per_km_minor, _METRES_PER_KM),
        (LineCode.CLIMB, way.climb_m, card.per_100_m_climb_minor, _CLIMB_STEP_M),
        (LineCode.WEIGHT, chargeable_g, card.per_kg_minor, GRAMS_PER_KG),
    ):
        amount = divide_half_up(quantity * rate_minor, unit)
        yield QuoteLine(code, amount, quantity, rate_minor)


def _surcharge_lines(
    card: RateCard, goods: Goods, way: Way, on: date, transport_minor: int
) -> Iterator[QuoteLine]:
    if way.duration_s > card.remote_after_min * 60:
        amount = divide_half_up(transport_minor * card.remote_percent, _PERCENT)
        yield QuoteLine(
            LineCode.REMOTE, amount, card.remote_percent, detail=str(card.remote_after_min)
        )
    season = card.options.season_percent(on)
    if season:
        amount = divide_half_up(transport_minor * season, _PERCENT)
        yield QuoteLine(LineCode.SEASON, amount, season, detail=str(on.month))
    product = goods.product
    wanted = product.tags | {*product.handling.split("|")} if product else frozenset[str]()
    for tag, percent in card.handling_percent:
        if tag in wanted:
            amount = divide_half_up(transport_minor * percent, _PERCENT)
            yield QuoteLine(LineCode.HANDLING, amount, percent, detail=tag)
