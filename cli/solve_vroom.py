"""`luco solve` of VROOM's JSON, its answer on standard output as VROOM's own program gives it."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from api.settings import load_settings
from cli import sample
from cli.progress import show_search
from cli.session import BAD_INPUT, DONE, INTERNAL, margin
from routing.formats.vroom.document import VroomDocument
from routing.formats.vroom.errors import Code, VroomError
from routing.formats.vroom.read_document import read_document
from routing.problem.records import ClosureRecord
from routing.roads.conditions import Season
from routing.roads.router import Router
from routing.service.network import Network, load_network
from routing.service.travel import find_router
from routing.service.vroom.roads import RoutedRoads
from routing.service.vroom.solving import Watched, answer_vroom, open_case, search_options
from routing.solver.answer import SolveOptions

_MOST_S: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to solve, by the words of the line; the document may wish for seconds otherwise."""

    search: SolveOptions
    engine: str
    geometry: bool
    choose_eta: bool
    has_seconds: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """The roads to drive on where no matrix is given."""

    roads: Path | None
    profiles: Path | None
    closures: tuple[ClosureRecord, ...]
    season: Season | None
    at: datetime


def is_vroom(text: str) -> bool:
    """Tell whether a text is meant to be VROOM's JSON."""
    return text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["}


def solve_vroom(text: str, file: str, wanted: Wanted, ground: Ground) -> tuple[str, int]:
    """Return VROOM's answer as JSON and the exit code; faults are told beside it."""
    try:
        document = read_document(
            text.lstrip("\ufeff"), geometry=wanted.geometry, choose_eta=wanted.choose_eta
        )
        return _answer(document, wanted, ground), DONE
    except VroomError as error:
        for each in error.faults:
            margin().print(f"{file}: {each}", style="red", markup=False, highlight=False)
        code = INTERNAL if error.code is Code.INTERNAL else BAD_INPUT
        return json.dumps(error.document(), ensure_ascii=False), code


def _answer(document: VroomDocument, wanted: Wanted, ground: Ground) -> str:
    roads = _open_roads(document, ground)
    search = _bounds(document, wanted)
    opened = open_case(document, roads)
    if document.options.choose_eta:
        return json.dumps(answer_vroom(opened, search, roads=roads), ensure_ascii=False)
    with show_search("cli.solve.searching", "", count=len(document.tasks)) as tell:
        watched = Watched(engine=wanted.engine, on_progress=tell)
        answer = answer_vroom(opened, search, roads=roads, watched=watched)
    return json.dumps(answer, ensure_ascii=False)


def _bounds(document: VroomDocument, wanted: Wanted) -> SolveOptions:
    """Return what the line says, else what the document wishes for."""
    told = wanted.search
    wish = search_options(document, most_s=_MOST_S, most_threads=told.threads)
    return replace(
        wish,
        time_limit_s=told.time_limit_s
        if wanted.has_seconds or told.steps is not None
        else wish.time_limit_s,
        steps=wish.steps if told.steps is None else told.steps,
        seed=told.seed or wish.seed,
    )


def _open_roads(document: VroomDocument, ground: Ground) -> RoutedRoads | None:
    """Return the roads, where a document may need them."""
    covered = all(
        (given := document.matrices.get(profile)) is not None
        and given.durations_s is not None
        and given.distances_m is not None
        for profile in document.profiles
    )
    if covered and not document.options.geometry:
        return None
    network = load_network(ground.roads or sample.ROADS, profiles=ground.profiles)
    return _roads_of(network, ground)


def _roads_of(network: Network, ground: Ground) -> RoutedRoads:
    def find(profile: str) -> Router:
        return find_router(
            network, profile, at=ground.at, season=ground.season, closures=ground.closures
        )

    return RoutedRoads(find, lambda: network.profiles, load_settings().compat_profile)
