"""Routes of a plan as GeoJSON (RFC 7946), for maps."""

from routing.formats.json_lines import JsonObject
from routing.geo import LonLat
from routing.plan.plan import Plan, PlanRoute, PlanStop
from routing.texts import text


def routes_geojson(plan: Plan) -> JsonObject:
    """Return a line for each route and a point for each of its stops.

    What holds for all (the credit, whether lines are schematic) stands beside `features`,
    since a FeatureCollection may not have `properties` of its own.

    References
    ----------
    Butler et al., "The GeoJSON Format", RFC 7946 (2016), sections 6.1 and 7.1.
    """
    features: list[JsonObject] = []
    for route in plan.routes:
        features.append(_line(plan, route))
        features += (_point(plan, route, stop) for stop in route.stops)
    return {
        "type": "FeatureCollection",
        "plan_id": plan.plan_id,
        "version": plan.version,
        "roads": {"name": plan.roads_name, "version": plan.roads_version},
        "schematic": plan.schematic,
        "credit": text("outputs.osm_credit", "en"),
        "features": features,
    }


def _line(plan: Plan, route: PlanRoute) -> JsonObject:
    # A line needs two points; a route that never moves has none to show.
    line = [_position(point) for point in route.geometry]
    geometry = {"type": "LineString", "coordinates": line} if len(line) > 1 else None
    return {
        "type": "Feature",
        "id": route.id,
        "geometry": geometry,
        "properties": {
            "kind": "route",
            "route": route.id,
            "vehicle": route.vehicle,
            "driver": route.driver or None,
            "profile": route.profile,
            "date": route.date.isoformat(),
            "start_hub": route.start_hub,
            "end_hub": route.end_hub,
            "start": plan.horizon.local(route.start_s).isoformat(),
            "end": plan.horizon.local(route.end_s).isoformat(),
            "distance_m": route.distance_m,
            "driving_s": route.driving_s,
            "pickups": sum(stop.kind == "pickup" for stop in route.stops),
            "deliveries": sum(stop.kind == "delivery" for stop in route.stops),
            "trip_count": route.trip_count,
            "peak_load_g": route.peak_load_g,
            "peak_volume_ml": route.peak_volume_ml,
            "cost_minor": route.cost.total_minor,
            "currency": plan.currency,
            "schematic": plan.schematic,
        },
    }


def _point(plan: Plan, route: PlanRoute, stop: PlanStop) -> JsonObject:
    return {
        "type": "Feature",
        "id": stop.id,
        "geometry": {"type": "Point", "coordinates": _position(stop.lonlat)},
        "properties": {
            "kind": stop.kind,
            "route": route.id,
            "seq": stop.seq,
            "place": stop.place,
            "place_name": stop.place_name or None,
            "request": stop.request or None,
            "part": stop.part if stop.request else None,
            "parts": stop.parts if stop.request else None,
            "product": stop.product or None,
            "shop": stop.shop or None,
            "weight_g": stop.weight_g,
            "volume_ml": stop.volume_ml,
            "arrival": plan.horizon.local(stop.arrival_s).isoformat(),
            "departure": plan.horizon.local(stop.departure_s).isoformat(),
            "load_g": stop.load_g,
        },
    }


def _position(point: LonLat) -> list[float]:
    return [round(point.lon, 6), round(point.lat, 6)]
