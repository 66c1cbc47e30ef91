"""A planner as a process: it ends on a signal, or with the server that started it."""

import logging
import signal
import sys
from threading import Event, Thread
from types import FrameType

from api.db.migrate import prepare
from api.jobs.searcher import work_off
from api.knowledge import KnowledgeShelf, load_knowledge
from api.settings import Settings

_log = logging.getLogger(__name__)


def run_worker(settings: Settings, *, with_parent: bool = False) -> int:
    """Work off planning jobs until told to stop by a signal; then return 0.

    Parameters
    ----------
    with_parent
        Stop too when standard input ends, as it does when the process that holds its other
        end is gone, however it went.

    Raises
    ------
    InputError
        When the database is not at this program's schema, or roads cannot be loaded.
    """
    stop = Event()

    def on_signal(number: int, _frame: FrameType | None) -> None:
        _log.info("signal %d: stopping", number)
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)
    if with_parent:
        Thread(target=_wait_for_end, args=(stop,), name="parent", daemon=True).start()
    database = prepare(settings)
    try:
        shelf = KnowledgeShelf(settings, load_knowledge(settings))
        work_off(settings, database, shelf, stop=stop)
    finally:
        database.close()
    return 0


def _wait_for_end(stop: Event) -> None:
    while sys.stdin.buffer.read(1):
        pass
    stop.set()
