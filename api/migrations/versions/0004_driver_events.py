"""Events of drivers

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

from api.db.types import RowNumber, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "driver_events",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("route_id", sa.String(), nullable=False),
        sa.Column("stop_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("device_time", UtcDateTime(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("refused", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["areas.id"], name=op.f("fk_driver_events_area_id_areas")
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_driver_events")),
        sa.UniqueConstraint(
            "area_id", "id", "digest", name=op.f("uq_driver_events_area_id_id_digest")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("driver_events", schema=None) as batch_op:
        for name in ("stop_id", "route_id"):
            batch_op.create_index(
                batch_op.f(f"ix_driver_events_area_id_{name}"), ["area_id", name]
            )
