"""The server as a process of its own, that can be killed and started again where it was."""

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

import psutil

from api.settings import Settings, environment_of

START_S: Final = 120.0
_SERVE: Final = "import api.serve; raise SystemExit(api.serve.serve())"


class Server:
    """`luco serve` at an address that stays the same however often it is killed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process = _start(settings)
        self.address = _read_address(self._process)
        self._settings = replace(settings, port=int(self.address.rstrip("/").rpartition(":")[2]))

    def kill(self) -> None:
        """Kill all its processes at once, with ``kill -9``."""
        family = psutil.Process(self._process.pid).children(recursive=True)
        self._process.kill()
        for each in family:
            each.kill()
        psutil.wait_procs(family, START_S)
        self._process.wait(START_S)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def start_again(self) -> None:
        """Start it after it was killed."""
        self._process = _start(self._settings)
        _read_address(self._process)


@contextmanager
def serving(settings: Settings) -> Iterator[Server]:
    """Yield a server, killed in the end."""
    server = Server(settings)
    try:
        yield server
    finally:
        server.kill()


def _start(settings: Settings) -> subprocess.Popen[str]:
    environment = {**os.environ, **environment_of(settings)}
    command = [sys.executable, "-c", _SERVE]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )


def _read_address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], START_S)
    address = process.stdout.readline().strip() if ready else ""
    if not address:
        process.kill()
        raise RuntimeError("the server did not start")
    return address
