"""The edges that a closure was stored with, for roads that are imported anew

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("closures") as batch_op:
        batch_op.add_column(
            sa.Column("last_edges", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
    with op.batch_alter_table("closures") as batch_op:
        batch_op.alter_column("last_edges", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("closures") as batch_op:
        batch_op.drop_column("last_edges")
