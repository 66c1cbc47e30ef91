"""What hubs take in at which times of the day

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("hubs") as batch_op:
        batch_op.add_column(sa.Column("slots", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("hubs") as batch_op:
        batch_op.alter_column("slots", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("hubs") as batch_op:
        batch_op.drop_column("slots")
