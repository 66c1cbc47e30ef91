"""A route as GPX 1.1 for navigation programs: its stops and its line."""

from datetime import UTC
from typing import Final
from xml.etree import ElementTree as ET

from routing.formats.labels import NO_LABELS, Labels
from routing.formats.safe_text import printable
from routing.formats.words import weight_words
from routing.geo import LonLat
from routing.plan.plan import Plan, PlanRoute, PlanStop
from routing.texts import Lang, text

_NAMESPACE: Final = "http://www.topografix.com/GPX/1/1"
_LICENCE: Final = "https://opendatacommons.org/licenses/odbl/1-0/"


def route_gpx(
    plan: Plan, route: PlanRoute, lang: Lang = "vi", *, labels: Labels = NO_LABELS
) -> str:
    """Return a waypoint for each stop, with its planned arrival in UTC, and a track."""
    root = ET.Element("gpx", version="1.1", creator="luco", xmlns=_NAMESPACE)
    root.append(_metadata(plan, route, lang))
    root.extend(_waypoint(plan, route, stop, lang, labels) for stop in route.stops)
    if len(route.geometry) > 1:
        root.append(_track(plan, route, lang))
    ET.indent(root, " ")
    body = ET.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _metadata(plan: Plan, route: PlanRoute, lang: Lang) -> ET.Element:
    metadata = ET.Element("metadata")
    _say(metadata, "name", route.id)
    if plan.schematic:
        _say(metadata, "desc", text("outputs.schematic", lang))
    rights = ET.SubElement(metadata, "copyright", author="OpenStreetMap contributors")
    _say(rights, "license", _LICENCE)
    return metadata


def _waypoint(
    plan: Plan, route: PlanRoute, stop: PlanStop, lang: Lang, labels: Labels
) -> ET.Element:
    point = _point("wpt", stop.lonlat)
    arrival = plan.horizon.local(stop.arrival_s)
    _say(point, "time", _utc(plan, stop.arrival_s))
    _say(point, "name", f"{stop.seq} {stop.place_name or stop.place}")
    what = [f"{arrival:%H:%M}", stop.request, labels.product(stop.product, lang)]
    if stop.weight_g:
        what.append(weight_words(stop.weight_g, lang))
    _say(point, "desc", " · ".join(part for part in what if part))
    _say(point, "type", stop.kind)
    return point


def _track(plan: Plan, route: PlanRoute, lang: Lang) -> ET.Element:
    track = ET.Element("trk")
    _say(track, "name", route.id)
    if plan.schematic:
        _say(track, "desc", text("outputs.schematic", lang))
        _say(track, "type", "schematic")
    segment = ET.SubElement(track, "trkseg")
    segment.extend(_point("trkpt", point) for point in route.geometry)
    return track


def _point(tag: str, lonlat: LonLat) -> ET.Element:
    return ET.Element(tag, lat=f"{lonlat.lat:.6f}", lon=f"{lonlat.lon:.6f}")


def _say(parent: ET.Element, tag: str, words: str) -> None:
    ET.SubElement(parent, tag).text = printable(words)


def _utc(plan: Plan, moment_s: int) -> str:
    return f"{plan.horizon.local(moment_s).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
