"""How fast and on how much fuel a vehicle drives a piece of road of one grade.

Formulas of longitudinal vehicle dynamics as in T. D. Gillespie, "Fundamentals of Vehicle
Dynamics" (1992, ISBN 978-1-56091-199-9), chapters 2 to 4; fuel by the Willans line: idling
plus a constant amount for each unit of work of the engine.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.roads.profiles import Profile
from routing.units import GRAMS_PER_KG, SECONDS_PER_HOUR

GRAVITY_MS2: Final = 9.81
AIR_KG_M3: Final = 1.11
"""Density of air at 1,000 m above the sea."""

KPH_PER_MS: Final = 3.6
BLEND: Final = 0.2
"""How far several bounds on the speed work together; 0 would take the least alone."""

_NEWTON_STEPS: Final = 30

Reals = NDArray[np.float64]


def road_force_n(mass_kg: float, grade: Reals, rolling: Reals) -> Reals:
    """Return the force of slope and rolling at the wheel; negative where the road drives."""
    angle = np.arctan(grade)
    force: Reals = mass_kg * GRAVITY_MS2 * (np.sin(angle) + rolling * np.cos(angle))
    return force


def climb_ms(profile: Profile, mass_kg: float, grade: Reals, rolling: Reals) -> Reals:
    """Return the speed at which the engine's power is used up, for grades >= 0.

    Notes
    -----
    Solves P η = v (m g (sin θ + C_r cos θ) + ½ ρ C_d A v²) by Newton's method from above, where
    the function is convex and the steps never overshoot.
    """
    power_w = profile.power_w * profile.driveline_efficiency
    linear = road_force_n(mass_kg, np.maximum(grade, 0.0), rolling)
    cubic = 0.5 * AIR_KG_M3 * profile.drag_area_m2
    v: Reals = power_w / linear
    for _ in range(_NEWTON_STEPS):
        v = v - (linear * v + cubic * v**3 - power_w) / (linear + 3 * cubic * v**2)
    return v


def descent_ms(profile: Profile, mass_kg: float, grade: Reals, rolling: Reals) -> Reals:
    """Return the speed at which engine and brakes still hold the vehicle for long, grades <= 0.

    Notes
    -----
    Long descents are driven so that the power to be braked, v · (−F), stays within what can
    be held without fading brakes; where the road does not push, there is no such bound.
    """
    push_n = np.maximum(-road_force_n(mass_kg, grade, rolling), 0.0)
    with np.errstate(divide="ignore"):
        return np.where(push_n > 0, profile.brake_w / push_n, np.inf)


def limit_ms(*bounds_ms: Reals) -> Reals:
    """Return the speed under several bounds, at most the least of them.

    Notes
    -----
    The probabilistic minimum (Σ vₖ^(−1/β))^(−β): where two bounds lie close, now one and now
    the other holds along the road, and the mean speed stays below both.

    References
    ----------
    T. Watanatada, A. Dhareshwar, P. R. S. Rezende Lima, "Vehicle Speeds and Operating Costs:
    Models for Road Planning and Management" (World Bank, 1987, ISBN 978-0-8018-3589-6).
    """
    total = np.sum([bound ** -(1 / BLEND) for bound in bounds_ms], axis=0)
    speed: Reals = total**-BLEND
    return speed


def bend_ms(profile: Profile, radius_m: Reals) -> Reals:
    """Return the speed in bends, √(a R), for the profile's lateral acceleration a."""
    return np.sqrt(profile.lateral_ms2 * radius_m)


def fuel_l(
    profile: Profile, mass_kg: float, grade: Reals, rolling: Reals, length_m: Reals, v_ms: Reals
) -> Reals:
    """Return litres burnt on pieces of road driven at a steady speed.

    Notes
    -----
    Willans line: idle rate · time + work at the wheel / (η driveline · η engine · energy of a
    litre). Rolling downhill costs what idling costs.
    """
    drag_n = 0.5 * AIR_KG_M3 * profile.drag_area_m2 * v_ms**2
    force_n = np.maximum(road_force_n(mass_kg, grade, rolling) + drag_n, 0.0)
    per_joule = 1 / (
        profile.driveline_efficiency * profile.engine_efficiency * profile.energy_j_per_l
    )
    idle = profile.idle_l_per_h / SECONDS_PER_HOUR * length_m / v_ms
    litres: Reals = idle + force_n * length_m * per_joule
    return litres


def mass_kg(profile: Profile, fraction: float) -> float:
    """Return the mass with a share of the payload on board."""
    return (profile.empty_g + fraction * profile.payload_g) / GRAMS_PER_KG
