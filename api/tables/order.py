"""What shops' orders need: where a shop's goods are fetched, what its articles weigh, packages."""

import datetime as dt

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field

from api.clock import now
from api.db.types import RowNumber, UtcDateTime
from api.tables.owned import COUNTED, Owned
from api.tables.row import Row


class Sender(Owned, table=True):
    """Where a shop's goods are fetched, to which hub they go, and whom to call."""

    __tablename__ = "senders"
    __table_args__ = (
        UniqueConstraint("area_id", "id"),
        UniqueConstraint("area_id", "shop"),
        COUNTED,
    )

    shop: str
    place: str = ""
    lon: float | None = None
    lat: float | None = None
    hub: str = ""
    product: str = ""
    contact_name: str = ""
    contact_phone: str = ""


class SkuWeight(Row, table=True):
    """One piece of a shop's article. An empty `weight_g` is unknown."""

    __tablename__ = "skus"
    __table_args__ = (UniqueConstraint("area_id", "shop", "sku"), COUNTED)

    pk: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    area_id: str = Field(foreign_key="areas.id", max_length=64)
    shop: str
    sku: str
    product: str = ""
    weight_g: int | None = Field(default=None, sa_type=BigInteger)
    volume_ml: int = Field(default=0, sa_type=BigInteger)


class PackageTaken(Row, table=True):
    """A package of a platform's order, known once per shop. Nothing of its buyer is kept."""

    __tablename__ = "packages"
    __table_args__ = (UniqueConstraint("area_id", "shop", "package_id"), COUNTED)

    pk: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    area_id: str = Field(foreign_key="areas.id", max_length=64)
    shop: str
    package_id: str
    order_id: str = Field(index=True)
    request_id: str = Field(max_length=64, index=True)
    weight_g: int | None = Field(default=None, sa_type=BigInteger)
    day: dt.date = Field(index=True)
    at: dt.datetime = Field(default_factory=now, sa_type=UtcDateTime)
