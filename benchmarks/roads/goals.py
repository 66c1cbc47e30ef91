"""What issue and anchors ask for, and whether a run reaches it."""

from dataclasses import dataclass

from benchmarks.roads.speed import Table

ANCHOR_MS = {"500²": 433.0, "2000²": 1750.0}
"""What SciPy took on Andorra on the machine for which the goals were set."""

GOALS = {
    1: {"season": 3, "10 closed": 2, "500²": 35, "2000²": 150, "one path": 1},
    6: {"order": 1200, "10 closed": 60, "500²": 180, "2000²": 1300},
    10: {"2000²": 3500},
}
"""Milliseconds by column and side of the network laid side by side."""

AHEAD = {
    (1, "OSRM CH"): {"500²": 2, "2000²": 2},
    (1, "routingkit-cch"): {"500²": 1, "2000²": 1},
    (6, "routingkit-cch"): {"500²": 2, "2000²": 2},
    (10, "routingkit-cch"): {"500²": 2, "2000²": 2},
}
"""How many times faster than a peer in the same run."""


@dataclass(frozen=True)
class Outcome:
    """One goal beside what was measured; `slack` is how much slower this machine was."""

    what: str
    goal: float | None
    found: float
    unit: str
    slack: float = 1.0
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        if self.goal is None:
            return True
        if self.at_least:
            return self.found >= self.goal
        return self.found <= self.goal * self.slack

    @property
    def row(self) -> str:
        sign = "≥" if self.at_least else "≤"
        found = f"{self.found:,.2f}" if self.found < 10 else f"{self.found:,.0f}"
        if self.goal is None:
            return f"| {self.what} | – | {found} {self.unit} | |"
        met = "met" if self.is_met else "MISSED"
        return f"| {self.what} | {sign} {self.goal:g} {self.unit} | {found} {self.unit} | {met} |"


def find_slack(andorra: Table) -> float:
    """Return how much slower the run's SciPy was than the anchors', 1 where it was faster."""
    scipy = andorra["SciPy Dijkstra"]
    return max(1.0, *(scipy[column] / least for column, least in ANCHOR_MS.items()))


def judge(side: int, rows: Table, slack: float, first: str) -> list[Outcome]:
    """Return the outcomes of one network."""
    name = "Andorra" if side == 1 else f"× {side * side}"
    ours = rows[first]
    outcomes = [
        Outcome(f"{name}, {column}", goal, ours[column], "ms", slack)
        for column, goal in GOALS.get(side, {}).items()
    ]
    for (where, peer), ratios in AHEAD.items():
        if where == side and peer in rows:
            outcomes += [
                Outcome(
                    f"{name}, {column} beside {peer}", ratio, rows[peer][column] / ours[column],
                    "times", at_least=True,
                )
                for column, ratio in ratios.items()
            ]  # fmt: skip
    return outcomes


def print_outcomes(outcomes: list[Outcome], slack: float) -> None:
    print(f"\n### Goals (this machine counts {slack:.2f} times slower than the anchors')\n")
    print("| what | goal | found | |\n|---|---|---|---|")
    for each in outcomes:
        print(each.row)
