"""Platforms that ask prices, and their districts

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

from api.db.types import RowNumber, UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "districts",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=False),
        sa.Column("ward_code", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["areas.id"], name=op.f("fk_districts_area_id_areas")
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_districts")),
        sa.UniqueConstraint(
            "area_id",
            "district_id",
            "ward_code",
            name=op.f("uq_districts_area_id_district_id_ward_code"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "integrations",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("shop", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["areas.id"], name=op.f("fk_integrations_area_id_areas")
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_integrations")),
        sa.UniqueConstraint("area_id", "id", name=op.f("uq_integrations_area_id_id")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("integrations")
    op.drop_table("districts")
