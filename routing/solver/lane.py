"""A lane of the portfolio: engines that take turns in one thread, round after round."""

from dataclasses import dataclass
from typing import Final

from routing.problem.sequences import Sequences
from routing.solver.engine import Turn
from routing.solver.incumbent import Incumbent
from routing.solver.posts import divide, round_end
from routing.solver.seat import Seat
from routing.solver.watch import Watch

CONFIRM_EVERY_S: Final = 4.0
CONFIRM_RATIO: Final = 50.0
"""The referee gets no more than one part in so many of the time."""
IDLE_STEPS: Final = 5_000
IDLE_STEPS_PER_PAIR: Final = 200
"""Steps without a better plan after which an engine has nothing left in this round."""
MOST_OWN: Final = 420
"""Requests up to which routes of engines' own are worth finding, to be combined anew."""
REHEAT: Final = 0.4
"""Fraction at which an engine begins a later round: it is not melted down again."""
PATIENCE: Final = 20.0
"""Where steps bound a turn, it counts as hanging after so many times the seconds of its post."""


@dataclass
class Lane:
    """Seats in their order; the lane that `tells` reports, and has the referee look now and then.

    `error` is what ended the lane, if anything did.
    """

    seats: list[Seat]
    best: Incumbent
    watch: Watch
    first_plan: Sequences
    tells: bool
    confirm_at_s: float = CONFIRM_EVERY_S
    error: Exception | None = None

    def run(self) -> None:
        """Go round after round until the watch says stop or nobody gets any further."""
        try:
            number, goes_on = 0, True
            while goes_on and not self.watch.stopped_by:
                goes_on = self._run_round(number)
                number += 1
        except Exception as error:
            self.error = error
            self.watch.stop("error")

    def _run_round(self, number: int) -> bool:
        """Give each engine its part of a round; tell whether another round is of use."""
        watch, before = self.watch, self.watch.steps
        begin = watch.fraction
        length = max(0.0, round_end(watch.options, number, begin) - begin)
        seats = [seat for seat in self.seats if not seat.lost]
        parts = divide([self._share(seat) for seat in seats], [seat.gain for seat in seats])
        for seat in seats:
            seat.gain = 0
        until, early = begin, True
        for seat, part in zip(seats, parts, strict=True):
            until += length * part
            early &= self._run_post(seat, number, until)
        if watch.fraction >= 1.0:
            watch.end()
        elif early and not any(seat.gain for seat in seats):
            watch.stop("converged")
        return watch.steps > before

    def _share(self, seat: Seat) -> float:
        """Return an engine's share; of a bound by steps, a single turn has none."""
        by_steps = self.watch.options.steps is not None
        return 0.0 if by_steps and seat.post.single else seat.post.share

    def _run_post(self, seat: Seat, number: int, until: float) -> bool:
        """Let one engine work up to a fraction of the bound; tell whether it ended early."""
        watch, begin, quiet = self.watch, self.watch.fraction, 0
        plan = self._plan_for(seat, number)
        if seat.post.single:
            if watch.may_go_on():
                self._take_turn(seat, Turn(plan, 0, 1.0, watch.seconds_until(until)))
            return True
        while not seat.lost and watch.fraction < until:
            steps = watch.take_steps(seat.steps, until)
            if not steps:
                return False
            done = (watch.fraction - begin) / max(1e-9, until - begin)
            heat = done if number == 0 else REHEAT + (1 - REHEAT) * done
            turn = Turn(plan, steps, min(1.0, heat), self._seconds(seat, until))
            better = self._take_turn(seat, turn)
            quiet = 0 if better else quiet + steps
            plan = self.best.best.plan if better else plan
            if quiet > self._idle_steps():
                return True
        return seat.lost

    def _seconds(self, seat: Seat, until: float) -> float:
        """Return the seconds of an engine's turn; bounded by steps, only what hangs needs more."""
        by_steps = self.watch.options.steps is not None
        most_s = seat.post.seconds * (PATIENCE if by_steps else 1.0)
        return min(most_s, self.watch.seconds_until(until))

    def _plan_for(self, seat: Seat, number: int) -> Sequences:
        """Return what an engine begins from: the best plan, or the first to go its own way."""
        own = number == 0 and seat.post.own_start
        few = len(self.best.part.requests) <= MOST_OWN
        return self.first_plan if own and few else self.best.best.plan

    def _idle_steps(self) -> int:
        return IDLE_STEPS + IDLE_STEPS_PER_PAIR * len(self.best.part.requests) ** 2

    def _take_turn(self, seat: Seat, turn: Turn) -> bool:
        better = seat.take_turn(turn, self.best, self.watch)
        if self.tells:
            self._tell()
        return better

    def _tell(self) -> None:
        """Report the best plan; every few seconds have the referee confirm it."""
        best, watch = self.best, self.watch
        now_s = watch.elapsed_s
        if now_s > self.confirm_at_s and best.best is not best.confirmed:
            whole = best.confirm()
            took_s = watch.elapsed_s - now_s
            self.confirm_at_s = now_s + max(CONFIRM_EVERY_S, CONFIRM_RATIO * took_s)
            watch.report(best.best.cost, whole)
        watch.report(best.best.cost)
