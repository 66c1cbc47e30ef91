"""Every stop of a plan as one table, for spreadsheets and other programs."""

import csv
import io
from dataclasses import astuple, dataclass, fields
from typing import Final

from routing.formats.safe_text import formula_safe
from routing.plan.plan import Plan, PlanRoute, PlanStop


@dataclass(frozen=True, slots=True)
class StopRow:
    """One stop with its route's facts; empty text where a value does not apply."""

    route: str
    vehicle: str
    driver: str
    profile: str
    date: str
    seq: int
    trip: int
    kind: str
    place: str
    place_name: str
    lon: float
    lat: float
    request: str
    part: int | str
    parts: int | str
    product: str
    shop: str
    weight_g: int
    volume_ml: int
    window_start: str
    window_end: str
    arrival: str
    start: str
    departure: str
    leg_distance_m: int
    leg_driving_s: int
    leg_roads: str
    load_g: int
    load_ml: int


STOP_COLUMNS: Final = tuple(column.name for column in fields(StopRow))


def stop_rows(plan: Plan) -> list[StopRow]:
    """Return a row for every stop, in the order of the routes and along each."""
    return [_row(plan, route, stop) for route in plan.routes for stop in route.stops]


def stops_csv(plan: Plan) -> str:
    """Return every stop as CSV with commas, times in RFC 3339, cells safe from formulas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(STOP_COLUMNS)
    for row in stop_rows(plan):
        writer.writerow(
            formula_safe(cell) if isinstance(cell, str) else cell for cell in astuple(row)
        )
    return out.getvalue()


def _row(plan: Plan, route: PlanRoute, stop: PlanStop) -> StopRow:
    def moment(moment_s: int) -> str:
        return plan.horizon.local(moment_s).isoformat()

    return StopRow(
        route=route.id,
        vehicle=route.vehicle,
        driver=route.driver,
        profile=route.profile,
        date=route.date.isoformat(),
        seq=stop.seq,
        trip=stop.trip,
        kind=stop.kind,
        place=stop.place,
        place_name=stop.place_name,
        lon=stop.lonlat.lon,
        lat=stop.lonlat.lat,
        request=stop.request,
        part=stop.part if stop.request else "",
        parts=stop.parts if stop.request else "",
        product=stop.product,
        shop=stop.shop,
        weight_g=stop.weight_g,
        volume_ml=stop.volume_ml,
        window_start=moment(stop.window.earliest_s) if stop.window else "",
        window_end=moment(stop.window.latest_s) if stop.window else "",
        arrival=moment(stop.arrival_s),
        start=moment(stop.start_s),
        departure=moment(stop.departure_s),
        leg_distance_m=stop.leg_distance_m,
        leg_driving_s=stop.leg_driving_s,
        leg_roads=", ".join(stop.leg_roads),
        load_g=stop.load_g,
        load_ml=stop.load_ml,
    )
