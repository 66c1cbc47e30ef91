"""What a way of moving goods takes, in sums that can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final, Literal

from routing.units import GRAMS_PER_KG, divide_half_up

FuelKind = Literal["petrol", "diesel"]
FuelKinds = Mapping[str, FuelKind]
"""The fuel of each profile."""

CO2_G_PER_LITRE: Final[Mapping[FuelKind, int]] = {"diesel": 2680, "petrol": 2310}
"""Grams of carbon dioxide that come out of the exhaust for each litre burnt."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the goods that were moved, and what could not be moved.

    `parts` counts requests, each part of a split one by itself. `vehicle_days` are days on
    which a vehicle is out; `trips` are drives that end at a hub.
    """

    parts: int = 0
    served_g: int = 0
    cost_minor: int = 0
    distance_m: int = 0
    driving_s: int = 0
    duration_s: int = 0
    fuel_ml: int = 0
    co2_g: int = 0
    vehicle_days: int = 0
    trips: int = 0
    unserved_parts: int = 0
    unserved_g: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        """Return the sums of both."""
        return Totals(
            *(getattr(self, part.name) + getattr(other, part.name) for part in fields(Totals))
        )

    @property
    def cost_per_kg_minor(self) -> float | None:
        """Minor units for each kilogram moved, None when nothing was."""
        return self.cost_minor * GRAMS_PER_KG / self.served_g if self.served_g else None

    @property
    def co2_g_per_kg(self) -> float | None:
        """Grams of carbon dioxide for each kilogram moved, None when nothing was."""
        return self.co2_g * GRAMS_PER_KG / self.served_g if self.served_g else None


def co2_g(fuel_ml: int, kind: FuelKind) -> int:
    """Return the carbon dioxide of burning fuel."""
    return divide_half_up(fuel_ml * CO2_G_PER_LITRE[kind], 1000)
