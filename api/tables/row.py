"""The root of every table: one metadata object, with every constraint named by rule."""

from typing import Final

from sqlalchemy import MetaData
from sqlmodel import SQLModel

NAMES: Final[dict[str, str]] = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """A row of any table."""

    metadata = MetaData(naming_convention=NAMES)
