"""VROOM's problems solved for other programs, over the roads as they are now."""

import json
import os
from threading import BoundedSemaphore
from typing import Final

from api.services.current_roads import CurrentRoads
from routing.errors import InputError, RoutingError
from routing.formats.vroom.document import VroomDocument
from routing.formats.vroom.errors import Code, VroomError
from routing.formats.vroom.read_document import read_document
from routing.roads.router import Router
from routing.service.vroom.roads import RoutedRoads
from routing.service.vroom.solving import answer_vroom, open_case, search_options

MOST_TASKS: Final = 2_000
MOST_VEHICLES: Final = 500
MOST_SECONDS: Final = 300.0
_SMALLEST: Final = (
    b'{"vehicles":[{"id":1,"start_index":0}],"jobs":[{"id":1,"location_index":1}],'
    b'"matrices":{"car":{"durations":[[0,1],[1,0]]}},"options":{"luco_steps":1}}'
)


class VroomDesk:
    """Answers problems one beside another, as many as there are processors; others wait.

    Parameters
    ----------
    usual
        The profile meant by programs that know of one only.
    """

    def __init__(self, roads: CurrentRoads, usual: str) -> None:
        self._roads = roads
        self._usual = usual
        self._processors = os.cpu_count() or 1
        self._places = BoundedSemaphore(self._processors)

    def answer(self, body: bytes) -> bytes:
        """Return the answer to a document as JSON.

        Raises
        ------
        VroomError
            When the document is refused.
        ApiError
            ``NOT_READY`` when roads are needed and cannot be loaded.
        """
        document = read_document(body)
        check_size(document)
        search = search_options(document, most_s=MOST_SECONDS, most_threads=self._processors)
        roads = RoutedRoads(self._find_router, self._list_profiles, self._usual)
        try:
            with self._places:
                answer = answer_vroom(open_case(document, roads), search, roads=roads)
        except RoutingError as error:
            raise VroomError(Code.INTERNAL, [str(error)]) from error
        return json.dumps(answer, ensure_ascii=False).encode()

    def check(self) -> bool:
        """Tell whether a small problem is solved."""
        told = json.loads(self.answer(_SMALLEST))
        return bool(told["summary"]["unassigned"] == 0)

    def _list_profiles(self) -> frozenset[str]:
        return self._roads.profiles

    def _find_router(self, profile: str) -> Router:
        try:
            return self._roads.router(profile)
        except InputError as error:
            said = [each.message("en") for each in error.faults]
            raise VroomError(Code.ROUTING, said) from error


def check_size(document: VroomDocument) -> None:
    """Refuse what is too big to be answered while somebody waits.

    Raises
    ------
    VroomError
        With code `Code.TOO_LARGE`.
    """
    sizes = (
        ("locations", len(document.tasks), MOST_TASKS),
        ("vehicles", len(document.vehicles), MOST_VEHICLES),
    )
    faults = [
        f"Too many {what} ({size}) in query, maximum is set to {most}"
        for what, size, most in sizes
        if size > most
    ]
    if faults:
        raise VroomError(Code.TOO_LARGE, faults)
