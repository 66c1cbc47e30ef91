"""Photos, PINs, receipts of hubs, drivers of routes, consents

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

from api.db.types import RowNumber, UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_proof()
    _create_receipts()
    op.create_table(
        "route_drivers",
        *_head("route_drivers"),
        sa.Column("route_id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("driver", sa.String(), nullable=False),
        sa.Column("driving_s", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("area_id", "route_id", name=op.f("uq_route_drivers_area_id_route_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "consents",
        *_head("consents"),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("text_version", sa.String(length=32), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sqlite_autoincrement=True,
    )
    for table, names in (
        ("photos", ("at", "route_id")),
        ("receipts", ("booking_id", "handed_at")),
        ("route_drivers", ("day",)),
        ("consents", ("who",)),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in names:
                batch_op.create_index(batch_op.f(f"ix_{table}_{name}"), [name])


def _head(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Return what every one of these tables begins with."""
    return (
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f(f"fk_{table}_area_id_areas")),
        sa.PrimaryKeyConstraint("pk", name=op.f(f"pk_{table}")),
    )


def _create_proof() -> None:
    op.create_table(
        "photos",
        *_head("photos"),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("route_id", sa.String(), nullable=False),
        sa.Column("stop_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("area_id", "event_id", name=op.f("uq_photos_area_id_event_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pins",
        *_head("pins"),
        sa.Column("booking_id", sa.String(length=64), nullable=False),
        sa.Column("digits", sa.String(length=8), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("area_id", "booking_id", name=op.f("uq_pins_area_id_booking_id")),
        sqlite_autoincrement=True,
    )


def _create_receipts() -> None:
    op.create_table(
        "receipts",
        *_head("receipts"),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("hub", sa.String(length=64), nullable=False),
        sa.Column("booking_id", sa.String(length=64), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("route_id", sa.String(), nullable=False),
        sa.Column("weight_g", sa.BigInteger(), nullable=True),
        sa.Column("count", sa.BigInteger(), nullable=True),
        sa.Column("cash_minor", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("received_by", sa.String(length=64), nullable=False),
        sa.Column("differences", sa.JSON(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("settled_by", sa.String(length=64), nullable=False),
        sa.Column("lane", sa.String(length=64), nullable=False),
        sa.Column("leaves_at", UtcDateTime(), nullable=True),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("handed_at", UtcDateTime(), nullable=True),
        sa.Column("handed_by", sa.String(length=64), nullable=False),
        sa.UniqueConstraint("area_id", "id", name=op.f("uq_receipts_area_id_id")),
        sa.UniqueConstraint(
            "area_id",
            "hub",
            "booking_id",
            "part",
            name=op.f("uq_receipts_area_id_hub_booking_id_part"),
        ),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    for name in ("consents", "route_drivers", "receipts", "pins", "photos"):
        op.drop_table(name)
