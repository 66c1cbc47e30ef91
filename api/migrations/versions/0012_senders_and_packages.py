"""Senders, articles and packages of shops' orders

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

from api.db.types import RowNumber, UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "packages",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("shop", sa.String(), nullable=False),
        sa.Column("package_id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.Column("weight_g", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_packages_area_id_areas")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_packages")),
        sa.UniqueConstraint(
            "area_id", "shop", "package_id", name=op.f("uq_packages_area_id_shop_package_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("packages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_packages_day"), ["day"])
        batch_op.create_index(batch_op.f("ix_packages_order_id"), ["order_id"])
        batch_op.create_index(batch_op.f("ix_packages_request_id"), ["request_id"])

    op.create_table(
        "senders",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("shop", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("hub", sa.String(), nullable=False),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_phone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_senders_area_id_areas")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_senders")),
        sa.UniqueConstraint("area_id", "id", name=op.f("uq_senders_area_id_id")),
        sa.UniqueConstraint("area_id", "shop", name=op.f("uq_senders_area_id_shop")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "skus",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("shop", sa.String(), nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("weight_g", sa.BigInteger(), nullable=True),
        sa.Column("volume_ml", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_skus_area_id_areas")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_skus")),
        sa.UniqueConstraint("area_id", "shop", "sku", name=op.f("uq_skus_area_id_shop_sku")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("skus")
    op.drop_table("senders")

    op.drop_table("packages")
