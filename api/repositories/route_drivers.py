"""Who drives which route, as a coordinator set it."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlmodel import Session, col, select

from api.tables import RouteDriver


def find(session: Session, area: str, route_id: str) -> RouteDriver | None:
    """Return who was set to drive a route."""
    query = select(RouteDriver).where(
        RouteDriver.area_id == area, RouteDriver.route_id == route_id
    )
    return session.exec(query).first()


def list_between(session: Session, area: str, first: date, last: date) -> Sequence[RouteDriver]:
    """Return who was set to drive the routes of some days, both ends counted."""
    query = select(RouteDriver).where(
        RouteDriver.area_id == area,
        col(RouteDriver.day) >= first,
        col(RouteDriver.day) <= last,
    )
    return session.exec(query.order_by(col(RouteDriver.day), col(RouteDriver.pk))).all()


def names_of(session: Session, area: str, routes: Collection[str]) -> dict[str, str]:
    """Return who was set to drive some routes."""
    query = select(RouteDriver.route_id, RouteDriver.driver).where(
        RouteDriver.area_id == area, col(RouteDriver.route_id).in_(routes)
    )
    return dict(session.exec(query).all())


def add(session: Session, row: RouteDriver) -> None:
    """Add who drives a route."""
    session.add(row)
    session.flush()


def remove(session: Session, row: RouteDriver) -> None:
    """Forget who drives a route; the plan says it again."""
    session.delete(row)
    session.flush()
