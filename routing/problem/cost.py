"""What a plan costs us, by cause, in minor units."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Cost:
    """Costs by cause, and beside them what was left out.

    `penalty_minor` is the price of optional requests left out; `required_dropped` counts
    required parts left out and `required_weight` weighs each by 1 + its priority.
    """

    fixed_minor: int = 0
    distance_minor: int = 0
    time_minor: int = 0
    fuel_minor: int = 0
    overtime_minor: int = 0
    lateness_minor: int = 0
    carry_minor: int = 0
    other_minor: int = 0
    penalty_minor: int = 0
    required_dropped: int = 0
    required_weight: int = 0

    @property
    def total_minor(self) -> int:
        """What is paid: every cause but penalties."""
        return (
            self.fixed_minor
            + self.distance_minor
            + self.time_minor
            + self.fuel_minor
            + self.overtime_minor
            + self.lateness_minor
            + self.carry_minor
            + self.other_minor
        )

    @property
    def objective(self) -> tuple[int, int]:
        """What a solver minimises, in order: required left out by weight, then money."""
        return self.required_weight, self.total_minor + self.penalty_minor

    def __add__(self, other: "Cost") -> "Cost":
        """Return the sum, cause by cause."""
        return Cost(
            *(getattr(self, part.name) + getattr(other, part.name) for part in fields(Cost))
        )
