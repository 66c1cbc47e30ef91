"""Users, the secrets that stand for them, tries to log in, and whose a quote is

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from api.db.types import RowNumber, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "login_tries",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_login_tries")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("login_tries", schema=None) as batch_op:
        for name in ("account", "address"):
            batch_op.create_index(batch_op.f(f"ix_login_tries_{name}_at"), [name, "at"])
    op.create_table(
        "users",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("hubs", sa.JSON(), nullable=False),
        sa.Column("disabled_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_users_area_id_areas")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_users")),
        sa.UniqueConstraint("area_id", "id", name=op.f("uq_users_area_id_id")),
        sa.UniqueConstraint("name", name=op.f("uq_users_name")),
        sqlite_autoincrement=True,
    )
    _create_credentials()
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shop", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.alter_column("shop", server_default=None)


def _create_credentials() -> None:
    op.create_table(
        "credentials",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("user_pk", RowNumber(), nullable=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("parent_id", sa.String(length=64), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_pk"], ["users.pk"], name=op.f("fk_credentials_user_pk_users")
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_credentials")),
        sa.UniqueConstraint("hash", name=op.f("uq_credentials_hash")),
        sa.UniqueConstraint("id", name=op.f("uq_credentials_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("credentials", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_credentials_parent_id"), ["parent_id"])
        batch_op.create_index(batch_op.f("ix_credentials_user_pk"), ["user_pk"])


def downgrade() -> None:
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.drop_column("shop")
    for name in ("credentials", "users", "login_tries"):
        op.drop_table(name)
