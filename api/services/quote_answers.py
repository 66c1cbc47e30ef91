"""Offers and refusals as they go out: options with their lines in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from api.identity import new_id
from api.schemas.problem import FaultRead
from api.schemas.quantities import Money, kilograms
from api.schemas.quote import (
    Handover,
    ItemError,
    PromiseWindow,
    QuoteOption,
    QuoteRead,
    QuoteRefused,
)
from api.services.kept_lines import tell_line
from api.services.living import Head
from api.services.quote_items import Asked
from api.services.scope import Scope
from routing.errors import InputError, NoPathError, RoutingError, SnapError
from routing.pricing.lanes import Departure
from routing.pricing.options import Option
from routing.pricing.quote import Quote
from routing.texts import Lang, text

CARD_OPTION = "standard"


@dataclass(frozen=True, slots=True)
class Estimate:
    """The card's price for a day, and the departure its goods would catch."""

    quote: Quote
    start: datetime
    end: datetime
    departure: Departure | None = None


def tell_offers(
    scope: Scope, asked: Asked, head: Head, offers: tuple[Option, ...], lang: Lang
) -> QuoteRead:
    """Return what the plan in force offers."""
    points = {stand.mark: stand.words for stand in asked.stands}
    horizon = head.living.problem.horizon
    options = []
    for each in offers:
        span = (horizon.local(each.window.earliest_s), horizon.local(each.window.latest_s))
        told = _option(each.id, each.level.value, span, each.quote, lang)
        told.meeting_point = points[each.meeting_point]
        told.departure = tell_departure(each.departure)
        options.append(told)
    return _read(scope, asked, offers[0].quote, options)


def tell_estimate(scope: Scope, asked: Asked, estimate: Estimate, lang: Lang) -> QuoteRead:
    """Return what the card asks, where no plan stands behind it."""
    span = (estimate.start, estimate.end)
    option = _option(CARD_OPTION, "standard", span, estimate.quote, lang)
    option.departure = tell_departure(estimate.departure)
    return _read(scope, asked, estimate.quote, [option])


def tell_departure(departure: Departure | None) -> Handover | None:
    """Return the departure that goods go on with."""
    if departure is None:
        return None
    lane = departure.lane
    return Handover(
        lane=lane.id,
        hub=lane.hub,
        gateway=lane.gateway,
        zone=lane.zone,
        closes_at=departure.closes_at.isoformat(),
        leaves_at=departure.leaves_at.isoformat(),
        arrives_on=departure.arrives_on.isoformat(),
    )


def tell_refusal(error: RoutingError, lang: Lang) -> QuoteRefused:
    """Return why an item has no offer."""
    faults = error.faults if isinstance(error, InputError) else ()
    code = {NoPathError: "NO_ROAD", SnapError: "OFF_ROAD"}.get(type(error), "BAD_INPUT")
    message = {each: text(f"api.item.{code}", each) for each in ("vi", "en")}
    return QuoteRefused(
        error=ItemError(
            code=code,
            detail=message[lang],
            message_vi=message["vi"],
            message_en=message["en"],
            errors=[FaultRead.of(each) for each in faults],
        )
    )


def _option(
    name: str,
    level: Literal["economy", "standard", "express"],
    span: tuple[datetime, datetime],
    quote: Quote,
    lang: Lang,
) -> QuoteOption:
    start, end = span
    return QuoteOption(
        option_id=name,
        level=level,
        day=start.date().isoformat(),
        window=PromiseWindow(start=start.isoformat(), end=end.isoformat()),
        price=Money(amount=quote.total_minor, currency=quote.currency),
        lines=[tell_line(line, quote.currency, lang) for line in quote.lines],
    )


def _read(scope: Scope, asked: Asked, quote: Quote, options: list[QuoteOption]) -> QuoteRead:
    road = asked.door.road
    return QuoteRead(
        quote_id=new_id("quo"),
        expires_at=quote.valid_until.isoformat(timespec="seconds"),
        estimate=quote.estimate,
        hub=road.hub.id if road.hub else "",
        distance_m=road.path.distance_m,
        duration_s=road.path.duration_s,
        chargeable_kg=kilograms(quote.chargeable_g),
        rate_card=quote.card,
        schematic=scope.knowledge.network.graph.schematic,
        options=options,
    )
