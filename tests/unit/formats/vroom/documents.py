"""Small documents of VROOM's, and what its own program answered to them (version 1.15)."""

import json
from typing import Any

from routing.formats.vroom.answer import Json, Timings, build_answer
from routing.formats.vroom.case import Case, build_case
from routing.formats.vroom.document import VroomDocument
from routing.formats.vroom.errors import Code, VroomError
from routing.formats.vroom.imposed import impose_routes
from routing.formats.vroom.measures import find_measures
from routing.formats.vroom.read_document import read_document
from routing.formats.vroom.stops import lay_stops

LEGS = [[0, 100, 201], [100, 0, 50], [200, 50, 0]]


def vehicle(*steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A vehicle that begins and ends at row 0."""
    told = {"steps": list(steps)} if steps else {}
    return {"id": 1, "start_index": 0, "end_index": 0, **told, **more}


def job(number: int = 1, row: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": number, "location_index": row, **more}


def step(kind: str, number: int | None = None, **more: Any) -> dict[str, Any]:
    return {"type": kind, **({} if number is None else {"id": number}), **more}


def stated(**parts: Any) -> dict[str, Any]:
    """One vehicle and one job of ten minutes, but for the parts given."""
    usual = {"vehicles": [vehicle()], "jobs": [job(service=600)]}
    return {**usual, "matrices": {"car": {"durations": LEGS}}, **parts}


def read(document: object, *, choose_eta: bool = False) -> VroomDocument:
    return read_document(json.dumps(document), choose_eta=choose_eta)


def faults_of(document: object) -> tuple[str, ...]:
    try:
        read(document)
    except VroomError as error:
        return error.faults if error.code is Code.INPUT else ()
    return ()


def case_of(document: object, *, choose_eta: bool = False) -> Case:
    found = read(document, choose_eta=choose_eta)
    stops = lay_stops(found)
    return build_case(found, stops, find_measures(found, stops, None))


def imposed(document: object) -> Json:
    """The answer of plan mode."""
    case = case_of(document, choose_eta=True)
    return build_answer(case, impose_routes(case), Timings())
