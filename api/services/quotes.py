"""First quotes: the road to a hub priced by the card, marked as an estimate."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
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
from api.services.quote_roads import QuoteRoads, Road, read_location
from api.services.scope import Scope
from api.tables import Quote as QuoteRow
from routing.errors import InputError, NoPathError, RoutingError, SnapError, fault
from routing.formats.quote_words import line_words
from routing.pricing.quote import Quote, estimate_quote
from routing.problem.records import ClosureRecord, HubRecord, Product
from routing.service.standing import stand_all
from routing.texts import Lang, text

LONGEST_SEARCH_DAYS = 31


@dataclass(frozen=True, slots=True)
class _Offer:
    item: QuoteItem
    quote: Quote
    road: Road
    start: datetime
    end: datetime


def make_quotes(scope: Scope, body: QuoteCreate, lang: Lang) -> QuoteAnswer:
    """Return an offer or a refusal for each item, in the order asked."""
    hubs = load_records(scope, HubRecord)
    first, last = _find_span(body, scope.zone)
    network = scope.knowledge.network
    stored = load_records(scope, ClosureRecord, *overlapping(first, last))
    roads = QuoteRoads(network, hubs, stand_all(network, stored).records)
    at = now().astimezone(scope.zone)
    answers = [_answer(scope, roads, item, at, lang) for item in body.items]
    priced = sum(isinstance(answer, QuoteRead) for answer in answers)
    scope.record("quote", "", "create", asked=len(answers), priced=priced)
    return QuoteAnswer(items=answers)


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


def _answer(
    scope: Scope, roads: QuoteRoads, item: QuoteItem, at: datetime, lang: Lang
) -> QuoteRead | QuoteRefused:
    try:
        offer = _price(scope, roads, item, at)
    except (InputError, NoPathError, SnapError) as error:
        return _refuse(error, lang)
    read = _read(scope, offer, lang)
    row = QuoteRow(
        area_id=scope.area.id,
        id=read.quote_id,
        shop=scope.who.subject,
        expires_at=offer.quote.valid_until,
        asked=item.model_dump(mode="json", by_alias=True),
        offer=read.model_dump(mode="json"),
    )
    scope.session.add(row)
    return read


def _price(scope: Scope, roads: QuoteRoads, item: QuoteItem, at: datetime) -> _Offer:
    product = _find_product(scope, item)
    weight_g = _find_weight_g(item, product)
    origin = read_location(item.origin, roads.hubs)
    ready = first_instant(item.ready, scope.zone)
    due = last_instant(item.due, scope.zone) if item.due else None
    road = roads.find(origin, item.to, ready)
    start, end = find_window(road.hub, ready, due, scope.zone)
    quote = estimate_quote(
        scope.knowledge.card,
        distance_m=road.path.distance_m,
        duration_s=road.path.duration_s,
        climb_m=road.path.climb_m,
        weight_g=weight_g,
        volume_ml=millilitres(item.volume_m3) if item.volume_m3 else 0,
        product=product,
        on=start.date(),
        at=at,
    )
    return _Offer(item, quote, road, start, end)


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


def _read(scope: Scope, offer: _Offer, lang: Lang) -> QuoteRead:
    quote, road = offer.quote, offer.road
    option = QuoteOption(
        option_id="standard",
        level="standard",
        day=offer.start.date().isoformat(),
        window=PromiseWindow(start=offer.start.isoformat(), end=offer.end.isoformat()),
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
        options=[option],
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
