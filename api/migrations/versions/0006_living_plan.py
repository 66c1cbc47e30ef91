"""Bookings, the versions of the living plan, and what quotes and routes keep of it

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

from api.db.types import RowNumber, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "living_versions",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("cause", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("booking_id", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("change", sa.JSON(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["areas.id"], name=op.f("fk_living_versions_area_id_areas")
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_living_versions")),
        sa.UniqueConstraint("area_id", "version", name=op.f("uq_living_versions_area_id_version")),
        sqlite_autoincrement=True,
    )
    _create_bookings()
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("basis", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.alter_column("basis", server_default=None)
    with op.batch_alter_table("plan_routes", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("living_version", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.drop_constraint(batch_op.f("uq_plan_routes_plan_pk_route_id"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_plan_routes_plan_pk_route_id_living_version"),
            ["plan_pk", "route_id", "living_version"],
        )
    with op.batch_alter_table("plan_routes", schema=None) as batch_op:
        batch_op.alter_column("living_version", server_default=None)


def _create_bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("shop", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("quote_id", sa.String(length=64), nullable=False),
        sa.Column("option_id", sa.String(length=64), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start", UtcDateTime(), nullable=False),
        sa.Column("end", UtcDateTime(), nullable=False),
        sa.Column("first_promise", sa.JSON(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("extra_minor", sa.BigInteger(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("hold_until", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_bookings_area_id_areas")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_bookings")),
        sa.UniqueConstraint("area_id", "id", name=op.f("uq_bookings_area_id_id")),
        sa.UniqueConstraint("code", name=op.f("uq_bookings_code")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("bookings", schema=None) as batch_op:
        for name in ("quote_id", "shop", "state"):
            batch_op.create_index(batch_op.f(f"ix_bookings_{name}"), [name])


def downgrade() -> None:
    with op.batch_alter_table("plan_routes", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("uq_plan_routes_plan_pk_route_id_living_version"), type_="unique"
        )
        batch_op.drop_column("living_version")
        batch_op.create_unique_constraint(
            batch_op.f("uq_plan_routes_plan_pk_route_id"), ["plan_pk", "route_id"]
        )
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.drop_column("basis")
    for name in ("bookings", "living_versions"):
        op.drop_table(name)
