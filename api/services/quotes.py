"""Quotes: offers of the living plan for its days, else the card's price as an estimate."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from api.clock import now
from api.errors import not_found
from api.identity import new_id
from api.repositories import rows
from api.repositories.closures import overlapping
from api.repositories.owners import seen_by
from api.schemas.quantities import first_instant
from api.schemas.quote import (
    QuoteAnswer,
    QuoteCreate,
    QuoteItem,
    QuoteRead,
    QuoteRefused,
    StoredQuote,
)
from api.services.hauls import Hauls, load_hauls, want_departure
from api.services.kept_lines import dump_line
from api.services.kept_records import load_records
from api.services.living import Head, find_head
from api.services.living_codec import dump_record
from api.services.plan_offers import Pickup, covers, list_offers
from api.services.quote_answers import Estimate, tell_estimate, tell_offers, tell_refusal
from api.services.quote_items import Asked, Stand, read_item
from api.services.quote_roads import QuoteRoads
from api.services.scope import Scope
from api.tables import Quote as QuoteRow
from routing.errors import InputError, NoPathError, SnapError, fault
from routing.pricing.lanes import linehaul_line
from routing.pricing.lines import find_chargeable_g
from routing.pricing.options import Option
from routing.pricing.quote import NO_LINEHAUL, estimate_quote
from routing.problem.records import ClosureRecord, HubRecord, RequestRecord
from routing.service.standing import stand_all
from routing.texts import Lang

LONGEST_SEARCH_DAYS = 31


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
    head, hauls = find_head(scope), load_hauls(scope)
    found = [_answer(scope, roads, hauls, head, item, at, lang) for item in body.items]
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
    scope: Scope,
    roads: QuoteRoads,
    hauls: Hauls,
    head: Head | None,
    item: QuoteItem,
    at: datetime,
    lang: Lang,
) -> tuple[QuoteRead | QuoteRefused, QuoteRow | None]:
    try:
        asked = read_item(scope, roads, hauls, item)
        pickups = _list_pickups(scope, head, asked) if head else ()
        offers = list_offers(scope, head, pickups) if head and pickups else ()
        if head and offers:
            read = tell_offers(scope, asked, head, offers, lang)
        else:
            read = tell_estimate(scope, asked, _estimate(scope, asked, at), lang)
    except (InputError, NoPathError, SnapError) as error:
        return tell_refusal(error, lang), None
    row = QuoteRow(
        area_id=scope.area.id,
        id=read.quote_id,
        shop=scope.who.subject,
        expires_at=datetime.fromisoformat(read.expires_at),
        asked=item.model_dump(mode="json", by_alias=True),
        offer=read.model_dump(mode="json"),
        basis=_basis(head, asked, pickups, offers) if head and offers else {},
    )
    return read, row


def _list_pickups(scope: Scope, head: Head, asked: Asked) -> tuple[Pickup, ...]:
    """Return what the living plan is asked for; nothing when it does not know the days or hub."""
    known = {hub.id for hub in head.living.inputs.hubs}
    if asked.weight_g is None or (asked.item.to and asked.item.to not in known):
        return ()
    if not covers(scope, head, asked.ready, asked.due):
        return ()
    return tuple(_pickup_of(head, asked, stand) for stand in asked.stands)


def _pickup_of(head: Head, asked: Asked, stand: Stand) -> Pickup:
    item, product, goods = asked.item, asked.product, asked.goods
    horizon = head.living.problem.horizon
    end = horizon.local(horizon.end_s - 1)
    record = RequestRecord(
        id=new_id("bok"),
        location=stand.location,
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
    return Pickup(record, goods, stand.way, stand.mark, asked.haul)


def _estimate(scope: Scope, asked: Asked, at: datetime) -> Estimate:
    hub, way, goods = asked.door.road.hub, asked.door.way, asked.goods
    start, end = find_window(hub, asked.ready, asked.due, scope.zone)
    departure, linehaul = None, NO_LINEHAUL
    if asked.haul is not None and asked.weight_g is not None:
        name = hub.id if hub else ""
        found = asked.haul.find(name, end, goods.weight_g, scope.zone)
        departure = want_departure(found, asked.haul)
        card = scope.knowledge.card
        chargeable_g = find_chargeable_g(card, goods.weight_g, goods.known_volume_ml)
        linehaul = linehaul_line(departure.lane, chargeable_g)
    quote = estimate_quote(
        scope.knowledge.card,
        distance_m=way.distance_m,
        duration_s=way.duration_s,
        climb_m=way.climb_m,
        weight_g=asked.weight_g,
        volume_ml=goods.volume_ml,
        product=asked.product,
        declared_minor=goods.declared_minor,
        cod_minor=goods.cod_minor,
        linehaul=linehaul,
        on=start.date(),
        at=at,
    )
    return Estimate(quote, start, end, departure)


def _basis(
    head: Head, asked: Asked, pickups: tuple[Pickup, ...], offers: tuple[Option, ...]
) -> dict[str, Any]:  # Any: JSON
    """Return what an offer of the plan stands on, so that it can be accepted."""
    horizon, points = head.living.problem.horizon, {each.mark: each.words for each in asked.stands}
    return {
        "plan_id": head.plan.id,
        "version": head.version,
        "pickups": {each.mark: _dump_pickup(each) for each in pickups},
        "declared_minor": asked.goods.declared_minor,
        "cod_minor": asked.goods.cod_minor,
        "options": {
            each.id: {
                "start": horizon.local(each.window.earliest_s).isoformat(),
                "end": horizon.local(each.window.latest_s).isoformat(),
                "extra_minor": each.cost.extra_minor,
                "price_minor": each.quote.total_minor,
                "planned_minor": each.quote.planned_minor,
                "lines": [dump_line(line) for line in each.quote.lines],
                "mark": each.meeting_point,
                "meeting_point": points[each.meeting_point],
            }
            for each in offers
        },
    }


def _dump_pickup(pickup: Pickup) -> dict[str, Any]:  # Any: JSON
    way = pickup.way
    return {
        "record": dump_record(pickup.record),
        "way": [way.distance_m, way.duration_s, way.climb_m, way.carry_m],
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


def _find_span(body: QuoteCreate, zone: ZoneInfo) -> tuple[datetime, datetime]:
    ready = [first_instant(item.ready, zone) for item in body.items]
    return min(ready), max(ready) + timedelta(days=1)
