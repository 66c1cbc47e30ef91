"""What a new plan changes for senders, drivers and the purse."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from routing.plan.plan import Plan, PlanRoute
from routing.plan.promises import TOLERANCE_S, Promise, list_promises


class PromiseState(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    SHIFTED = "shifted"
    MOVED = "moved"
    LOST = "lost"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class PromiseChange:
    """One promise before and after: kept, shifted within its date, moved to another, lost, new."""

    state: PromiseState
    before: Promise | None
    after: Promise | None

    @property
    def promise(self) -> Promise:
        """The newest promise there is."""
        promise = self.after or self.before
        if promise is None:
            raise ValueError("a change needs a promise before or after")
        return promise


@dataclass(frozen=True, slots=True)
class PlanTotals:
    """Sums of one plan. `vehicle_days` are routes; `dropped` and `deferred` count parts."""

    vehicle_days: int
    stops: int
    served_g: int
    distance_m: int
    driving_s: int
    cost_minor: int
    dropped: int
    deferred: int


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """Every promise of two plans, their sums, and the routes that are not the same in both.

    A route id is a date and a vehicle; `changed_routes` are driven in either plan with other
    pickups, another order or over another distance.
    """

    changes: tuple[PromiseChange, ...]
    before: PlanTotals
    after: PlanTotals
    changed_routes: tuple[str, ...]
    changed_vehicles: tuple[str, ...]

    def list_changes(self, *states: PromiseState) -> tuple[PromiseChange, ...]:
        """Return the changes that ended in one of the states."""
        return tuple(change for change in self.changes if change.state in states)

    def weight_g(self, *states: PromiseState) -> int:
        """Return the grams promised in the changes that ended in one of the states."""
        return sum(change.promise.weight_g for change in self.list_changes(*states))

    @property
    def extra_distance_m(self) -> int:
        """Metres the new plan drives more (less when negative)."""
        return self.after.distance_m - self.before.distance_m

    @property
    def extra_cost_minor(self) -> int:
        """Minor units the new plan costs more (less when negative)."""
        return self.after.cost_minor - self.before.cost_minor


def compare_plans(before: Plan, after: Plan, *, tolerance_s: int = TOLERANCE_S) -> PlanComparison:
    """Return what became of each promise and route of a plan in a newer one."""
    old, new = ({route.id: route for route in plan.routes} for plan in (before, after))
    changed = [
        route_id
        for route_id in sorted(old.keys() | new.keys())
        if _trace(old.get(route_id)) != _trace(new.get(route_id))
    ]
    return PlanComparison(
        changes=tuple(_list_changes(before, after, tolerance_s)),
        before=sum_plan(before),
        after=sum_plan(after),
        changed_routes=tuple(changed),
        changed_vehicles=tuple(sorted({(new.get(key) or old[key]).vehicle for key in changed})),
    )


def sum_plan(plan: Plan) -> PlanTotals:
    """Return the sums of a plan."""
    pickups = [stop for route in plan.routes for stop in route.stops if stop.serves]
    deferred = sum(gone.state == "deferred" for gone in plan.dropped)
    return PlanTotals(
        vehicle_days=len(plan.routes),
        stops=len(pickups),
        served_g=sum(stop.weight_g for stop in pickups),
        distance_m=sum(route.distance_m for route in plan.routes),
        driving_s=sum(route.driving_s for route in plan.routes),
        cost_minor=plan.cost.total_minor,
        dropped=len(plan.dropped) - deferred,
        deferred=deferred,
    )


def _list_changes(before: Plan, after: Plan, tolerance_s: int) -> Iterator[PromiseChange]:
    old, new = list_promises(before), list_promises(after)
    for key in sorted(old.keys() | new.keys()):
        yield _compare(old.get(key), new.get(key), tolerance_s)


def _compare(old: Promise | None, new: Promise | None, tolerance_s: int) -> PromiseChange:
    if old is None:
        return PromiseChange(PromiseState.NEW, old, new)
    if new is None:
        return PromiseChange(PromiseState.LOST, old, new)
    if old.kept_by(new, tolerance_s):
        return PromiseChange(PromiseState.KEPT, old, new)
    same_date = old.start.date() == new.start.date()
    return PromiseChange(PromiseState.SHIFTED if same_date else PromiseState.MOVED, old, new)


def _trace(route: PlanRoute | None) -> tuple[object, ...]:
    if route is None:
        return ()
    pickups = tuple((stop.request, stop.part) for stop in route.stops if stop.request)
    return pickups, route.end_hub, route.distance_m
