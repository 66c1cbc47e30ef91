"""Shops' senders, articles and packages."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import delete
from sqlmodel import Session, col, select

from api.tables import PackageTaken, Request, Sender, SkuWeight

_AT_ONCE: Final = 5_000
"""So many names fit into one question."""


def find_sender(session: Session, area: str, shop: str, *, lock: bool = False) -> Sender | None:
    """Return where a shop's goods are fetched, or None."""
    query = select(Sender).where(Sender.area_id == area, Sender.shop == shop)
    return session.exec(query.with_for_update() if lock else query).first()


def list_skus(session: Session, area: str, shop: str) -> Sequence[SkuWeight]:
    """Return a shop's articles as they stood in its table."""
    query = select(SkuWeight).where(SkuWeight.area_id == area, SkuWeight.shop == shop)
    return session.exec(query.order_by(col(SkuWeight.pk))).all()


def clear_skus(session: Session, area: str, shop: str) -> None:
    """Remove all articles of a shop."""
    gone = delete(SkuWeight).where(col(SkuWeight.area_id) == area, col(SkuWeight.shop) == shop)
    session.connection().execute(gone)


def list_known(
    session: Session, area: str, shop: str, packages: Sequence[str], orders: Sequence[str]
) -> list[PackageTaken]:
    """Return packages taken before that are among some, or belong to some orders."""
    whole = select(PackageTaken).where(PackageTaken.area_id == area, PackageTaken.shop == shop)
    found: list[PackageTaken] = []
    for column, names in (
        (PackageTaken.package_id, [*{*packages, *orders}]),
        (PackageTaken.order_id, [*{*orders}]),
    ):
        for first in range(0, len(names), _AT_ONCE):
            some = col(column).in_(names[first : first + _AT_ONCE])
            found += session.exec(whole.where(some)).all()
    return found


def list_pickups(session: Session, area: str, shop: str, day: date) -> Sequence[Request]:
    """Return the booked pickups of a shop's packages on a day, in the order they were made."""
    taken = select(PackageTaken.request_id).where(
        PackageTaken.area_id == area, PackageTaken.shop == shop, PackageTaken.day == day
    )
    query = select(Request).where(
        Request.area_id == area, col(Request.id).in_(taken), Request.state == "booked"
    )
    return session.exec(query.order_by(col(Request.pk)).with_for_update()).all()
