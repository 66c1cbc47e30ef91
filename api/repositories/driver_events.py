"""Events of drivers: added once, read by stop or by route."""

from collections.abc import Collection, Sequence

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from api.tables import DriverEvent, Plan, PlanRouteDay


def add_once(session: Session, event: DriverEvent) -> bool:
    """Add an event; tell whether it was not there yet."""
    query = select(DriverEvent.pk).where(
        DriverEvent.area_id == event.area_id,
        DriverEvent.id == event.id,
        DriverEvent.digest == event.digest,
    )
    if session.exec(query).first() is not None:
        return False
    try:
        with session.begin_nested():
            session.add(event)
            session.flush()
    except IntegrityError:
        return False
    return True


def find_by_id(session: Session, area: str, event_id: str) -> DriverEvent | None:
    """Return an event that counts by its id, the first of them if it came twice."""
    query = select(DriverEvent).where(
        DriverEvent.area_id == area, DriverEvent.id == event_id, DriverEvent.refused == ""
    )
    return session.exec(query.order_by(col(DriverEvent.pk))).first()


def list_of_stops(session: Session, area: str, stops: Collection[str]) -> Sequence[DriverEvent]:
    """Return the events of stops that count."""
    query = select(DriverEvent).where(
        DriverEvent.area_id == area, col(DriverEvent.stop_id).in_(stops), DriverEvent.refused == ""
    )
    return session.exec(query.order_by(col(DriverEvent.pk))).all()


def list_of_goods(session: Session, area: str, ending: str) -> Sequence[DriverEvent]:
    """Return the events that count of stops whose ids end with some words."""
    query = select(DriverEvent).where(
        DriverEvent.area_id == area,
        col(DriverEvent.stop_id).endswith(ending, autoescape=True),
        DriverEvent.refused == "",
    )
    return session.exec(query.order_by(col(DriverEvent.pk))).all()


def list_of_request(session: Session, area: str, request: str) -> Sequence[DriverEvent]:
    """Return the events that count of the stops of a request, whatever their routes."""
    query = select(DriverEvent).where(
        DriverEvent.area_id == area,
        col(DriverEvent.stop_id).contains(f"/{request}.", autoescape=True),
        DriverEvent.refused == "",
    )
    return session.exec(query.order_by(col(DriverEvent.pk))).all()


def list_of_routes(session: Session, area: str, prefix: str) -> Sequence[DriverEvent]:
    """Return the events that count of routes whose ids begin with some words."""
    query = select(DriverEvent).where(
        DriverEvent.area_id == area,
        col(DriverEvent.route_id).startswith(prefix, autoescape=True),
        DriverEvent.refused == "",
    )
    return session.exec(query.order_by(col(DriverEvent.pk))).all()


def find_route(session: Session, area: str, route_id: str) -> PlanRouteDay | None:
    """Return a route of any plan of the area by its id, the latest one."""
    query = (
        select(PlanRouteDay)
        .join(Plan, col(Plan.pk) == col(PlanRouteDay.plan_pk))
        .where(
            Plan.area_id == area,
            PlanRouteDay.route_id == route_id,
            col(PlanRouteDay.content) != "",
        )
        .order_by(col(PlanRouteDay.pk).desc())
    )
    return session.exec(query).first()
