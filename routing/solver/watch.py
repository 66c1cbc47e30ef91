"""When a search ends, and who is told how it goes."""

import time
from dataclasses import dataclass, field
from typing import Final

from routing.problem.cost import Cost
from routing.problem.sequences import Sequences
from routing.solver.answer import OnProgress, Progress, ShouldStop, SolveOptions

REPORT_EVERY_S: Final = 0.1


@dataclass
class Watch:
    """Counts steps and seconds of one search against its bounds.

    Bounded by steps, nothing it says depends on the clock, unless the seconds end it.
    """

    options: SolveOptions
    on_progress: OnProgress | None = None
    should_stop: ShouldStop | None = None
    steps: int = 0
    stopped_by: str = ""
    begun: float = field(default_factory=time.monotonic)
    reported_s: float = 0.0

    @property
    def elapsed_s(self) -> float:
        """Seconds since the search began."""
        return time.monotonic() - self.begun

    @property
    def seconds_left(self) -> float:
        """Seconds until the search must end."""
        return max(0.0, self.options.time_limit_s - self.elapsed_s)

    @property
    def fraction(self) -> float:
        """Share of the bound that is used up, from 0 to 1."""
        if self.options.steps is not None:
            return min(1.0, self.steps / max(1, self.options.steps))
        return min(1.0, self.elapsed_s / max(1e-9, self.options.time_limit_s))

    def next_steps(self, most: int) -> int:
        """Return how many steps may be taken at once, up to some; none when the search ends."""
        if self.should_stop is not None and self.should_stop():
            self.stopped_by = "request"
        elif self.options.steps is not None and self.steps >= self.options.steps:
            self.stopped_by = "steps"
        elif self.seconds_left <= 0:
            self.stopped_by = "time"
        if self.stopped_by:
            return 0
        return most if self.options.steps is None else min(most, self.options.steps - self.steps)

    def report(self, cost: Cost, confirmed: Sequences | None = None) -> None:
        """Tell the caller the best cost so far, not more often than is of use.

        A plan that the referee has accepted is always told.
        """
        now_s = self.elapsed_s
        if self.on_progress is None:
            return
        if confirmed is None and now_s - self.reported_s < REPORT_EVERY_S:
            return
        self.reported_s = now_s
        minor = cost.total_minor + cost.penalty_minor
        self.on_progress(
            Progress(self.fraction, now_s, self.steps, minor, cost.required_dropped, confirmed)
        )
