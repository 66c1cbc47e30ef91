"""The hold of one planner on one job: signs of life, progress, checkpoints, cancellation."""

import logging
from threading import Event, Lock, Thread
from time import monotonic
from types import TracebackType
from typing import Any, Final, Self

from api.db.engine import Database
from api.errors import ApiError
from api.repositories import jobs
from api.services.sequence_codec import encode_sequences
from api.settings import Settings
from api.tables import Job
from routing.problem.sequences import Sequences
from routing.solver.answer import Progress

MAX_CURVE: Final = 200
_log = logging.getLogger(__name__)


class Lease:
    """Keeps a claimed job alive from a thread of its own while the search runs.

    The search calls `note` with each better plan and asks `should_stop`; the thread writes
    what was noted, and learns whether the job is to end or was taken by another planner.
    """

    def __init__(self, database: Database, job: Job, settings: Settings) -> None:
        self.job = job
        self._database = database
        self._settings = settings
        self._guard = Lock()
        self._progress: dict[str, Any] | None = None  # Any: JSON
        self._curve: list[list[float]] = []
        self._best: Sequences | None = None
        self._written = self._saved = monotonic()
        self._lost, self._cancelled, self._closed = Event(), Event(), Event()
        self._thread = Thread(target=self._keep, name=f"lease {job.id}", daemon=True)
        if job.state == "cancelling":
            self._cancelled.set()

    def __enter__(self) -> Self:
        """Start giving signs of life."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop giving signs of life."""
        self._closed.set()
        self._thread.join()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked for an end."""
        return self._cancelled.is_set()

    def should_stop(self) -> bool:
        """Tell whether the search is to end with what it has."""
        return self._cancelled.is_set() or self._lost.is_set()

    def note(self, progress: Progress) -> None:
        """Take down how far the search is; it is written at the next sign of life."""
        elapsed_s = round(progress.elapsed_s, 3)
        point = [elapsed_s, progress.cost_minor, progress.required_dropped]
        with self._guard:
            if not self._curve or self._curve[-1][1:] != point[1:]:
                self._curve = self._curve[:1] + self._curve[1:][-(MAX_CURVE - 2) :] + [point]
            self._progress = {
                "fraction": progress.fraction,
                "elapsed_s": elapsed_s,
                "steps": progress.steps,
                "curve": self._curve,
            }
            self._best = progress.sequences or self._best

    def take_progress(self) -> dict[str, Any]:  # Any: columns of a job
        """Return what was noted since it was last taken."""
        with self._guard:
            values = {"progress": self._progress} if self._progress else {}
            self._progress = None
            return values

    def _keep(self) -> None:
        while not self._closed.wait(self._settings.poll_s) and not self._lost.is_set():
            try:
                self._look()
                self._write()
            except ApiError as error:  # the next sign of life may come through
                _log.warning("job %s: %s", self.job.id, error)
            except Exception:  # a planner without signs of life would lose its work
                _log.exception("job %s: no sign of life", self.job.id)

    def _look(self) -> None:
        with self._database.read() as session:
            if jobs.get_state(session, self.job.id) == "cancelling":
                self._cancelled.set()

    def _write(self) -> None:
        values, at = self.take_progress(), monotonic()
        best = self._best if at - self._saved >= self._settings.checkpoint_s else None
        if best:
            values["checkpoint"] = encode_sequences(best)
        if not values and at - self._written < self._settings.beat_s:
            return
        with self._database.write() as session:
            held = jobs.keep_alive(session, self.job, self._settings.lease_s, **values)
        self._written = at
        if best:
            self._saved, self._best = at, None
        if not held:
            _log.warning("job %s: another planner has it", self.job.id)
            self._lost.set()
