"""The end of a planner with the server that started it, however that one ended."""

import os
import sys
from threading import Event, Thread


class Parent:
    """Watches standard input, whose other end the server holds: it ends with the server.

    Before the planner is ready it is gone at once; afterwards `stop` tells it to finish.
    """

    def __init__(self) -> None:
        self.stop = Event()
        self._ready = Event()
        Thread(target=self._wait, name="parent", daemon=True).start()

    def ready(self) -> Event:
        """Tell that `stop` is looked at from now on, and return it."""
        self._ready.set()
        return self.stop

    def _wait(self) -> None:
        while sys.stdin.buffer.read(1):
            pass
        self.stop.set()
        if not self._ready.is_set():
            os._exit(0)
