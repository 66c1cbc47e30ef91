"""What a plan does in sums, and what batching is worth beside two baselines."""

from collections.abc import Mapping
from dataclasses import dataclass

from routing.matrix.travel_matrix import TravelMatrix
from routing.plan.baselines.one_village import total_one_village
from routing.plan.baselines.own_motorbike import (
    OwnMotorbike,
    find_motorbike_matrices,
    load_own_motorbike,
    total_own_motorbikes,
)
from routing.plan.load_factors import LoadFactors, find_load_factors
from routing.plan.plan import Plan, PlanDropped
from routing.plan.totals import FuelKinds, Totals, co2_g
from routing.problem.problem import Problem
from routing.problem.verdict import Rule


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a plan leaves out. `required` are among `dropped`; `unweighed` are in neither sum."""

    dropped_parts: int
    dropped_g: int
    required_parts: int
    deferred_parts: int
    deferred_g: int
    unweighed: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A plan in sums, beside what moving the same goods takes without batching.

    `own_motorbike`: each sender rides to the nearest hub. `one_village`: the same vehicles
    fetch from one village on each trip. Both may leave goods unserved; they say how much.
    """

    plan: Totals
    own_motorbike: Totals
    one_village: Totals
    load_factors: LoadFactors
    left_out: LeftOut


def summarise(
    problem: Problem,
    plan: Plan,
    *,
    fuels: FuelKinds,
    full_loads_g: Mapping[str, int] | None = None,
    bike: OwnMotorbike | None = None,
    bike_matrices: Mapping[int, TravelMatrix] | None = None,
) -> Summary:
    """Return the summary of a plan that the referee accepts.

    Parameters
    ----------
    fuels
        The fuel of each profile of the fleet.
    full_loads_g
        By profile, the load that "full" means for fuel, as given to `build_plan`.
    bike
        A sender's own motorbike; else the shipped assumptions.
    bike_matrices
        Its travel matrix over the problem's stops by day of the horizon; else those of the
        fleet's shifts of that profile. What is fetched on a day without one counts as not
        served by motorbikes.
    """
    bike = bike or load_own_motorbike()
    if bike_matrices is None:
        bike_matrices = find_motorbike_matrices(problem, bike.profile)
    return Summary(
        plan=total_plan(plan, fuels),
        own_motorbike=total_own_motorbikes(problem, plan, bike_matrices, bike),
        one_village=total_one_village(problem, plan, fuels, full_loads_g or {}),
        load_factors=find_load_factors(plan),
        left_out=_count_left_out(plan),
    )


def total_plan(plan: Plan, fuels: FuelKinds) -> Totals:
    """Return the sums of a plan itself; what it leaves out counts as not served."""
    pickups = [stop for route in plan.routes for stop in route.stops if stop.serves]
    return Totals(
        parts=len(pickups),
        served_g=sum(stop.weight_g for stop in pickups),
        cost_minor=plan.cost.total_minor,
        distance_m=sum(route.distance_m for route in plan.routes),
        driving_s=sum(route.driving_s for route in plan.routes),
        duration_s=sum(route.end_s - route.start_s for route in plan.routes),
        fuel_ml=sum(route.fuel_ml for route in plan.routes),
        co2_g=sum(co2_g(route.fuel_ml, fuels[route.profile]) for route in plan.routes),
        vehicle_days=len(plan.routes),
        trips=sum(route.trip_count for route in plan.routes),
        unserved_parts=len(plan.dropped),
        unserved_g=sum(left.weight_g or 0 for left in plan.dropped),
    )


def _count_left_out(plan: Plan) -> LeftOut:
    deferred = [left for left in plan.dropped if left.state == "deferred"]
    unweighed = [left for left in plan.dropped if _is_unweighed(left)]
    dropped = [left for left in plan.dropped if left not in deferred and left not in unweighed]
    return LeftOut(
        dropped_parts=len(dropped),
        dropped_g=sum(left.weight_g or 0 for left in dropped),
        required_parts=plan.cost.required_dropped,
        deferred_parts=len(deferred),
        deferred_g=sum(left.weight_g or 0 for left in deferred),
        unweighed=len(unweighed),
    )


def _is_unweighed(left: PlanDropped) -> bool:
    return left.weight_g is None or any(r.code is Rule.UNKNOWN_WEIGHT for r in left.reasons)
