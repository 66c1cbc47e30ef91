"""A planner as a process."""

import logging
import signal
from threading import Event
from types import FrameType

from api.db.migrate import prepare
from api.jobs.searcher import work_off
from api.knowledge import KnowledgeShelf, load_knowledge
from api.settings import Settings

_log = logging.getLogger(__name__)


def run_worker(settings: Settings, stop: Event | None = None) -> int:
    """Work off planning jobs until a signal, or whoever holds `stop`, ends it; then return 0.

    Raises
    ------
    InputError
        When the database is not at this program's schema, or roads cannot be loaded.
    """
    ending = stop or Event()

    def on_signal(number: int, _frame: FrameType | None) -> None:
        _log.info("signal %d: stopping", number)
        ending.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)
    database = prepare(settings)
    try:
        shelf = KnowledgeShelf(settings, load_knowledge(settings))
        work_off(settings, database, shelf, stop=ending)
    finally:
        database.close()
    return 0
