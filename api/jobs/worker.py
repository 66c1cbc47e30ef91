"""A planner as a process."""

import logging
import signal
from collections.abc import Callable
from threading import Event
from types import FrameType
from typing import Final

from api.db.migrate import prepare
from api.jobs.courier import Courier
from api.jobs.searcher import work_off
from api.knowledge import KnowledgeShelf, load_knowledge
from api.services.closures import review_closures
from api.settings import Settings
from routing.errors import Fault

LAST_POST_S: Final = 6.0
"""A delivery under way ends by itself before."""

_log = logging.getLogger(__name__)


def run_worker(
    settings: Settings,
    stop: Event | None = None,
    *,
    on_warnings: Callable[[tuple[Fault, ...]], None] | None = None,
) -> int:
    """Work off planning jobs until a signal, or whoever holds `stop`, ends it; then return 0.

    Parameters
    ----------
    on_warnings
        Told before that what the roads no longer know of stored closures.

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
        knowledge = load_knowledge(settings)
        if on_warnings is not None:
            on_warnings(review_closures(database, knowledge.network))
        shelf = KnowledgeShelf(settings, knowledge)
        courier = Courier(settings, database, shelf).start(ending)
        work_off(settings, database, shelf, stop=ending)
        courier.join(LAST_POST_S)
    finally:
        database.close()
    return 0
