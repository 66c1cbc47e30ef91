"""Plans on the wire: what is asked, how far the search is, and what came of it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.page import Kept
from api.schemas.problem import FaultRead
from api.schemas.quantities import Day, Id, Money, Strict

PlanStatus = Literal["queued", "running", "cancelling", "done", "failed", "cancelled"]


class PlanCreate(Strict):
    """A plan to be searched for, over all requests that are booked.

    `steps`, when given, bounds the search instead of `time_limit_s` and makes it
    reproducible. With `from_plan` the search starts from that plan, and the routes of its
    first `keep_days` days stay as they are.
    """

    model_config = ConfigDict(
        json_schema_extra={"example": {"start": "2025-05-19", "days": 6, "time_limit_s": 20}}
    )

    start: Day
    days: Annotated[int, Field(ge=1, le=31)] = 1
    hubs: Annotated[tuple[Id, ...], Field(max_length=500, description="none: all hubs")] = ()
    time_limit_s: Annotated[float, Field(gt=0, le=3600)] = 30.0
    steps: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    threads: Annotated[int, Field(ge=1, le=64)] = 1
    season: Literal["dry", "rain"] | None = None
    from_plan: Id | None = None
    keep_days: Annotated[int, Field(ge=0, le=31)] = 0


class CostPoint(BaseModel):
    """The best plan known at a moment of the search."""

    elapsed_s: float
    cost: Money
    required_dropped: int


class PlanProgress(BaseModel):
    """How far a search is. `fraction` of its bound used up; `curve` is its history.

    The cost is what is minimised: the plan's own and the penalties of what it leaves out.
    """

    fraction: float
    elapsed_s: float
    steps: int
    attempt: int
    cost: Money | None
    required_dropped: int | None
    curve: list[CostPoint]


class PlanTotals(BaseModel):
    """What a finished plan holds."""

    cost: Money
    required_dropped: int
    routes: int
    dropped: int
    deferred: int
    distance_m: int
    driving_s: int
    schematic: bool
    violations: int


class PlanFailure(BaseModel):
    """Why a search failed, with every fault of its inputs."""

    code: str
    message_vi: str
    message_en: str
    errors: list[FaultRead]


class PlanRead(Kept):
    """A plan and everything known of it so far.

    It is a proposal on `base_version` of the area's plan and becomes `plan_version` when it
    is published.
    """

    id: str
    status: PlanStatus
    plan_version: int
    base_version: int
    start: str
    days: int
    options: dict[str, Any]  # Any: as the search was asked for
    from_plan: str
    published_at: str | None
    in_force: bool
    progress: PlanProgress
    totals: PlanTotals | None
    summary: dict[str, Any] | None  # Any: JSON of formats.summary_json
    warnings: list[FaultRead]
    error: PlanFailure | None
    links: dict[str, str]


class PlanRow(Kept):
    """A plan in a list."""

    id: str
    status: PlanStatus
    plan_version: int
    base_version: int
    start: str
    days: int
    cost: Money | None
    published_at: str | None
    in_force: bool
    links: dict[str, str]


class PlanAccepted(BaseModel):
    """The answer to a plan asked for: where to look for it."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "plan_fxt882gdndng3re8",
                "status": "queued",
                "links": {"self": "/api/v1/plans/plan_fxt882gdndng3re8"},
            }
        }
    )

    id: str
    status: PlanStatus
    links: dict[str, str]


class RouteRead(BaseModel):
    """One route of a plan, as in ``plan.json``."""

    model_config = ConfigDict(extra="allow")

    id: str
    vehicle: str
    driver: str | None
    profile: str
    date: str
    start_hub: str
    end_hub: str
    start: str
    end: str
    distance_m: int
    driving_s: int
    cost_minor: int
    stops: list[dict[str, Any]]  # Any: as in plan.json


class DroppedRead(BaseModel):
    """A request, or part of one, that a plan leaves out or puts off, and why."""

    model_config = ConfigDict(extra="allow")

    request: str
    part: int
    weight_g: int | None
    state: Literal["dropped", "deferred"]
    reasons: list[dict[str, Any]]  # Any: as in plan.json
