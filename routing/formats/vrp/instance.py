"""An instance of the literature as a problem of ours, and how its published costs are told."""

from dataclasses import dataclass

from routing.problem.problem import Problem


@dataclass(frozen=True)
class VrpInstance:
    """A problem read from a file of the literature.

    Stops have the file's order, so that a stop's index is its number in solution files; units
    bear their numbers in the file, and `unit_groups` has an entry for each unit of the file,
    equal for units alike in everything (of many such the problem may hold fewer). Times,
    distances and costs of the problem are those of the file times `scale`. Where vehicles count
    before distance, each route costs `vehicle_minor`, which is no part of a published cost.
    """

    name: str
    kind: str
    problem: Problem
    scale: int
    unit_groups: tuple[int, ...]
    vehicle_minor: int = 0

    @property
    def units_differ(self) -> bool:
        """Whether it matters which unit drives a route, apart from its number."""
        return len(set(self.unit_groups)) > 1

    def published_cost(self, objective_minor: int, routes: int) -> float:
        """Return what solution files and tables of results call the cost."""
        return (objective_minor - self.vehicle_minor * routes) / self.scale
