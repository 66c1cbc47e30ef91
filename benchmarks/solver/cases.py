"""Which instances are run, what is known of them, and for how long."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.solver.mountain import mountain_day
from benchmarks.solver.mountain_week import mountain_week
from routing.formats.vrp.instance import VrpInstance
from routing.formats.vrp.read import read_instance_file
from routing.problem.problem import Problem

DRAWN: Final = {"mountain": 10, "week": 3}
"""Sets that are drawn at random, with their number of seeds."""

LEFT_OUT_MINOR: Final = 3_000_000
"""What a required request left out counts in drawn sets."""

TUNED: Final = {
    *(f"{kind}{i:03}" for kind in ("R", "RC") for i in range(101, 113)),
    "r1_2_1", "r2_2_1", "rc1_2_1", "rc2_2_1", "X-n200-k36", "LR1_2_2",
}  # fmt: skip
"""Instances on which settings are tried out; the goals count on the others."""


@dataclass(frozen=True, slots=True)
class Case:
    """One instance; `best` is its best-known cost, with `best_routes` where vehicles count."""

    family: str
    name: str
    clients: int
    best: float | None = None
    best_routes: int | None = None
    path: Path | None = None

    @property
    def key(self) -> str:
        """The instance in results."""
        return f"{self.family}/{self.name}"

    @property
    def tuned(self) -> bool:
        """Whether settings were tried out on it."""
        return self.name in TUNED

    @property
    def usual_time_s(self) -> float:
        """Return the seconds that the goals of the set are stated for."""
        by_family = {"solomon": 10.0, "GH400": 60.0, "GH1000": 60.0, "mountain": 30.0}
        if self.family == "X" and self.clients > 250:
            return 60.0
        return by_family.get(self.family, 30.0)

    def load(self) -> VrpInstance:
        """Read or draw the instance."""
        if self.path is not None:
            return read_instance_file(self.path)
        problem = draw(self.family, int(self.name))
        return VrpInstance(self.name, self.family, problem, 1, tuple(range(len(problem.vehicles))))

    def published(self, instance: VrpInstance, objective: tuple[int, int], routes: int) -> float:
        """Return a cost as tables of results tell it."""
        if self.path is None:
            return float(objective[1] + LEFT_OUT_MINOR * objective[0])
        cost = instance.published_cost(objective[1], routes)
        return cost / 100 if self.family == "HFVRP" else cost

    def total(self, cost: float, routes: int) -> float:
        """Return what is compared: published cost, and vehicles before it where they count."""
        return cost if self.best_routes is None else cost + 10_000 * routes

    @property
    def best_total(self) -> float | None:
        """Return the total of the best-known solution."""
        return None if self.best is None else self.total(self.best, self.best_routes or 0)


def draw(family: str, seed: int) -> Problem:
    """Return a drawn instance."""
    return mountain_day(seed) if family == "mountain" else mountain_week(seed=seed)


def list_cases(folder: Path | None, families: set[str], names: set[str]) -> list[Case]:
    """Return the cases of the families (all when empty) with the names (all when empty)."""
    cases = [*drawn_cases(), *(() if folder is None else folder_cases(folder))]
    return [
        case
        for case in cases
        if (not families or case.family in families) and (not names or case.name in names)
    ]


def drawn_cases() -> Iterator[Case]:
    for family, count in DRAWN.items():
        for seed in range(1, count + 1):
            yield Case(family, str(seed), {"mountain": 300, "week": 200}[family])


def folder_cases(folder: Path) -> Iterator[Case]:
    """Yield the instances that the folder's ``bks.csv`` lists, from small to big in each set."""
    with (folder / "bks.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    rows.sort(key=lambda row: int(row["clients"]))
    for row in rows:
        files = [folder / row["class"] / f"{row['instance']}{end}" for end in (".vrp", ".txt")]
        path = next((file for file in files if file.exists()), None)
        if path is None:
            print(f"# {row['class']}/{row['instance']}: no such file in {folder}")
            continue
        yield Case(
            family=row["class"],
            name=row["instance"],
            clients=int(row["clients"]),
            best=float(row["bks"]),
            best_routes=int(row["bks_vehicles"]) if row["bks_vehicles"] else None,
            path=path,
        )
