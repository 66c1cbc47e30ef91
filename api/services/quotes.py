"""Quotes: offers of the living plan for its days, else the card's price as an estimate."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from api.clock import now
from api.errors import not_found
from api.identity import new_id
from api.repositories import rows
from api.repositories.closures import overlapping
from api.repositories.owners import seen_by
from api.schemas.problem import FaultRead
from api.schemas.quantities import (
    Money,
    SignedMoney,
    first_instant,
    grams,
    kilograms,
    last_instant,
    millilitres,
)
from api.schemas.quote import (
    ItemError,
    PriceLine,
    PromiseWindow,
    QuoteAnswer,
    QuoteCreate,
    QuoteItem,
    QuoteOption,
    QuoteRead,
    QuoteRefused,
    StoredQuote,
)
from api.services.kept_records import load_records
from api.services.living import Head, find_head
from api.services.living_codec import dump_record
from api.services.plan_offers import Pickup, covers, list_offers
from api.services.quote_roads import QuoteRoads, Road, read_location
from api.services.scope import Scope
from api.tables import Quote as QuoteRow
from routing.errors import InputError, NoPathError, RoutingError, SnapError, fault
from routing.formats.quote_words import line_words
from routing.pricing.lines import Goods, Way
from routing.pricing.options import Option
from routing.pricing.quote import Quote, estimate_quote
from routing.problem.records import (
    ClosureRecord,
    HubRecord,
    Location,
    Product,
    RequestRecord,
)
from routing.service.standing import stand_all
from routing.texts import Lang, text

LONGEST_SEARCH_DAYS = 31


@dataclass(frozen=True, slots=True)
class _Asked:
    item: QuoteItem
    product: Product | None
    weight_g: int | None
    origin: Location
    ready: datetime
    due: datetime | None
    road: Road


@dataclass(frozen=True, slots=True)
class _Offer:
    quote: Quote
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Worked:
    """What is answered, and the rows to be written down before it is."""

    answer: QuoteAnswer
    rows: tuple[QuoteRow, ...]


def work_out_quotes(scope: Scope, body: QuoteCreate, lang: Lang) -> Worked:
    """Return an offer or a refusal for each item, in the order asked; nothing is written.

    It takes one version of the living plan and no lock: an offer holds nothing, and whether
    the plan still keeps it is asked again when it is held or accepted.
    """
    hubs = load_records(scope, HubRecord)
    first, last = _find_span(body, scope.zone)
    network = scope.knowledge.network
    stored = load_records(scope, ClosureRecord, *overlapping(first, last))
    roads = QuoteRoads(network, hubs, stand_all(network, stored).records)
    at = now().astimezone(scope.zone)
    head = find_head(scope)
    found = [_answer(scope, roads, head, item, at, lang) for item in body.items]
    answer = QuoteAnswer(items=[each for each, _ in found])
    return Worked(answer, tuple(row for _, row in found if row is not None))


def keep_quotes(scope: Scope, worked: Worked) -> QuoteAnswer:
    """Write down what was worked out, and return it."""
    rows.add_all(scope.session, worked.rows)
    asked, priced = len(worked.answer.items), len(worked.rows)
    scope.record("quote", "", "create", asked=asked, priced=priced)
    return worked.answer


def get_quote(scope: Scope, quote_id: str) -> StoredQuote:
    """Return an offer that was made.

    Raises
    ------
    ApiError
        ``NOT_FOUND``.
    """
    own = seen_by(scope.who, QuoteRow)
    row = rows.find(scope.session, QuoteRow, scope.area.id, quote_id, *own)
    if row is None:
        raise not_found("quote", quote_id)
    return StoredQuote.model_validate(
        {**row.offer, "asked": row.asked, "expired": row.expires_at <= now()}
    )


def quote_again(scope: Scope, item: QuoteItem, lang: Lang) -> QuoteRead | QuoteRefused:
    """Return a fresh offer for what was asked before."""
    worked = work_out_quotes(scope, QuoteCreate(items=(item,)), lang)
    return keep_quotes(scope, worked).items[0]


def _answer(
    scope: Scope, roads: QuoteRoads, head: Head | None, item: QuoteItem, at: datetime, lang: Lang
) -> tuple[QuoteRead | QuoteRefused, QuoteRow | None]:
    try:
        asked = _read_item(scope, roads, item)
        offers = _ask_plan(scope, head, item, asked) if head else ()
        offer = None if offers else _estimate(scope, asked, at)
    except (InputError, NoPathError, SnapError) as error:
        return _refuse(error, lang), None
    options = [_plan_option(head, each, lang) for each in offers] if head else []
    quote = offer.quote if offer else offers[0].quote
    read = _read(scope, quote, asked.road, options or [_card_option(offer, lang)])
    row = QuoteRow(
        area_id=scope.area.id,
        id=read.quote_id,
        shop=scope.who.subject,
        expires_at=quote.valid_until,
        asked=item.model_dump(mode="json", by_alias=True),
        offer=read.model_dump(mode="json"),
        basis=_basis(head, asked, offers) if head and offers else {},
    )
    return read, row


def _read_item(scope: Scope, roads: QuoteRoads, item: QuoteItem) -> _Asked:
    product = _find_product(scope, item)
    weight_g = _find_weight_g(item, product)
    origin = read_location(item.origin, roads.hubs)
    ready = first_instant(item.ready, scope.zone)
    due = last_instant(item.due, scope.zone) if item.due else None
    road = roads.find(origin, item.to, ready)
    return _Asked(item, product, weight_g, origin, ready, due, road)


def _ask_plan(scope: Scope, head: Head, item: QuoteItem, asked: _Asked) -> tuple[Option, ...]:
    """Return what the living plan offers; nothing when it does not know the days or the hub."""
    known = {hub.id for hub in head.living.inputs.hubs}
    if asked.weight_g is None or (item.to and item.to not in known):
        return ()
    if not covers(scope, head, asked.ready, asked.due):
        return ()
    return list_offers(scope, head, _pickup_of(head, asked))


def _pickup_of(head: Head, asked: _Asked) -> Pickup:
    """Return what is asked as the living plan is asked for it."""
    item, product, path = asked.item, asked.product, asked.road.path
    horizon = head.living.problem.horizon
    end = horizon.local(horizon.end_s - 1)
    goods = Goods(
        asked.weight_g or 0, millilitres(item.volume_m3) if item.volume_m3 else 0, product
    )
    record = RequestRecord(
        id=new_id("bok"),
        location=asked.origin,
        ready=max(asked.ready, horizon.local(0)),
        due=min(asked.due, end) if asked.due else end,
        weight_g=asked.weight_g,
        volume_ml=goods.known_volume_ml,
        product=item.product,
        count=item.count,
        pack_g=product.pack_g if product else 0,
        hub=item.to,
        destination=item.destination,
    )
    return Pickup(record, goods, Way(path.distance_m, path.duration_s, path.climb_m))


def _estimate(scope: Scope, asked: _Asked, at: datetime) -> _Offer:
    item, path = asked.item, asked.road.path
    start, end = find_window(asked.road.hub, asked.ready, asked.due, scope.zone)
    quote = estimate_quote(
        scope.knowledge.card,
        distance_m=path.distance_m,
        duration_s=path.duration_s,
        climb_m=path.climb_m,
        weight_g=asked.weight_g,
        volume_ml=millilitres(item.volume_m3) if item.volume_m3 else 0,
        product=asked.product,
        on=start.date(),
        at=at,
    )
    return _Offer(quote, start, end)


def _basis(head: Head, asked: _Asked, offers: tuple[Option, ...]) -> dict[str, Any]:  # Any: JSON
    """Return what an offer of the plan stands on, so that it can be accepted."""
    horizon, pickup = head.living.problem.horizon, _pickup_of(head, asked)
    return {
        "plan_id": head.plan.id,
        "version": head.version,
        "record": dump_record(pickup.record),
        "way": [pickup.way.distance_m, pickup.way.duration_s, pickup.way.climb_m],
        "options": {
            each.id: {
                "start": horizon.local(each.window.earliest_s).isoformat(),
                "end": horizon.local(each.window.latest_s).isoformat(),
                "extra_minor": each.cost.extra_minor,
                "price_minor": each.quote.total_minor,
            }
            for each in offers
        },
    }


def find_window(
    hub: HubRecord | None, ready: datetime, due: datetime | None, zone: ZoneInfo
) -> tuple[datetime, datetime]:
    """Return the opening hours of the first day on which the goods can be received.

    Without a hub any hour of the day the goods are ready will do.

    Raises
    ------
    InputError
        When the hub opens on no day between ready and due.
    """
    first = ready.astimezone(zone).date()
    for offset in range(LONGEST_SEARCH_DAYS):
        day = first + timedelta(days=offset)
        start, end = _opening(hub, day, zone)
        start, end = max(start, ready), min(end, due) if due else end
        if start < end and (hub is None or _opens_on(hub, day)):
            return start.astimezone(zone), end.astimezone(zone)
    raise InputError([fault("api.no_open_day", column="due", hub=hub.id if hub else "–")])


def _opens_on(hub: HubRecord, day: date) -> bool:
    return day.weekday() in hub.days and day not in hub.off_dates


def _opening(hub: HubRecord | None, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    midnight = datetime.combine(day, time(), zone)
    open_min, close_min = (hub.open_min, hub.close_min) if hub else (0, 24 * 60)
    return midnight + timedelta(minutes=open_min), midnight + timedelta(minutes=close_min)


def _find_product(scope: Scope, item: QuoteItem) -> Product | None:
    product = scope.knowledge.products.get(item.product)
    if item.product and product is None:
        known = ", ".join(sorted(scope.knowledge.products)[:5])
        raise InputError(
            [fault("api.unknown_product", column="product", value=item.product, near=known)]
        )
    return product


def _find_weight_g(item: QuoteItem, product: Product | None) -> int | None:
    if item.weight_kg is not None:
        return grams(item.weight_kg)
    return item.count * product.pack_g if item.count and product and product.pack_g else None


def _find_span(body: QuoteCreate, zone: ZoneInfo) -> tuple[datetime, datetime]:
    ready = [first_instant(item.ready, zone) for item in body.items]
    return min(ready), max(ready) + timedelta(days=1)


def _card_option(offer: _Offer | None, lang: Lang) -> QuoteOption:
    if offer is None:
        raise ValueError("want an offer of the card where the plan has none")
    return _option("standard", "standard", offer.start, offer.end, offer.quote, lang)


def _plan_option(head: Head, each: Option, lang: Lang) -> QuoteOption:
    horizon = head.living.problem.horizon
    start, end = (horizon.local(s) for s in (each.window.earliest_s, each.window.latest_s))
    return _option(each.id, each.level.value, start, end, each.quote, lang)


def _option(
    name: str,
    level: Literal["economy", "standard", "express"],
    start: datetime,
    end: datetime,
    quote: Quote,
    lang: Lang,
) -> QuoteOption:
    return QuoteOption(
        option_id=name,
        level=level,
        day=start.date().isoformat(),
        window=PromiseWindow(start=start.isoformat(), end=end.isoformat()),
        price=Money(amount=quote.total_minor, currency=quote.currency),
        lines=[
            PriceLine(
                code=line.code.value,
                text=line_words(line, quote.currency, lang),
                amount=SignedMoney(amount=line.amount_minor, currency=quote.currency),
            )
            for line in quote.lines
        ],
    )


def _read(scope: Scope, quote: Quote, road: Road, options: list[QuoteOption]) -> QuoteRead:
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


def _refuse(error: RoutingError, lang: Lang) -> QuoteRefused:
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
