"""What a plan tells each sender: the date and time of the pickup; and how to keep that word."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from routing.plan.plan import Plan, PlanRoute, PlanStop
from routing.problem.horizon import Horizon
from routing.problem.records import RequestRecord
from routing.problem.time_window import TimeWindow

TOLERANCE_S: Final = 3600
"""A pickup on the told date is on time while it starts within this of the told time."""

RequestPart = tuple[str, int]


class Told(Protocol):
    """What a sender was told of one part of a request; as in `Promise`."""

    @property
    def start(self) -> datetime:
        """When service starts."""

    @property
    def earliest(self) -> datetime:
        """First moment of the window of the plan."""

    @property
    def latest(self) -> datetime:
        """Last moment of the window of the plan."""


@dataclass(frozen=True, slots=True)
class Promise:
    """When and by which vehicle a request, or one part of it, is fetched.

    `start` is aware. It lies from `earliest` to `latest`, the window of the plan; without one
    both are the start itself.
    """

    request: str
    part: int
    start: datetime
    earliest: datetime
    latest: datetime
    vehicle: str
    profile: str
    weight_g: int
    place: str
    place_name: str
    shop: str

    def kept_by(self, other: "Promise", tolerance_s: int = TOLERANCE_S) -> bool:
        """Tell whether another plan's time keeps this one: same date, start within tolerance."""
        apart_s = abs((other.start - self.start).total_seconds())
        return other.start.date() == self.start.date() and apart_s <= tolerance_s


def list_promises(plan: Plan) -> dict[RequestPart, Promise]:
    """Return what a plan promises, by request and part."""
    return {
        (stop.request, stop.part): _promise(plan.horizon, route, stop)
        for route in plan.routes
        for stop in route.stops
        if stop.serves
    }


def _promise(horizon: Horizon, route: PlanRoute, stop: PlanStop) -> Promise:
    window = stop.window or TimeWindow(stop.start_s, stop.start_s)
    return Promise(
        request=stop.request,
        part=stop.part,
        start=horizon.local(stop.start_s),
        earliest=horizon.local(window.earliest_s),
        latest=horizon.local(window.latest_s),
        vehicle=route.vehicle,
        profile=route.profile,
        weight_g=stop.weight_g,
        place=stop.place,
        place_name=stop.place_name,
        shop=stop.shop,
    )


def hold_promises(
    requests: Iterable[RequestRecord],
    plan: Plan,
    *,
    released: Collection[str] = (),
    driven: Collection[str] = (),
    tolerance_s: int = TOLERANCE_S,
) -> tuple[RequestRecord, ...]:
    """Return the requests with what a plan promised as their windows, so that a new plan keeps it.

    A held request must start within the tolerance of its told time, and within the window the
    plan fetched it in; one that is `driven` already has that window alone, so that its route is
    dated as it was. A request in parts is held between the first and the last of them. Left as
    they are: requests that are `released`, or that the plan does not serve whole.
    """
    told: defaultdict[str, list[Promise]] = defaultdict(list)
    for promise in list_promises(plan).values():
        told[promise.request].append(promise)
    for gone in plan.dropped:
        told.pop(gone.request, None)
    return tuple(
        record
        if record.id in released or record.id not in told
        else hold_record(record, told[record.id], None if record.id in driven else tolerance_s)
        for record in requests
    )


def hold_record(
    record: RequestRecord, promises: Sequence[Told], tolerance_s: int | None = TOLERANCE_S
) -> RequestRecord:
    """Return a request with what its parts were told as its windows.

    Without a tolerance those are the windows of the plan, whatever hour was told.
    """
    ready = max(record.ready, min(promise.earliest for promise in promises))
    due = min(record.due, max(promise.latest for promise in promises))
    if tolerance_s is not None:
        spare = timedelta(seconds=tolerance_s)
        first = min(promise.start for promise in promises)
        last = max(promise.start for promise in promises)
        ready = max(ready, first - spare, _midnight(first))
        due = min(due, last + spare, _midnight(last) + timedelta(days=1, seconds=-1))
    return replace(record, ready=ready, due=due)


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
