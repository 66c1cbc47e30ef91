"""Platforms that ask prices, and their districts."""

from collections.abc import Collection

from sqlalchemy import delete
from sqlmodel import Session, col, select

from api.tables import District, Integration


def find_integration(session: Session, integration_id: str) -> Integration | None:
    """Return a platform of any area by its id, or None."""
    return session.exec(select(Integration).where(Integration.id == integration_id)).first()


def find_district(session: Session, area: str, district_id: int, ward: str) -> District | None:
    """Return what a ward stands for, else its district; None when neither is known."""
    query = select(District).where(
        District.area_id == area,
        District.district_id == district_id,
        col(District.ward_code).in_({ward, ""}),
    )
    return session.exec(query.order_by(col(District.ward_code).desc())).first()


def replace_districts(session: Session, area: str, new: Collection[District]) -> None:
    """Put districts in the place of all there are."""
    session.connection().execute(delete(District).where(col(District.area_id) == area))
    session.add_all(new)
    session.flush()
