"""What requests ask for beyond being fetched; overtime and reloads of vehicles

Revision ID: 0005
Revises: 0004
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from api.db.types import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LIST = "[]"


def upgrade() -> None:
    _add("requests", _request_columns())
    _add("vehicles", _vehicle_columns())


def downgrade() -> None:
    for table, columns in (("vehicles", _vehicle_columns()), ("requests", _request_columns())):
        with op.batch_alter_table(table) as batch_op:
            for column in reversed(columns):
                batch_op.drop_column(column.name)


def _add(table: str, columns: list[sa.Column[Any]]) -> None:  # Any: of any type
    """Add columns, those that may not be empty filled in the rows there are."""
    with op.batch_alter_table(table) as batch_op:
        for column in columns:
            batch_op.add_column(column)
    with op.batch_alter_table(table) as batch_op:
        for column in columns:
            if not column.nullable:
                batch_op.alter_column(column.name, server_default=None)


def _request_columns() -> list[sa.Column[Any]]:  # Any: of any type
    return [
        _filled("kind", sa.String(), "pickup"),
        _filled("to_place", sa.String(), ""),
        sa.Column("to_lon", sa.Float(), nullable=True),
        sa.Column("to_lat", sa.Float(), nullable=True),
        _filled("to_windows", sa.JSON(), LIST),
        _filled("to_service_s", sa.Integer(), "600"),
        _filled("from_hub", sa.String(), ""),
        sa.Column("wish_by", UtcDateTime(), nullable=True),
        sa.Column("deliver_by", UtcDateTime(), nullable=True),
        sa.Column("max_ride_s", sa.BigInteger(), nullable=True),
        _filled("tags", sa.JSON(), LIST),
        _filled("exclude_tags", sa.JSON(), LIST),
        _filled("alternatives", sa.JSON(), LIST),
        _filled("same_vehicle", sa.String(), ""),
    ]


def _vehicle_columns() -> list[sa.Column[Any]]:  # Any: of any type
    return [
        _filled("overtime_s", sa.Integer(), "0"),
        _filled("cost_per_overtime_hour_minor", sa.BigInteger(), "0"),
        _filled("reload", sa.JSON(), LIST),
    ]


def _filled(
    name: str, kind: sa.types.TypeEngine[Any], value: str
) -> sa.Column[Any]:  # Any: of any type
    return sa.Column(name, kind, nullable=False, server_default=value)
