"""Every table of the first service

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

from api.db.types import RowNumber, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "areas",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_areas")),
    )
    op.create_table(
        "idempotency",
        sa.Column("principal", sa.String(length=64), nullable=False),
        sa.Column("method", sa.String(length=8), nullable=False),
        sa.Column("path", sa.String(length=512), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("request_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("principal", "method", "path", "key", name=op.f("pk_idempotency")),
    )
    with op.batch_alter_table("idempotency", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_idempotency_created_at"), ["created_at"], unique=False
        )

    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("input_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(length=160), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("progress", sa.JSON(), nullable=False),
        sa.Column("checkpoint", sa.Text(), nullable=False),
        sa.Column("error", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_jobs_state_created_at"), ["state", "created_at"], unique=False
        )
        batch_op.create_index(
            "uq_jobs_open_key",
            ["key"],
            unique=True,
            sqlite_where=sa.text("state IN ('queued', 'running', 'cancelling')"),
            postgresql_where=sa.text("state IN ('queued', 'running', 'cancelling')"),
        )

    op.create_table(
        "changes",
        sa.Column("id", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("noun", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_changes_area_id_areas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_changes_area_id_id"), ["area_id", "id"], unique=False)

    op.create_table(
        "closures",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("start", UtcDateTime(), nullable=False),
        sa.Column("end", UtcDateTime(), nullable=False),
        sa.Column("road_ref", sa.String(), nullable=False),
        sa.Column("km_from", sa.Float(), nullable=True),
        sa.Column("km_to", sa.Float(), nullable=True),
        sa.Column("from_place", sa.String(), nullable=False),
        sa.Column("to_place", sa.String(), nullable=False),
        sa.Column("edge_ids", sa.JSON(), nullable=False),
        sa.Column("polygon", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("profiles", sa.JSON(), nullable=False),
        sa.Column("speed_factor", sa.Float(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_closures_area_id_areas")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_closures")),
        sa.UniqueConstraint("area_id", "id", name=op.f("uq_closures_area_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("closures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closures_end"), ["end"], unique=False)

    op.create_table(
        "hubs",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("open_min", sa.Integer(), nullable=False),
        sa.Column("close_min", sa.Integer(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("off_dates", sa.JSON(), nullable=False),
        sa.Column("intake_g_per_day", sa.BigInteger(), nullable=True),
        sa.Column("intake_ml_per_day", sa.BigInteger(), nullable=True),
        sa.Column("unload_s", sa.Integer(), nullable=False),
        sa.Column("unload_s_per_t", sa.Integer(), nullable=False),
        sa.Column("is_crossdock", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_hubs_area_id_areas")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_hubs")),
        sa.UniqueConstraint("area_id", "id", name=op.f("uq_hubs_area_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "plans",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("from_plan", sa.String(), nullable=False),
        sa.Column("job_id", sa.String(length=64), nullable=False),
        sa.Column("input_hash", sa.String(length=64), nullable=False),
        sa.Column("cost_minor", sa.BigInteger(), nullable=True),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_plans_area_id_areas")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_plans")),
        sa.UniqueConstraint("area_id", "id", name=op.f("uq_plans_area_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "quotes",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("offer", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_quotes_area_id_areas")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_quotes")),
        sa.UniqueConstraint("area_id", "id", name=op.f("uq_quotes_area_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quotes_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "requests",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("ready", UtcDateTime(), nullable=False),
        sa.Column("due", UtcDateTime(), nullable=False),
        sa.Column("weight_g", sa.BigInteger(), nullable=True),
        sa.Column("volume_ml", sa.BigInteger(), nullable=False),
        sa.Column("shop", sa.String(), nullable=False),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("pack_g", sa.BigInteger(), nullable=False),
        sa.Column("windows", sa.JSON(), nullable=False),
        sa.Column("service_s", sa.Integer(), nullable=False),
        sa.Column("hub", sa.String(), nullable=False),
        sa.Column("destination", sa.String(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("penalty_minor", sa.BigInteger(), nullable=True),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_phone", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("derived", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_requests_area_id_areas")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_requests")),
        sa.UniqueConstraint("area_id", "id", name=op.f("uq_requests_area_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_requests_due"), ["due"], unique=False)
        batch_op.create_index(batch_op.f("ix_requests_state"), ["state"], unique=False)

    op.create_table(
        "vehicles",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("area_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("hub", sa.String(), nullable=False),
        sa.Column("end_hub", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("capacity_g", sa.BigInteger(), nullable=False),
        sa.Column("capacity_ml", sa.BigInteger(), nullable=True),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("off_dates", sa.JSON(), nullable=False),
        sa.Column("shift_start_min", sa.Integer(), nullable=False),
        sa.Column("shift_end_min", sa.Integer(), nullable=False),
        sa.Column("max_driving_s", sa.BigInteger(), nullable=True),
        sa.Column("max_duration_s", sa.BigInteger(), nullable=True),
        sa.Column("max_stops", sa.BigInteger(), nullable=True),
        sa.Column("max_distance_m", sa.BigInteger(), nullable=True),
        sa.Column("driven_week_s", sa.Integer(), nullable=False),
        sa.Column("cost_per_day_minor", sa.BigInteger(), nullable=False),
        sa.Column("cost_per_km_minor", sa.BigInteger(), nullable=False),
        sa.Column("cost_per_hour_minor", sa.BigInteger(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("driver", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_vehicles_area_id_areas")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_vehicles")),
        sa.UniqueConstraint("area_id", "id", name=op.f("uq_vehicles_area_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "plan_contents",
        sa.Column("plan_pk", RowNumber(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("totals", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("sequences", sa.Text(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_pk"], ["plans.pk"], name=op.f("fk_plan_contents_plan_pk_plans")
        ),
        sa.PrimaryKeyConstraint("plan_pk", name=op.f("pk_plan_contents")),
    )
    op.create_table(
        "plan_inputs",
        sa.Column("plan_pk", RowNumber(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_pk"], ["plans.pk"], name=op.f("fk_plan_inputs_plan_pk_plans")
        ),
        sa.PrimaryKeyConstraint("plan_pk", name=op.f("pk_plan_inputs")),
    )
    op.create_table(
        "plan_routes",
        sa.Column("pk", RowNumber(), nullable=False),
        sa.Column("plan_pk", RowNumber(), nullable=False),
        sa.Column("route_id", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("vehicle", sa.String(), nullable=False),
        sa.Column("driver", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_pk"], ["plans.pk"], name=op.f("fk_plan_routes_plan_pk_plans")
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_plan_routes")),
        sa.UniqueConstraint("plan_pk", "route_id", name=op.f("uq_plan_routes_plan_pk_route_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("plan_routes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_routes_plan_pk_date_vehicle"),
            ["plan_pk", "date", "vehicle"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("plan_routes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_routes_plan_pk_date_vehicle"))

    op.drop_table("plan_routes")
    op.drop_table("plan_inputs")
    op.drop_table("plan_contents")
    op.drop_table("vehicles")
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_requests_state"))
        batch_op.drop_index(batch_op.f("ix_requests_due"))

    op.drop_table("requests")
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quotes_expires_at"))

    op.drop_table("quotes")
    op.drop_table("plans")
    op.drop_table("hubs")
    with op.batch_alter_table("closures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_closures_end"))

    op.drop_table("closures")
    with op.batch_alter_table("changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_changes_area_id_id"))

    op.drop_table("changes")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_jobs_open_key",
            sqlite_where=sa.text("state IN ('queued', 'running', 'cancelling')"),
            postgresql_where=sa.text("state IN ('queued', 'running', 'cancelling')"),
        )
        batch_op.drop_index(batch_op.f("ix_jobs_state_created_at"))

    op.drop_table("jobs")
    with op.batch_alter_table("idempotency", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idempotency_created_at"))

    op.drop_table("idempotency")
    op.drop_table("areas")
