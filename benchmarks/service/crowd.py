"""Many shops at a time, and a server that dies among them."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Lock
from typing import Final

import httpx

from benchmarks.service.booking import Ask, Told, book
from benchmarks.service.launch import Server

_TIMEOUT_S: Final = 60.0


class Reaper:
    """Kills the server and starts it again whenever so many more asks were answered."""

    def __init__(self, server: Server, asks: int, kills: int) -> None:
        self._server = server
        self._due = {(i + 1) * asks // (kills + 1) for i in range(kills)}
        self._lock = Lock()
        self._answered = 0
        self.killed = 0

    def count(self) -> None:
        """Note one more answer; who brings the number that is due kills, the others call on."""
        with self._lock:
            self._answered += 1
            if self._answered not in self._due:
                return
            self._server.kill()
            self._server.start_again()
            self.killed += 1


def book_all(server: Server, asks: Sequence[Ask], *, at_a_time: int, kills: int = 0) -> list[Told]:
    """Return what became of each ask, in their order, so many of them at a time."""
    reaper = Reaper(server, len(asks), kills)
    with ExitStack() as stack, ThreadPoolExecutor(at_a_time) as threads:
        limits = httpx.Limits(max_connections=at_a_time, max_keepalive_connections=at_a_time)
        base = f"{server.address}api/v1/"
        client = httpx.Client(base_url=base, timeout=_TIMEOUT_S, limits=limits)
        stack.enter_context(client)

        def one(ask: Ask) -> Told:
            told = book(client, ask)
            reaper.count()
            return told

        told = list(threads.map(one, asks))
    if reaper.killed != kills:
        raise RuntimeError(f"killed {reaper.killed} times, want {kills}")
    return told
