"""What a service works with: one unit of work, in one area, for one actor."""

from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlmodel import Session

from api.clock import now
from api.errors import ApiError
from api.knowledge import Knowledge
from api.principal import Principal
from api.repositories import changes
from api.schemas.page import Kept
from api.schemas.quantities import Money
from api.tables import Area
from api.tables.owned import Owned
from routing.errors import Fault, fault


@dataclass(frozen=True)
class Unit:
    """A session, the area it is about, and the id of who acts."""

    session: Session
    area: Area
    actor: str

    @property
    def zone(self) -> ZoneInfo:
        """The clock of the area."""
        return ZoneInfo(self.area.timezone)

    def record(
        self, noun: str, subject: str, action: str, *, version: int = 0, **detail: object
    ) -> None:
        """Write a change down, in the transaction that makes it."""
        changes.record(
            self.session,
            self.area.id,
            self.actor,
            noun,
            subject,
            action,
            version=version,
            **detail,
        )


@dataclass(frozen=True)
class Scope(Unit):
    """A unit of work with what this process knows, and what bounds who acts."""

    knowledge: Knowledge
    who: Principal


class HasAmounts(Protocol):
    """A body that states money."""

    @property
    def amounts(self) -> tuple[Money, ...]:
        """All that is money."""
        ...


def find_currency_faults(scope: Scope, body: HasAmounts) -> list[Fault]:
    """Return a fault for each amount in another currency than the area's."""
    return [
        fault("api.bad_currency", value=amount.currency, want=scope.area.currency)
        for amount in body.amounts
        if amount.currency != scope.area.currency
    ]


def kept(row: Owned, zone: ZoneInfo) -> Kept:
    """Return what a row tells of itself."""
    return Kept(
        version=row.version,
        created_at=row.created_at.astimezone(zone).isoformat(),
        updated_at=row.updated_at.astimezone(zone).isoformat(),
    )


def expect_version(row: Owned, wanted: int | None) -> None:
    """Refuse an edit of something that changed since it was read; None takes any version.

    Raises
    ------
    ApiError
        ``CHANGED_MEANWHILE``, naming the version there is.
    """
    if wanted is not None and row.version != wanted:
        raise ApiError(
            "CHANGED_MEANWHILE",
            extra={"current_version": row.version},
            name=row.id,
            wanted=wanted,
            current=row.version,
        )


def touch(row: Owned) -> None:
    """Count an edit of a row."""
    row.version += 1
    row.updated_at = now()
