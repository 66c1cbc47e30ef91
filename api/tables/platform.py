"""What shops' platforms need: who may ask prices for a shop, and what districts stand for."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from api.db.types import RowNumber
from api.tables.owned import COUNTED, Owned, named_once
from api.tables.row import Row


class Integration(Owned, table=True):
    """A platform that asks prices for a shop. Its secret is a file, never in the database."""

    __tablename__ = "integrations"
    __table_args__ = named_once()

    kind: str = Field(max_length=16)
    shop: str


class District(Row, table=True):
    """What a platform's number of a district, and of a ward in it, stands for here."""

    __tablename__ = "districts"
    __table_args__ = (UniqueConstraint("area_id", "district_id", "ward_code"), COUNTED)

    pk: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    area_id: str = Field(foreign_key="areas.id", max_length=64)
    district_id: int
    ward_code: str = ""
    place: str = ""
    zone: str = ""
