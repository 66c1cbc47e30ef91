"""What a request asks for beyond being fetched, on the wire."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from api.schemas.quantities import (
    ClockWindow,
    Moment,
    Money,
    Position,
    Words,
    clock_text,
    last_instant,
)
from api.schemas.where import Where, position_of
from routing.formats.folding import fold
from routing.problem.records import MeetingPlace, RequestTerms
from routing.units import NO_LIMIT

Kind = Literal["pickup", "delivery", "pair"]
Minutes = Annotated[int, Field(ge=0, le=1440)]
Windows = Annotated[tuple[ClockWindow, ...], Field(max_length=20)]
Tags = Annotated[tuple[Words, ...], Field(max_length=100)]
MINUTE_S: Final = 60
NOT_OF_KIND: Final = {
    "pickup": ("to", "from_hub"),
    "delivery": ("to", "hub"),
    "pair": ("hub", "from_hub", "alternatives"),
}


class OtherPlace(Where):
    """Another place where a request may be served, and what using it costs."""

    cost: Money = Money(amount=0)


class TermsUpdate(Where):
    """Everything a request may ask for beyond being fetched.

    `kind`: goods are fetched (pickup), brought (delivery, from `from_hub` or any), or fetched
    and brought `to` a second stop (pair). Service after `wish_by` costs; goods reach their hub
    or second stop by `deliver_by`, at most `max_ride_min` after they were loaded. Goods ride
    with none that has one of their `exclude_tags`. Requests with the same `same_vehicle` go by
    one vehicle. At most one of the place and its `alternatives` is served.
    """

    hub: Words = ""
    kind: Kind = "pickup"
    to: Where | None = None
    to_windows: Windows = ()
    to_service_min: Minutes = 10
    from_hub: Words = ""
    wish_by: Moment | None = None
    deliver_by: Moment | None = None
    max_ride_min: Annotated[int, Field(ge=1, le=100_000)] | None = None
    tags: Tags = ()
    exclude_tags: Tags = ()
    alternatives: Annotated[tuple[OtherPlace, ...], Field(max_length=20)] = ()
    same_vehicle: Words = ""

    @model_validator(mode="after")
    def _fit_the_kind(self) -> Self:
        if self.kind == "pair" and self.to is None:
            raise PydanticCustomError("pair_without_end", "want to, where the goods are brought")
        for name in NOT_OF_KIND[self.kind]:
            if getattr(self, name):
                said = {"name": name, "kind": self.kind}
                raise PydanticCustomError("not_of_this_kind", "a {kind} has no {name}", said)
        return self

    @model_validator(mode="after")
    def _second_windows_end_after_they_start(self) -> Self:
        if any(window.start >= window.end for window in self.to_windows):
            raise PydanticCustomError("ends_before_start", "want each window's end after start")
        return self

    @property
    def term_amounts(self) -> tuple[Money, ...]:
        """All that is money."""
        return tuple(each.cost for each in self.alternatives)

    def to_terms(self, zone: ZoneInfo) -> RequestTerms:
        """Return the terms as the library has them."""
        minutes = self.max_ride_min
        return RequestTerms(
            kind=self.kind,
            to=self.to.to_location() if self.to else None,
            to_windows=tuple((window.start, window.end) for window in self.to_windows),
            to_service_s=self.to_service_min * MINUTE_S,
            from_hub=self.from_hub,
            wish_by=None if self.wish_by is None else last_instant(self.wish_by, zone),
            deliver_by=None if self.deliver_by is None else last_instant(self.deliver_by, zone),
            max_ride_s=NO_LIMIT if minutes is None else minutes * MINUTE_S,
            tags=_fold_all(self.tags),
            exclude_tags=_fold_all(self.exclude_tags),
            alternatives=tuple(
                MeetingPlace(each.to_location(), each.cost.amount) for each in self.alternatives
            ),
            same_vehicle=self.same_vehicle,
        )


class WhereRead(BaseModel):
    """Where something stands: a place or a position."""

    place: str
    lonlat: Position | None


class OtherPlaceRead(WhereRead):
    """Another place where a request may be served."""

    cost: Money


class TermsRead(BaseModel):
    """What a request asks for beyond being fetched, as it is kept."""

    kind: Kind
    to: WhereRead | None
    to_windows: list[dict[str, str]]
    to_service_min: float
    from_hub: str
    wish_by: str | None
    deliver_by: str | None
    max_ride_min: float | None
    tags: list[str]
    exclude_tags: list[str]
    alternatives: list[OtherPlaceRead]
    same_vehicle: str


def terms_members(
    terms: RequestTerms, zone: ZoneInfo, currency: str
) -> dict[str, Any]:  # Any: members of any type
    """Return terms as the members of a request that goes out, its times local."""
    to, ride_s = terms.to, terms.max_ride_s
    return {
        "kind": terms.kind,
        "to": {"place": to.place, "lonlat": position_of(to.lonlat)} if to else None,
        "to_windows": windows_members(terms.to_windows),
        "to_service_min": terms.to_service_s / MINUTE_S,
        "from_hub": terms.from_hub,
        "wish_by": local_text(terms.wish_by, zone) if terms.wish_by else None,
        "deliver_by": local_text(terms.deliver_by, zone) if terms.deliver_by else None,
        "max_ride_min": None if ride_s >= NO_LIMIT else ride_s / MINUTE_S,
        "tags": sorted(terms.tags),
        "exclude_tags": sorted(terms.exclude_tags),
        "alternatives": [
            {
                "place": each.location.place,
                "lonlat": position_of(each.location.lonlat),
                "cost": Money(amount=each.cost_minor, currency=currency),
            }
            for each in terms.alternatives
        ],
        "same_vehicle": terms.same_vehicle,
    }


def windows_members(windows: tuple[tuple[int, int], ...]) -> list[dict[str, str]]:
    """Return stretches of the clock as they go out."""
    return [{"start": clock_text(start), "end": clock_text(end)} for start, end in windows]


def local_text(moment: datetime, zone: ZoneInfo) -> str:
    """Return an aware time as it goes out, local."""
    return moment.astimezone(zone).isoformat()


def _fold_all(tags: tuple[str, ...]) -> frozenset[str]:
    return frozenset(folded for tag in tags if (folded := fold(tag)))
