"""The line of a told route along the roads."""

from itertools import pairwise
from typing import Final

from routing.formats.vroom.measures import Roads
from routing.formats.vroom.told import ToldRoute
from routing.geo import LonLat, encode_polyline

POLYLINE_5: Final = 100_000


def draw_line(route: ToldRoute, roads: Roads) -> str:
    """Return the encoded line (five decimals) from each place of a route to the next."""
    places = [step.place.lonlat for step in route.steps if step.place and step.place.lonlat]
    points: list[LonLat] = []
    for start, end in pairwise(places):
        if start == end:
            continue
        line = roads.line(route.vehicle.profile, start, end)
        points += line[1:] if points and points[-1] == line[0] else line
    return encode_polyline(points or places[:1], POLYLINE_5)
