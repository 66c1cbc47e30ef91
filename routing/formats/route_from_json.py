"""One route of a plan, its stops and its cost, read back from JSON."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final, get_args

from routing.formats.json_reader import JsonReader, is_whole
from routing.geo import LonLat, decode_polyline6, encode_polyline6
from routing.plan.plan import PlanRoute, PlanStop, StopKind
from routing.problem.cost import Cost
from routing.problem.horizon import Horizon
from routing.problem.time_window import TimeWindow
from routing.units import NO_LIMIT

RFC_3339: Final = "2025-05-19T06:00:00+07:00"
"""What a time looks like, to show in faults."""

Moment = Callable[[JsonReader, str], int]


def moment_reader(horizon: Horizon) -> Moment:
    """Return how a time under a key becomes seconds after the horizon's start."""

    def parse(written: str) -> int:
        return horizon.seconds(datetime.fromisoformat(written))

    return lambda part, key: part.parsed(key, parse, 0, RFC_3339)


def read_route(
    part: JsonReader, horizon: Horizon, moment: Moment, *, dates_hold: bool
) -> PlanRoute:
    """Return one route; its date is checked where the horizon's dates hold."""
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


def _route_cost(part: JsonReader) -> Cost:
    total_minor = part.whole("cost_minor")
    if "cost" not in part.value:
        return Cost(other_minor=total_minor)
    cost = read_cost(part.child("cost"))
    if total_minor != cost.total_minor:
        part.refuse(total_minor, f"cost.total_minor = {cost.total_minor}", "cost_minor")
    return cost


def read_cost(part: JsonReader) -> Cost:
    """Return a cost by cause, whose total must be their sum."""
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


def _stop(part: JsonReader, moment: Moment) -> PlanStop:
    lon = part.number("lon", low=-180, high=180)
    return PlanStop(
        id=part.text("id"),
        seq=part.whole("seq"),
        trip=part.whole("trip"),
        kind=part.choice("kind", get_args(StopKind)),
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
        brought_g=part.whole("brought_g", 0),
        brought_ml=part.whole("brought_ml", 0),
        second_visit=part.flag("second_visit", default=False),
        planned=part.whole("planned_break", -1),
    )


def _window(part: JsonReader, moment: Moment) -> TimeWindow | None:
    if part.value.get("window") is None:
        return None
    window = part.child("window")
    earliest_s, latest_s = moment(window, "start"), moment(window, "end")
    if earliest_s > latest_s:
        window.refuse(window.value.get("end"), f">= {window.value.get('start')}", "end")
    return TimeWindow(earliest_s, max(earliest_s, latest_s))


def _elevation(part: JsonReader) -> tuple[tuple[int, int], ...]:
    points: list[tuple[int, int]] = []
    for i, point in enumerate(part.listed("elevation", [])):
        if isinstance(point, list) and len(point) == 2 and all(map(is_whole, point)):
            points.append((point[0], point[1]))
        else:
            part.refuse(point, "[distance_m, elevation_m]", f"elevation[{i}]")
    return tuple(points)


def _points(encoded: str) -> tuple[LonLat, ...]:
    points = tuple(decode_polyline6(encoded))
    if encode_polyline6(points) != encoded or not all(map(_is_on_globe, points)):
        raise ValueError(encoded)
    return points


def _is_on_globe(point: LonLat) -> bool:
    return abs(point.lon) <= 180 and abs(point.lat) <= 90
