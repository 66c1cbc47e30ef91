"""Plans written by hand for the tests of files and drawings."""

from datetime import date

from routing.geo import LonLat
from routing.plan.plan import Plan, PlanDropped, PlanRoute, PlanStop, SearchInfo
from routing.problem.cost import Cost
from routing.problem.horizon import Horizon
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import Reason, Repair, Rule, Violation
from routing.units import NO_LIMIT

HUB = LonLat(103.4515, 22.3983)
VILLAGE = LonLat(103.3562, 22.5271)
FAR = LonLat(103.4062, 22.6871)
MORNING_S = 6 * 3600


def small_route(*, number: int = 1, day: int = 0) -> PlanRoute:
    """Return a truck's day: from the hub to a village and a farther one, and back."""
    vehicle = f"truck#{number}"
    route_id = f"{date(2025, 5, 19 + day)}/{vehicle}"
    at_s = MORNING_S + day * 86_400

    def stop(seq: int, kind: str, lonlat: LonLat, arrival_min: int, stay_min: int, **more: object):
        arrival_s = at_s + arrival_min * 60
        times = {
            "arrival_s": arrival_s,
            "start_s": arrival_s,
            "departure_s": arrival_s + stay_min * 60,
        }
        return PlanStop(
            id=f"{route_id}/{seq}", seq=seq, trip=1, kind=kind, lonlat=lonlat, **times, **more
        )

    stops = (
        stop(
            0,
            "start",
            HUB,
            0,
            0,
            place="lai_chau",
            place_name="Kho Lai Châu",
            leg_distance_m=0,
            leg_driving_s=0,
            load_g=0,
            load_ml=0,
        ),
        stop(
            1,
            "pickup",
            VILLAGE,
            48,
            20,
            place="pt_muongso",
            place_name="Xã Mường So",
            leg_distance_m=23_800,
            leg_driving_s=2880,
            load_g=350_000,
            load_ml=2_058_824,
            request="r1",
            part=1,
            parts=2,
            weight_g=350_000,
            volume_ml=2_058_824,
            window=TimeWindow(at_s, at_s + 5 * 3600),
            setup_s=300,
            product="tea_shan",
            shop="Hợp tác xã Chè",
            leg_roads=("QL4D", "QL12"),
        ),
        stop(
            2,
            "break",
            VILLAGE,
            68,
            15,
            place="pt_muongso",
            place_name="Xã Mường So",
            leg_distance_m=0,
            leg_driving_s=0,
            load_g=350_000,
            load_ml=2_058_824,
        ),
        stop(
            3,
            "pickup",
            FAR,
            125,
            10,
            place="pt_tungqualin",
            place_name="Xã Tung Qua Lìn",
            leg_distance_m=25_150,
            leg_driving_s=2520,
            load_g=1_250_500,
            load_ml=5_000_000,
            request="=r2",
            weight_g=900_500,
            volume_ml=2_941_176,
            product="honey",
            window=TimeWindow(at_s, at_s + 5 * 3600),
            leg_roads=("ĐT132",),
        ),
        stop(
            4,
            "end",
            HUB,
            225,
            30,
            place="lai_chau",
            place_name="Kho Lai Châu",
            leg_distance_m=48_950,
            leg_driving_s=5400,
            load_g=0,
            load_ml=0,
            weight_g=1_250_500,
            volume_ml=5_000_000,
            leg_roads=("ĐT132", "QL12", "QL4D"),
        ),
    )
    return PlanRoute(
        id=route_id, vehicle=vehicle, driver="Lò Văn Páo", profile="truck",
        date=date(2025, 5, 19 + day), day=day, start_hub="lai_chau", end_hub="lai_chau",
        start_s=at_s, end_s=at_s + 255 * 60, distance_m=97_900, driving_s=10_800, waiting_s=0,
        service_s=3600, cost=Cost(fixed_minor=250_000, distance_minor=600_127, time_minor=170_000),
        capacity_g=5_000_000, capacity_ml=NO_LIMIT, peak_load_g=1_250_500,
        peak_volume_ml=5_000_000, stops=stops, fuel_ml=19_580,
        geometry=(HUB, VILLAGE, FAR, VILLAGE, HUB),
        elevation=((0, 930), (23_800, 420), (48_950, 1480), (74_100, 420), (97_900, 930)),
    )  # fmt: skip


def small_plan(*, routes: tuple[PlanRoute, ...] | None = None, days: int = 2) -> Plan:
    """Return a plan of two days with one drop for a reason and one put off."""
    routes = (small_route(), small_route(number=2, day=1)) if routes is None else routes
    total = sum((route.cost for route in routes), Cost(penalty_minor=90_000))
    reason = Reason(
        Rule.CLASS_ACCESS, "outputs.bad_value",
        (("name", "đường"), ("value", 3), ("want", "2,5 m")), "truck#1",
    )  # fmt: skip
    return Plan(
        plan_id="tuan-21", version=3, origin="imposed", conditions_hash="c0ffee",
        horizon=Horizon(date(2025, 5, 19), days), roads_name="lai_chau", roads_version="5eed",
        schematic=True, currency="VND", cost=total, routes=routes,
        dropped=(
            PlanDropped(
                "r7", 1, 120_000, "dropped", (reason,),
                Repair("solver.repair.later", (("hours", 2),), 35_000),
            ),
            PlanDropped("r8", 2, None, "deferred", ()),
        ),
        violations=(Violation(Rule.TIME_WINDOW, f"{routes[0].id if routes else '-'}/1", 600),),
        search=SearchInfo(7, ("insertion", "routing"), 1.25, "steps", ("routing",), 654_321),
    )  # fmt: skip
