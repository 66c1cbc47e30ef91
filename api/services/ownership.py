"""What somebody may write down: only what they will also see."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from api.principal import Principal
from routing.errors import Fault, fault
from routing.pricing.lanes import Lane
from routing.problem.records import ClosureRecord, FleetRecord, HubRecord, RequestRecord

RecordT = TypeVar("RecordT", bound=HubRecord | FleetRecord | RequestRecord | ClosureRecord | Lane)


def adopt(who: Principal, record: RecordT) -> RecordT:
    """Return a record as the own one of who states it: a shop need not say who it is."""
    if isinstance(record, RequestRecord) and who.role == "shop" and not record.shop:
        return replace(record, shop=who.subject)
    return record


def find_foreign_faults(who: Principal, record: RecordT) -> Iterator[Fault]:
    """Yield why a record is none of theirs."""
    source = record.source
    if isinstance(record, RequestRecord) and who.role == "shop" and record.shop != who.subject:
        yield fault(
            "identity.other_shop",
            file=source.file,
            row=source.row,
            column="shop",
            value=record.shop,
            own=who.subject,
        )
    hub = _hub_of(record)
    if who.hubs and hub and hub not in who.hubs:
        own = ", ".join(sorted(who.hubs))
        yield fault(
            "identity.other_hub",
            file=source.file,
            row=source.row,
            column="hub",
            value=hub,
            own=own,
        )


def _hub_of(record: object) -> str:
    if isinstance(record, HubRecord):
        return record.id
    return record.hub if isinstance(record, FleetRecord | RequestRecord | Lane) else ""
