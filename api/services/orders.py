"""Exports of platforms' orders: their packages, each taken once, in one pickup a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from api.identity import new_id
from api.repositories import areas
from api.repositories import orders as stored
from api.schemas.order import OrdersImported
from api.schemas.problem import FaultRead
from api.schemas.quantities import first_instant, kilograms, last_instant
from api.services.kept_records import add_record, load_records, replace_record
from api.services.living import find_head
from api.services.records import record_of
from api.services.scope import Scope
from api.services.senders import location_of, shop_meant
from api.tables import PackageTaken
from routing.errors import InputError, fault
from routing.formats.orders_table import OrderList
from routing.formats.skus_table import Sku
from routing.problem.builder import find_reference_faults
from routing.problem.records import HubRecord, RequestRecord
from routing.service.packages import (
    Package,
    Sender,
    join_pickups,
    pickup_of,
    warn_of_unknown,
    weigh_packages,
)


@dataclass(frozen=True, slots=True)
class Pickup:
    """Whose orders are imported, and when they may be fetched; by default on that day."""

    shop: str
    ready: date | datetime
    due: date | datetime | None = None


def import_orders(scope: Scope, asked: Pickup, orders: OrderList) -> OrdersImported:
    """Book one pickup of all packages that are new; importing a file again changes nothing.

    Packages of a day go into the pickup there is for it, unless that one is in the plan in
    force already.

    Raises
    ------
    InputError
        When it is not known where the shop's goods are fetched, or it ends before it begins.
    """
    areas.lock_area(scope.session, scope.area.id)
    sender = _find_sender(scope, asked.shop)
    ready = first_instant(asked.ready, scope.zone)
    day = ready.astimezone(scope.zone).date()
    due = last_instant(asked.due or day, scope.zone)
    if due < ready:
        raise InputError([fault("api.due_before_ready", column="due", ready=ready, due=due)])
    packages = weigh_packages(orders.lines, _load_skus(scope, sender.shop))
    new = _list_new(scope, sender.shop, packages)
    record = None
    if new:
        record = _book(scope, pickup_of(new, sender, new_id("ord"), ready, due), day)
        _take(scope, sender.shop, new, record.id, day)
    scope.record("order", record.id if record else "", "import", count=len(new))
    weight_g = record.weight_g if record else None
    return OrdersImported(
        imported=len(new),
        known=len(packages) - len(new),
        skipped=orders.skipped,
        packages=[each.id for each in new],
        request_id=record.id if record else None,
        weight_kg=None if weight_g is None else kilograms(weight_g),
        warnings=[FaultRead.of(each) for each in (*orders.warnings, *warn_of_unknown(new))],
    )


def _find_sender(scope: Scope, shop: str) -> Sender:
    meant = shop_meant(scope, shop)
    row = stored.find_sender(scope.session, scope.area.id, meant)
    if row is None:
        raise InputError([fault("trade.no_sender", column="shop", value=meant)])
    return Sender(meant, location_of(row), row.hub, row.contact_name, row.contact_phone)


def _load_skus(scope: Scope, shop: str) -> dict[str, Sku]:
    found = stored.list_skus(scope.session, scope.area.id, shop)
    return {each.sku: Sku(each.sku, each.product, each.weight_g, each.volume_ml) for each in found}


def _list_new(scope: Scope, shop: str, packages: Sequence[Package]) -> tuple[Package, ...]:
    """Return the packages never taken; an order taken as a whole has no other packages."""
    known = stored.list_known(
        scope.session,
        scope.area.id,
        shop,
        [each.id for each in packages],
        [each.order_id for each in packages],
    )
    ids = {each.package_id for each in known}
    orders = {each.order_id for each in known}
    return tuple(
        each
        for each in packages
        if each.id not in ids
        and each.order_id not in ids
        and not (each.id == each.order_id and each.order_id in orders)
    )


def _book(scope: Scope, record: RequestRecord, day: date) -> RequestRecord:
    """Add a pickup to the one of its day that is not planned yet, or book it."""
    head = find_head(scope)
    for row in stored.list_pickups(scope.session, scope.area.id, record.shop, day):
        is_planned = head is not None and head.living.holds(row.id)
        joined = join_pickups(record_of(RequestRecord, row), record)
        like = (joined.location, joined.hub) == (record.location, record.hub)
        if not is_planned and like and joined.ready <= joined.due:
            replace_record(scope, joined, "request", None)
            return joined
    faults = [*find_reference_faults(load_records(scope, HubRecord), (), (record,), {})]
    if faults:
        raise InputError(faults)
    add_record(scope, record, "request")
    return record


def _take(
    scope: Scope, shop: str, packages: Sequence[Package], request_id: str, day: date
) -> None:
    for each in packages:
        scope.session.add(
            PackageTaken(
                area_id=scope.area.id,
                shop=shop,
                package_id=each.id,
                order_id=each.order_id,
                request_id=request_id,
                weight_g=each.weight_g,
                day=day,
            )
        )
    scope.session.flush()
