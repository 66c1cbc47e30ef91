"""When a search ends, and who is told how it goes."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from routing.problem.cost import Cost
from routing.problem.sequences import Sequences
from routing.solver.answer import OnProgress, Progress, ShouldStop, SolveOptions

REPORT_EVERY_S: Final = 0.1
RESERVE_S: Final = 0.2
RESERVE_SHARE: Final = 0.03
"""How long before its end a search stops, so that reasons are told in time: at most seconds, and a
share of the time."""
EXPLAIN_S: Final = 0.15
EXPLAIN_SHARE: Final = 0.02
"""How long after the end reasons are still looked for: seconds, and a share of the time."""
LEAST_S: Final = 0.1
"""How long they are looked for even when the search ended late."""
REPAIR_S: Final = 0.2
REPAIR_SHARE: Final = 0.02
"""How long after the end repairs are still looked for: seconds, and a share of the time."""


@dataclass
class Watch:
    """Counts steps and seconds of one search against its bounds; threads may share it.

    Bounded by steps, nothing it says depends on the clock, unless the seconds end it.
    """

    options: SolveOptions
    on_progress: OnProgress | None = None
    should_stop: ShouldStop | None = None
    steps: int = 0
    stopped_by: str = ""
    begun: float = field(default_factory=time.monotonic)
    reported_s: float = 0.0
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def elapsed_s(self) -> float:
        """Seconds since the search began."""
        return time.monotonic() - self.begun

    @property
    def search_s(self) -> float:
        """Seconds that the search may take."""
        limit_s = self.options.time_limit_s
        return limit_s - min(RESERVE_S, RESERVE_SHARE * limit_s)

    @property
    def seconds_left(self) -> float:
        """Seconds until the search must end."""
        return max(0.0, self.search_s - self.elapsed_s)

    @property
    def fraction(self) -> float:
        """Share of the bound that is used up, from 0 to 1."""
        if self.options.steps is not None:
            return min(1.0, self.steps / max(1, self.options.steps))
        return min(1.0, self.elapsed_s / max(1e-9, self.search_s))

    def seconds_until(self, fraction: float) -> float:
        """Return the seconds until a fraction of the time is used up; bounded by steps, all."""
        if self.options.steps is not None:
            return self.seconds_left
        return max(0.0, fraction * self.search_s - self.elapsed_s)

    def end(self) -> None:
        """End the search at its bound."""
        self.stop("time" if self.options.steps is None else "steps")

    def stop(self, why: str) -> None:
        """End the search, unless it has ended."""
        with self._lock:
            self.stopped_by = self.stopped_by or why

    def may_go_on(self) -> bool:
        """Tell whether neither the caller nor the clock ends the search."""
        with self._lock:
            if self.stopped_by:
                return False
            if self.should_stop is not None and self.should_stop():
                self.stopped_by = "request"
            elif self.seconds_left <= 0:
                self.stopped_by = "time"
            return not self.stopped_by

    def may_repair(self) -> bool:
        """Tell whether there is time to look for repairs: bounded by steps, always."""
        late_s = self.elapsed_s - self.options.time_limit_s
        most_s = REPAIR_S + REPAIR_SHARE * self.options.time_limit_s
        return self.options.steps is not None or late_s < most_s

    def explaining(self) -> Callable[[], bool]:
        """Return what tells whether there is time for reasons: bounded by steps, always."""
        if self.options.steps is not None:
            return lambda: True
        most_s = (1 + EXPLAIN_SHARE) * self.options.time_limit_s + EXPLAIN_S
        until_s = max(most_s, self.elapsed_s + LEAST_S)
        return lambda: self.elapsed_s < until_s

    def take_steps(self, most: int, until: float = 1.0) -> int:
        """Count as many steps as may be taken at once, up to a fraction of the bound.

        None are left when the search ends.
        """
        with self._lock:
            if not self.may_go_on():
                return 0
            bound = self.options.steps
            if bound is not None:
                if self.steps >= bound:
                    self.stopped_by = "steps"
                most = min(most, bound - self.steps, max(1, round(until * bound) - self.steps))
            self.steps += most
            return most

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
