"""Closures on the wire."""

from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from api.schemas.page import Kept
from api.schemas.problem import FaultRead
from api.schemas.quantities import Id, Ids, Instant, LongWords, SignedMoney, Strict, Words
from routing.problem.records import ClosureRecord
from routing.service import Network
from routing.service.impact import Impact, Trip
from routing.service.standing import Standing, State

_EXAMPLE: JsonDict = {
    "road_ref": "QL4D",
    "km_from": 25.3,
    "km_to": 25.5,
    "profiles": ["light_truck", "truck"],
    "start": "2025-05-20T05:00:00+07:00",
    "end": "2025-06-05T00:00:00+07:00",
    "reason": "Sạt lở tại Lản Nhì Thàng",
}
Km = Annotated[float, Field(ge=0, le=10_000)]


class ClosureUpdate(Strict):
    """Where a road is closed or slowed, for whom and how long.

    Exactly one way of saying where: `road_ref` with km posts, `road_ref` with two places,
    two places, `edge_ids`, or a `polygon` (WKT or GeoJSON). `speed_factor` 0 is closed, else
    the share of the usual speed that is left. No profile means all.
    """

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    start: Instant
    end: Instant
    road_ref: Words = ""
    km_from: Km | None = None
    km_to: Km | None = None
    from_place: Words = ""
    to_place: Words = ""
    edge_ids: Annotated[
        tuple[Annotated[Words, Field(min_length=1)], ...],
        Field(max_length=1000, description="Edges, or way/123 for a whole way"),
    ] = ()
    polygon: LongWords = ""
    direction: Literal["both", "forward", "backward"] = "both"
    profiles: Ids = ()
    speed_factor: Annotated[float, Field(ge=0, le=1)] = 0.0
    reason: Words = ""

    @model_validator(mode="after")
    def _starts_before_it_ends(self) -> Self:
        if self.start >= self.end:
            raise PydanticCustomError("ends_before_start", "want end after start")
        return self

    def to_record(self, closure_id: str) -> ClosureRecord:
        """Return the closure as the library has it."""
        return ClosureRecord(
            id=closure_id,
            start=self.start,
            end=self.end,
            road_ref=self.road_ref,
            km_from=self.km_from,
            km_to=self.km_to,
            from_place=self.from_place,
            to_place=self.to_place,
            edge_ids=self.edge_ids,
            polygon=self.polygon,
            direction=self.direction,
            profiles=frozenset(self.profiles),
            speed_factor=self.speed_factor,
            reason=self.reason,
        )


class ClosureCreate(ClosureUpdate):
    """A new closure; without an id one is made."""

    model_config = ConfigDict(json_schema_extra={"example": {"id": "ql4d-km25", **_EXAMPLE}})

    id: Id | None = None


class ClosureRead(Kept):
    """A closure as it is kept, and where it holds on the roads there are.

    `state` is `as_stated`; `mapped`: the roads were imported anew, all its edges are there under
    other ids; `partly`: some of its edges or profiles are gone, the others hold; or `lost`: it
    holds nowhere. `closed_edges` are the edges closed, `faults` tells why it is not as stated.
    """

    id: str
    start: str
    end: str
    road_ref: str
    km_from: float | None
    km_to: float | None
    from_place: str
    to_place: str
    edge_ids: list[str]
    polygon: str
    direction: str
    profiles: list[str]
    speed_factor: float
    reason: str
    state: State
    closed_edges: list[str]
    faults: list[FaultRead]

    @staticmethod
    def of(record: ClosureRecord, standing: Standing, kept: Kept, zone: ZoneInfo) -> "ClosureRead":
        """Return a record as it goes out, its times local."""
        return ClosureRead(
            **kept.model_dump(),
            id=record.id,
            start=record.start.astimezone(zone).isoformat(),
            end=record.end.astimezone(zone).isoformat(),
            road_ref=record.road_ref,
            km_from=record.km_from,
            km_to=record.km_to,
            from_place=record.from_place,
            to_place=record.to_place,
            edge_ids=list(record.edge_ids),
            polygon=record.polygon,
            direction=record.direction,
            profiles=sorted(record.profiles),
            speed_factor=record.speed_factor,
            reason=record.reason,
            state=standing.state,
            closed_edges=list(standing.closure.edge_ids) if standing.closure else [],
            faults=[FaultRead.of(each) for each in standing.faults],
        )


class TripRead(BaseModel):
    """There and back from a place to the nearest goal, before and with the closure.

    Without a way left `goal_after`, `after_s`, `after_m` and the extras are null.
    """

    place: str
    name: str
    goal: str
    goal_name: str
    before_s: int
    before_m: int
    goal_after: str | None
    after_s: int | None
    after_m: int | None
    extra_s: int | None
    extra_m: int | None

    @staticmethod
    def of(trip: Trip) -> "TripRead":
        """Return a trip as it goes out."""
        is_gone = trip.after_s is None
        return TripRead(
            place=trip.place.id,
            name=trip.place.name,
            goal=trip.goal.id,
            goal_name=trip.goal.name,
            before_s=trip.before_s,
            before_m=trip.before_m,
            goal_after=trip.goal_after.id if trip.goal_after else None,
            after_s=trip.after_s,
            after_m=trip.after_m,
            extra_s=None if is_gone else trip.extra_s,
            extra_m=None if is_gone else trip.extra_m,
        )


class ProfileImpactRead(BaseModel):
    """What a closure does to one profile: places cut off, detours, longer ways between towns."""

    profile: str
    cut_off: list[TripRead]
    detours: list[TripRead]
    links: list[TripRead]
    lost_nodes: int


class PromiseHit(BaseModel):
    """What the plan in force could not keep at its time; `shop` is empty for coordinators' own."""

    request: str
    is_booking: bool
    shop: str
    place: str
    weight_kg: float
    start: str
    end: str


class PlanImpact(BaseModel):
    """What a closure would do to the plan in force, before it is planned anew.

    `at_risk` are promises it breaks, `kept` how many it does not. `extra_s` and `extra_m` are
    what all routes together take more or less.
    """

    at_risk: list[PromiseHit]
    at_risk_kg: float
    kept: int
    changed_routes: list[str]
    extra_s: int
    extra_m: int
    extra_cost: SignedMoney


class ClosurePreview(BaseModel):
    """What a closure would touch and do; nothing is stored. Lengths count each direction.

    `plan` is null when no plan is in force.
    """

    edges: int
    length_m: int
    edge_ids: list[str]
    roads: list[str]
    schematic: bool
    impact: list[ProfileImpactRead]
    plan: PlanImpact | None

    @staticmethod
    def of(impact: Impact, network: Network, plan: PlanImpact | None) -> "ClosurePreview":
        """Return an impact as it goes out."""
        return ClosurePreview(
            edges=len(impact.edges),
            length_m=impact.length_m,
            edge_ids=[network.graph.edge_id(edge) for edge in impact.edges],
            roads=list(impact.roads),
            schematic=network.graph.schematic,
            impact=[
                ProfileImpactRead(
                    profile=each.profile,
                    cut_off=[TripRead.of(trip) for trip in each.cut_off],
                    detours=[TripRead.of(trip) for trip in each.detours],
                    links=[TripRead.of(trip) for trip in each.links],
                    lost_nodes=each.lost_nodes,
                )
                for each in impact.profiles
            ],
            plan=plan,
        )
