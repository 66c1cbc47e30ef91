"""The drives between halts as they look on the map: line, elevation, roads, fuel."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from routing.geo import LonLat
from routing.units import divide_half_up


@dataclass(frozen=True, slots=True)
class Leg:
    """The chosen path between two stops.

    `elevation` holds metres from the leg's start and metres above the sea; `roads` are numbers
    or names in order. Fuel is what the vehicle burns without load and with full load.
    """

    points: tuple[LonLat, ...] = ()
    elevation: tuple[tuple[int, int], ...] = ()
    roads: tuple[str, ...] = ()
    fuel_empty_ml: int = 0
    fuel_full_ml: int = 0


FindLeg = Callable[[int, int, int], Leg]
"""The leg of a shift (by index) from one stop to another that a road joins to it."""

NO_LEG = Leg()


def leg_fuel_ml(empty_ml: int, full_ml: int, load_g: int, full_load_g: int) -> int:
    """Return the fuel of a leg between that of an empty and of a full vehicle, by load.

    Parameters
    ----------
    full_load_g
        The load for which `full_ml` holds, and more than which burns no more.
    """
    return empty_ml + divide_half_up((full_ml - empty_ml) * min(load_g, full_load_g), full_load_g)


def join_points(legs: Iterable[Leg]) -> tuple[LonLat, ...]:
    """Return one line through all legs, without doubled points where they meet."""
    points: list[LonLat] = []
    for leg in legs:
        doubled = bool(points and leg.points and points[-1] == leg.points[0])
        points += leg.points[doubled:]
    return tuple(points)


def join_elevation(legs: Iterable[tuple[Leg, int]]) -> tuple[tuple[int, int], ...]:
    """Return one elevation profile.

    Parameters
    ----------
    legs
        Each leg with its length in metres, by which the profile of the next one is shifted.
    """
    profile: list[tuple[int, int]] = []
    start_m = 0
    for leg, length_m in legs:
        moved = [(start_m + along_m, height_m) for along_m, height_m in leg.elevation]
        doubled = bool(profile and moved and profile[-1] == moved[0])
        profile += moved[doubled:]
        start_m += length_m
    return tuple(profile)
