"""`luco roads directions`: what to do at which junction, and other good ways."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from cli.group import HELP
from cli.inputs import Reader
from cli.options import At, Closures, ProfileName, Profiles, SeasonName
from cli.session import print_json, say, screen, session
from cli.table import new_table
from routing.formats.words import distance_words, duration_words, number_words
from routing.roads.instructions import instruct_all
from routing.roads.steps import Step
from routing.service.directions import Way, find_directions
from routing.service.network import load_network
from routing.units import MILLI, divide_half_up

MOST_ALTERNATIVES = 3
_NEAR_M = 1000


def directions(
    folder: Annotated[Path, typer.Argument(help=HELP + "opt.roads_dir", metavar="DIR")],
    origin: Annotated[str, typer.Argument(help=HELP + "opt.from", metavar="A")],
    target: Annotated[str, typer.Argument(help=HELP + "opt.to", metavar="B")],
    *,
    profile: ProfileName,
    alternatives: Annotated[
        int,
        typer.Option(
            "--alternatives",
            help=HELP + "opt.alternatives",
            metavar="N",
            min=0,
            max=MOST_ALTERNATIVES,
        ),
    ] = 0,
    season: SeasonName = None,
    closures: Closures = None,
    at: At = None,
    profiles: Profiles = None,
) -> None:
    """Print the way between two places step by step."""
    reader = Reader()
    start, goal = reader.location(origin, "A"), reader.location(target, "B")
    closed, moment = reader.closures(closures), reader.moment(at, "--at")
    weather = reader.season(season)
    reader.stop_if_faulty()
    if start is None or goal is None:
        return
    network = load_network(folder, profiles=profiles, asked_once=True)
    ways = find_directions(
        network,
        profile,
        (start, goal),
        at=moment,
        season=weather,
        closures=closed,
        alternatives=alternatives,
    )
    if session.machine:
        print_json({"schematic": network.graph.schematic, "ways": [_way(way) for way in ways]})
        return
    for number, way in enumerate(ways):
        screen().print(_table(way, number))


def _table(way: Way, number: int) -> Table:
    lang = session.lang
    title = say(
        "cli.directions.way" if number == 0 else "cli.directions.other",
        number=number,
        distance=distance_words(way.drive.distance_m, lang),
        duration=duration_words(_seconds(way.drive.time_ms), lang),
        climb=number_words(way.climb_m, lang),
    )
    headers = (say(f"cli.directions.{name}") for name in ("step", "distance", "duration"))
    table = new_table(title, *headers, right=(1, 2))
    for step, said in zip(way.steps, instruct_all(way.steps, lang), strict=True):
        duration = duration_words(_seconds(step.time_ms), lang) if step.distance_m else ""
        table.add_row(said, _distance(step.distance_m), duration)
    return table


def _distance(metres: int) -> str:
    """Return kilometres, metres where the next step is near, nothing where there is none."""
    if metres >= _NEAR_M:
        return distance_words(metres, session.lang)
    return f"{metres} m" if metres else ""


def _way(way: Way) -> dict[str, object]:
    vi, en = instruct_all(way.steps, "vi"), instruct_all(way.steps, "en")
    return {
        "distance_m": way.drive.distance_m,
        "duration_s": _seconds(way.drive.time_ms),
        "climb_m": way.climb_m,
        "descent_m": way.descent_m,
        "geometry": [[point.lon, point.lat] for point in way.points],
        "elevation": [list(pair) for pair in way.elevation],
        "steps": [_step(step, *said) for step, *said in zip(way.steps, vi, en, strict=True)],
    }


def _step(step: Step, vi: str, en: str) -> dict[str, object]:
    manoeuvre = step.manoeuvre
    return {
        "kind": manoeuvre.kind,
        "modifier": manoeuvre.modifier,
        "exit": manoeuvre.exit,
        "lon": manoeuvre.lonlat.lon,
        "lat": manoeuvre.lonlat.lat,
        "bearing_before": manoeuvre.bearing_before,
        "bearing_after": manoeuvre.bearing_after,
        "name": step.name,
        "ref": step.ref,
        "mode": step.mode,
        "distance_m": step.distance_m,
        "duration_s": _seconds(step.time_ms),
        "instruction_vi": vi,
        "instruction_en": en,
    }


def _seconds(time_ms: int) -> int:
    return divide_half_up(time_ms, MILLI)
