"""Whether what is stored is what the shops were told, and a plan that the referee accepts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import select

from api.db.engine import Database
from api.knowledge import Knowledge
from api.living_shelf import LivingShelf
from api.principal import Principal
from api.repositories import areas
from api.services.living import find_head
from api.services.scope import Scope
from api.settings import Settings
from api.tables import Booking
from api.tables.booking import BOOKED, OPEN
from benchmarks.service.booking import Told
from routing.service.living.changing import check_living
from routing.service.living.relaying import list_served


@dataclass(frozen=True)
class Ledger:
    """What was found: numbers of bookings, and of the rules of the plan that are broken."""

    booked: int
    lost: int
    doubled: int
    untold: int
    not_served: int
    violations: int
    served: int

    @property
    def is_sound(self) -> bool:
        """Whether nothing is lost, doubled, oversold or unknown to who booked it."""
        faults = self.lost, self.doubled, self.untold, self.not_served, self.violations
        return not any(faults)


def audit(settings: Settings, knowledge: Knowledge, told: Sequence[Told]) -> Ledger:
    """Compare the database with what the shops were told.

    The living plan is worked out anew, from what is stored alone.
    """
    fresh = replace(knowledge, living=LivingShelf())
    database = Database(settings.url)
    try:
        with database.read() as session:
            area = areas.find_area(session)
            assert area is not None
            head = find_head(Scope(session, area, "audit", fresh, Principal("audit", "admin")))
            stored = session.exec(select(Booking)).all()
    finally:
        database.close()
    assert head is not None
    known = Counter(each.booking for each in told if each.booking)
    booked = {each.id for each in stored if each.state == BOOKED}
    standing = Counter(each.quote_id for each in stored if each.state in OPEN)
    served = {*list_served(head.living)}
    return Ledger(
        booked=len(booked),
        lost=len(known.keys() - booked),
        doubled=sum(count > 1 for count in (*known.values(), *standing.values())),
        untold=len(booked - known.keys()),
        not_served=sum(each.state in OPEN and each.id not in served for each in stored),
        violations=len(check_living(head.living).violations),
        served=len(served),
    )
