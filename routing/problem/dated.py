"""Dated routes: what the evaluator makes of sequences."""

from dataclasses import dataclass

from routing.problem.cost import Cost
from routing.problem.sequences import Item
from routing.problem.verdict import Violation


@dataclass(frozen=True, slots=True)
class DatedItem:
    """An item with its times, the leg that led to it, and the load after it.

    `start_s` is when setup and service, or unloading, begin. After a reload the load is what
    the next trip begins with, after the end what was carried in; `received_g`, `received_ml`
    are what the hub takes in there. `extra` are further loads.
    """

    item: Item
    arrival_s: int
    start_s: int
    departure_s: int
    leg_distance_m: int
    leg_driving_s: int
    load_g: int
    load_ml: int
    setup_s: int = 0
    received_g: int = 0
    received_ml: int = 0
    extra: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedRoute:
    """One route with its times, sums and cost; the duration is `end_s - start_s`.

    Loads are weight, volume, then the problem's further loads: what is on board when leaving
    the start, and the most of each on any leg.
    """

    shift: int
    start_s: int
    end_s: int
    items: tuple[DatedItem, ...]
    distance_m: int
    driving_s: int
    service_s: int
    break_s: int
    cost: Cost
    violations: tuple[Violation, ...]
    start_load: tuple[int, ...] = (0, 0)
    peak_load: tuple[int, ...] = (0, 0)

    @property
    def duration_s(self) -> int:
        """Seconds from leaving the start hub to the end of unloading."""
        return self.end_s - self.start_s

    @property
    def waiting_s(self) -> int:
        """Seconds neither driven, served, unloaded nor rested."""
        return self.duration_s - self.driving_s - self.service_s - self.break_s

    @property
    def load_g(self) -> int:
        """Grams received at the end."""
        return self.items[-1].received_g

    @property
    def load_ml(self) -> int:
        """Millilitres received at the end."""
        return self.items[-1].received_ml


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All routes dated, the cost of the whole and every rule it breaks."""

    routes: tuple[DatedRoute, ...]
    cost: Cost
    violations: tuple[Violation, ...]

    @property
    def feasible(self) -> bool:
        """Whether no rule is broken."""
        return not self.violations
