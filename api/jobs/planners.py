"""The planner processes of a server: started, kept running, ended with it."""

import logging
import os
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Final, Self

from api.settings import Settings, environment_of

GRACE_S: Final = 10.0
FIRST_PAUSE_S: Final = 1.0
LONGEST_PAUSE_S: Final = 30.0
_ROOT: Final = Path(__file__).resolve().parent.parent.parent
_log = logging.getLogger(__name__)


class Planners:
    """Some planner processes. One that dies is replaced, later each time it dies at once.

    Each holds the reading end of a pipe as its standard input: when this process ends, even
    by `kill -9`, they see the end of it and stop by themselves.
    """

    def __init__(self, settings: Settings, count: int) -> None:
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        self._environment = {**os.environ, **environment_of(settings), "PYTHONPATH": path}
        self._ending = Event()
        self._keepers = [
            Thread(target=self._keep, name=f"planner {number}", daemon=True)
            for number in range(count)
        ]

    def __enter__(self) -> Self:
        """Start the processes."""
        for keeper in self._keepers:
            keeper.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes; a search under way is given back to the queue."""
        self._ending.set()
        for keeper in self._keepers:
            keeper.join()

    def _keep(self) -> None:
        pause_s = FIRST_PAUSE_S
        while not self._ending.is_set():
            started = monotonic()
            code = self._run_one()
            if self._ending.is_set():
                return
            quick = monotonic() - started < LONGEST_PAUSE_S
            pause_s = min(LONGEST_PAUSE_S, 2 * pause_s) if quick else FIRST_PAUSE_S
            _log.error("a planner ended with code %s; another starts in %.0f s", code, pause_s)
            self._ending.wait(pause_s)

    def _run_one(self) -> int:
        command = [sys.executable, "-m", "api.jobs"]
        process = subprocess.Popen(  # noqa: S603 - this very program
            command, stdin=subprocess.PIPE, env=self._environment
        )
        while process.poll() is None and not self._ending.wait(0.2):
            pass
        if process.stdin:
            process.stdin.close()
        try:
            return process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()
