"""Areas: the one that is there, and its head."""

from sqlmodel import Session, select

from api.tables import DEFAULT_AREA, Area


def find_area(session: Session, area_id: str = DEFAULT_AREA) -> Area | None:
    """Return an area, or None."""
    return session.get(Area, area_id)


def lock_area(session: Session, area_id: str) -> Area:
    """Return an area that nobody else may change until the unit ends."""
    query = select(Area).where(Area.id == area_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()


def ensure_area(session: Session, timezone: str) -> Area:
    """Return the default area, made on first use."""
    area = find_area(session)
    if area is None:
        area = Area(id=DEFAULT_AREA, timezone=timezone)
        session.add(area)
        session.flush()
    return area
