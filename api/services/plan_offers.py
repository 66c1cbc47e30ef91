"""Offers that the living plan stands behind: priced by what a pickup adds to it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from api.clock import now
from api.services.living import Head
from api.services.scope import Scope
from routing.pricing.lines import Goods, Way
from routing.pricing.options import Option, PickupPlace, Terms, list_options
from routing.problem.records import RequestRecord
from routing.service.living.changing import Place, disturbs

CUT_OFF_S: Final = 6 * 3600
"""How long before a day's midnight its cut-off is: 18:00."""


@dataclass(frozen=True, slots=True)
class Pickup:
    """What is to be fetched, and the road by which the card prices it."""

    record: RequestRecord
    goods: Goods
    way: Way


def plan_now_s(scope: Scope, head: Head, at: datetime) -> int:
    """Return the second of the plan's horizon that it is now, 0 before its start.

    The week of the demo lies in the past: there, nothing was driven yet.
    """
    return 0 if scope.knowledge.demo else max(0, head.living.problem.horizon.seconds(at))


def covers(scope: Scope, head: Head, ready: datetime, due: datetime | None) -> bool:
    """Tell whether some of the time from ready to due lies in the living plan's days ahead."""
    horizon = head.living.problem.horizon
    over = plan_now_s(scope, head, now()) >= horizon.end_s
    ended = due is not None and horizon.seconds(due) < 0
    return not over and not ended and horizon.seconds(ready) < horizon.end_s


def list_offers(scope: Scope, head: Head, pickup: Pickup) -> tuple[Option, ...]:
    """Return what the living plan offers for a pickup, cheapest first; none when it fits nowhere.

    Raises
    ------
    InputError
        With every fault of the goods.
    """
    at = now().astimezone(scope.zone)
    living, now_s = head.living, plan_now_s(scope, head, at)
    record = pickup.record
    if now_s > 0 and at > record.ready:
        record = replace(record, ready=at)
        if record.ready > record.due:
            return ()
    starts = living.problem.horizon.day_start_s[:-1]
    late = frozenset(
        day for day, start_s in enumerate(starts) if now_s > 0 and now_s >= start_s - CUT_OFF_S
    )
    terms = Terms(scope.knowledge.card, pickup.goods, at, after_cut_off=late, pack_g=record.pack_g)
    offers = list_options(living.desk, terms, [PickupPlace(living.whole_of(record), pickup.way)])
    return tuple(
        offer
        for offer in offers
        if not disturbs(living, record, Place(offer.candidates, offer.insertions), now_s)
    )
