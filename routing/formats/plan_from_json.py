"""A plan read back from JSON of schema ``luco.plan/1``; unknown keys are passed over."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final, TypeVar, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from routing.errors import Fault, InputError, fault
from routing.formats.json_reader import JsonReader, is_whole
from routing.geo import LonLat, decode_polyline6, encode_polyline6
from routing.plan.plan import Plan, PlanDropped, PlanRoute, PlanStop, SearchInfo, StopKind
from routing.problem.cost import Cost
from routing.problem.horizon import DEFAULT_ZONE, Horizon
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import Reason, Rule, Violation
from routing.texts import load_catalogue
from routing.units import NO_LIMIT

MAX_DAYS: Final = 366
MAX_FAULTS: Final = 1000
_RFC_3339: Final = "2025-05-19T06:00:00+07:00"
_NO_START: Final = datetime(2000, 1, 1, tzinfo=UTC)
_AS_WRITTEN: Final = "outputs.reason_as_written"

T = TypeVar("T")
Moment = Callable[[JsonReader, str], int]


def plan_from_json(document: object, *, file: str = "") -> Plan:
    """Return the plan that JSON values describe.

    Raises
    ------
    InputError
        With a fault for every key that is missing or whose value breaks a rule.
    """
    faults: list[Fault] = []
    plan = _plan(JsonReader(document, faults, file=file))
    if len(faults) > MAX_FAULTS:
        more = fault("outputs.more_faults", file=file, count=len(faults) - MAX_FAULTS)
        faults = [*faults[:MAX_FAULTS], more]
    if faults:
        raise InputError(faults)
    return plan


def _plan(json_plan: JsonReader) -> Plan:
    horizon = _horizon(json_plan)
    dates_hold = not json_plan.faults  # else every date would be wrong for one reason
    moment = _moment_reader(horizon)
    roads = json_plan.child("roads")
    _choice(json_plan, "schema", ("luco.plan/1",))
    return Plan(
        plan_id=json_plan.text("plan_id"),
        version=json_plan.whole("version"),
        origin=_choice(json_plan, "origin", ("proposed", "imposed")),
        conditions_hash=json_plan.text("conditions_hash"),
        horizon=horizon,
        roads_name=roads.text("name"),
        roads_version=roads.text("version"),
        schematic=roads.flag("schematic", default=False),
        currency=json_plan.text("currency"),
        cost=_cost(json_plan.child("cost")),
        routes=tuple(
            _route(part, horizon, moment, dates_hold=dates_hold)
            for part in json_plan.children("routes")
        ),
        dropped=tuple(_dropped(part) for part in json_plan.children("dropped")),
        violations=tuple(
            _violation(part) for part in json_plan.child("referee").children("violations")
        ),
        search=_search(json_plan.child("search")),
    )


def _horizon(json_plan: JsonReader) -> Horizon:
    zone = json_plan.parsed("timezone", _zone, DEFAULT_ZONE, "Asia/Ho_Chi_Minh")
    span = json_plan.child("horizon")
    start = span.parsed("start", _parse_moment, _NO_START, _RFC_3339)
    horizon = Horizon(start.date(), span.whole("days", low=1, high=MAX_DAYS), zone)
    if not json_plan.faults and horizon.seconds(start) != 0:
        span.refuse(start.isoformat(), horizon.local(0).isoformat(), "start")
    return horizon


def _moment_reader(horizon: Horizon) -> Moment:
    def parse(written: str) -> int:
        return horizon.seconds(datetime.fromisoformat(written))

    return lambda part, key: part.parsed(key, parse, 0, _RFC_3339)


def _route(part: JsonReader, horizon: Horizon, moment: Moment, *, dates_hold: bool) -> PlanRoute:
    day = part.parsed("date", date.fromisoformat, horizon.start, "2025-05-19")
    if dates_hold and not 0 <= (day - horizon.start).days < horizon.days:
        part.refuse(day.isoformat(), f"{horizon.start} … {horizon.date(horizon.days - 1)}", "date")
    return PlanRoute(
        id=part.text("id"),
        vehicle=part.text("vehicle"),
        driver=part.text("driver", ""),
        profile=part.text("profile"),
        date=day,
        day=(day - horizon.start).days,
        start_hub=part.text("start_hub"),
        end_hub=part.text("end_hub"),
        start_s=moment(part, "start"),
        end_s=moment(part, "end"),
        distance_m=part.whole("distance_m"),
        driving_s=part.whole("driving_s"),
        waiting_s=part.whole("waiting_s"),
        service_s=part.whole("service_s"),
        cost=_route_cost(part),
        capacity_g=part.whole("capacity_g", NO_LIMIT),
        capacity_ml=part.whole("capacity_ml", NO_LIMIT),
        peak_load_g=part.whole("peak_load_g"),
        peak_volume_ml=part.whole("peak_volume_ml"),
        stops=tuple(_stop(stop, moment) for stop in part.children("stops")),
        geometry=part.parsed("geometry", _points, (), "polyline6"),
        fuel_ml=part.whole("fuel_ml", 0),
        trip_count=part.whole("trip_count"),
        elevation=_elevation(part),
    )


def _stop(part: JsonReader, moment: Moment) -> PlanStop:
    lon = part.number("lon", low=-180, high=180)
    return PlanStop(
        id=part.text("id"),
        seq=part.whole("seq"),
        trip=part.whole("trip"),
        kind=_choice(part, "kind", get_args(StopKind)),
        place=part.text("place"),
        lonlat=LonLat(lon, part.number("lat", low=-90, high=90)),
        arrival_s=moment(part, "arrival"),
        start_s=moment(part, "start"),
        departure_s=moment(part, "departure"),
        leg_distance_m=part.whole("leg_distance_m"),
        leg_driving_s=part.whole("leg_driving_s"),
        load_g=part.whole("load_g"),
        load_ml=part.whole("load_ml"),
        request=part.text("request", ""),
        part=part.whole("part", 1, low=1),
        parts=part.whole("parts", 1, low=1),
        weight_g=part.whole("weight_g"),
        volume_ml=part.whole("volume_ml"),
        window=_window(part, moment),
        setup_s=part.whole("setup_s", 0),
        place_name=part.text("place_name", ""),
        product=part.text("product", ""),
        shop=part.text("shop", ""),
        leg_roads=part.texts("leg_roads", []),
    )


def _window(part: JsonReader, moment: Moment) -> TimeWindow | None:
    if part.value.get("window") is None:
        return None
    window = part.child("window")
    earliest_s, latest_s = moment(window, "start"), moment(window, "end")
    if earliest_s > latest_s:
        window.refuse(window.value.get("end"), f">= {window.value.get('start')}", "end")
    return TimeWindow(earliest_s, max(earliest_s, latest_s))


def _dropped(part: JsonReader) -> PlanDropped:
    unknown = "weight_g" in part.value and part.value["weight_g"] is None
    return PlanDropped(
        request=part.text("request"),
        part=part.whole("part", 1, low=1),
        weight_g=None if unknown else part.whole("weight_g"),
        state=_choice(part, "state", ("dropped", "deferred")),
        reasons=tuple(_reason(reason) for reason in part.children("reasons")),
    )


def _reason(part: JsonReader) -> Reason:
    code = _rule(part, "code")
    vehicle = part.text("vehicle", "")
    key = part.text("key", "")
    # Written by another program or a later version, the reason keeps the words it came with.
    if key not in load_catalogue() or key == _AS_WRITTEN:
        words = part.text("detail")
        params: dict[str, object] = {"en": part.text("detail_en", words), "vi": words}
        return Reason(code, _AS_WRITTEN, tuple(params.items()), vehicle)
    params = part.child("params").value if "params" in part.value else {}
    return Reason(code, key, tuple(params.items()), vehicle)


def _violation(part: JsonReader) -> Violation:
    return Violation(_rule(part, "rule"), part.text("where"), part.whole("amount"))


def _search(part: JsonReader) -> SearchInfo:
    return SearchInfo(
        seed=part.whole("seed", low=-NO_LIMIT),
        engines=part.texts("engines"),
        time_s=part.number("time_s", low=0, high=NO_LIMIT),
        stopped_by=part.text("stopped_by"),
        rejected=part.texts("rejected", []),
    )


def _cost(part: JsonReader) -> Cost:
    cost = Cost(
        fixed_minor=part.whole("fixed_minor"),
        distance_minor=part.whole("distance_minor"),
        time_minor=part.whole("time_minor"),
        fuel_minor=part.whole("fuel_minor"),
        overtime_minor=part.whole("overtime_minor"),
        lateness_minor=part.whole("lateness_minor"),
        carry_minor=part.whole("carry_minor"),
        other_minor=part.whole("other_minor"),
        penalty_minor=part.whole("penalty_minor"),
        required_dropped=part.whole("required_dropped"),
        required_weight=part.whole("required_weight", 0),
    )
    if part.whole("total_minor") != cost.total_minor:
        part.refuse(part.value.get("total_minor"), f"{cost.total_minor}, its sum", "total_minor")
    return cost


def _route_cost(part: JsonReader) -> Cost:
    total_minor = part.whole("cost_minor")
    if "cost" not in part.value:
        return Cost(other_minor=total_minor)
    cost = _cost(part.child("cost"))
    if total_minor != cost.total_minor:
        part.refuse(total_minor, f"cost.total_minor = {cost.total_minor}", "cost_minor")
    return cost


def _elevation(part: JsonReader) -> tuple[tuple[int, int], ...]:
    points: list[tuple[int, int]] = []
    for i, point in enumerate(part.listed("elevation", [])):
        if isinstance(point, list) and len(point) == 2 and all(map(is_whole, point)):
            points.append((point[0], point[1]))
        else:
            part.refuse(point, "[distance_m, elevation_m]", f"elevation[{i}]")
    return tuple(points)


def _choice(part: JsonReader, key: str, choices: tuple[T, ...]) -> T:
    value = part.value.get(key)
    if value in choices:
        return value
    if key not in part.value:
        part.text(key)
    else:
        part.refuse(value, " | ".join(map(str, choices)), key)
    return choices[0]


def _rule(part: JsonReader, key: str) -> Rule:
    return part.parsed(key, Rule, Rule.NO_REASON_FOUND, " | ".join(Rule))


def _points(encoded: str) -> tuple[LonLat, ...]:
    points = tuple(decode_polyline6(encoded))
    if encode_polyline6(points) != encoded or not all(map(_is_on_globe, points)):
        raise ValueError(encoded)
    return points


def _is_on_globe(point: LonLat) -> bool:
    return abs(point.lon) <= 180 and abs(point.lat) <= 90


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(name) from error


def _parse_moment(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise ValueError(f"{written}: want an offset")
    return moment
