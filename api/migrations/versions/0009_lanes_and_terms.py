"""Lanes, and what bookings keep of what was agreed

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

from api.db.types import RowNumber, UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lanes",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("hub", sa.String(), nullable=False),
        sa.Column("gateway", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("depart_min", sa.Integer(), nullable=False),
        sa.Column("transit_days", sa.Integer(), nullable=False),
        sa.Column("cutoff_min", sa.Integer(), nullable=False),
        sa.Column("truck", sa.String(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("off_dates", sa.JSON(), nullable=False),
        sa.Column("capacity_g", sa.BigInteger(), nullable=True),
        sa.Column("cost_minor", sa.BigInteger(), nullable=False),
        sa.Column("price_per_kg_minor", sa.BigInteger(), nullable=False),
        sa.Column("minimum_minor", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_lanes_area_id_areas")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_lanes")),
        sa.UniqueConstraint("area_id", "id", name=op.f("uq_lanes_area_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("bookings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("terms", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(
            sa.Column("weight_g", sa.BigInteger(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("truck", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("leaves_on", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_bookings_leaves_on"), ["leaves_on"])
    with op.batch_alter_table("bookings", schema=None) as batch_op:
        for name in ("terms", "weight_g", "truck"):
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("bookings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bookings_leaves_on"))
        for name in ("leaves_on", "truck", "weight_g", "terms"):
            batch_op.drop_column(name)
    op.drop_table("lanes")
