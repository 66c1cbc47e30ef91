"""Offers that the living plan stands behind: priced by what a pickup adds to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from api.clock import now
from api.services.living import Head
from api.services.scope import Scope
from routing.pricing.lanes import Haul
from routing.pricing.lines import Goods, Way
from routing.pricing.options import Option, PickupPlace, Terms, list_options
from routing.problem.records import RequestRecord
from routing.service.living.changing import Place, disturbs

CUT_OFF_S: Final = 6 * 3600
"""How long before a day's midnight its cut-off is: 18:00."""


@dataclass(frozen=True, slots=True)
class Pickup:
    """What is to be fetched, the road by which the card prices it, and how it goes on.

    `mark` names the meeting point it is fetched from, empty for the door.
    """

    record: RequestRecord
    goods: Goods
    way: Way
    mark: str = ""
    haul: Haul | None = None


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


def list_offers(scope: Scope, head: Head, pickups: Sequence[Pickup]) -> tuple[Option, ...]:
    """Return what the living plan offers for goods at any of their pickups, cheapest first.

    There is none when they fit nowhere. All pickups are of the same goods at the same time.

    Raises
    ------
    InputError
        With every fault of the goods.
    """
    at = now().astimezone(scope.zone)
    living, now_s = head.living, plan_now_s(scope, head, at)
    if now_s > 0:
        pickups = [_not_before(each, at) for each in pickups if at <= each.record.due]
    if not pickups:
        return ()
    starts = living.problem.horizon.day_start_s[:-1]
    late = frozenset(
        day for day, start_s in enumerate(starts) if now_s > 0 and now_s >= start_s - CUT_OFF_S
    )
    one = pickups[0]
    terms = Terms(
        scope.knowledge.card,
        one.goods,
        at,
        after_cut_off=late,
        haul=one.haul,
        pack_g=one.record.pack_g,
    )
    places = [PickupPlace(living.whole_of(each.record), each.way, each.mark) for each in pickups]
    records = {each.mark: each.record for each in pickups}
    return tuple(
        offer
        for offer in list_options(living.desk, terms, places)
        if not disturbs(
            living,
            records[offer.meeting_point],
            Place(offer.candidates, offer.insertions),
            now_s,
        )
    )


def _not_before(pickup: Pickup, at: datetime) -> Pickup:
    record = pickup.record
    return replace(pickup, record=replace(record, ready=max(record.ready, at)))
