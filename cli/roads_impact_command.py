"""`luco roads impact`: what closures would cut off and lengthen, before they are planned with."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from cli.group import HELP
from cli.inputs import Reader
from cli.options import Profiles, SeasonName
from cli.session import print_json, refuse, say, screen, session
from cli.table import new_table
from routing.formats.words import distance_words, duration_words, number_words
from routing.service.impact import Impact, ProfileImpact, Trip, preview_closures
from routing.service.network import load_network

_SHOWN = 12
_PARTS = ("cut_off", "detours", "links")


def impact(
    folder: Annotated[Path, typer.Argument(help=HELP + "opt.roads_dir", metavar="DIR")],
    *,
    closures: Annotated[Path, typer.Option("--closures", help=HELP + "opt.closures", metavar="F")],
    profile: Annotated[
        str | None, typer.Option("--profile", help=HELP + "opt.impact_profile", metavar="P")
    ] = None,
    season: SeasonName = None,
    profiles: Profiles = None,
) -> None:
    """Print whom closures would cut off and who would drive how far round."""
    reader = Reader()
    closed, weather = reader.closures(closures), reader.season(season)
    reader.stop_if_faulty()
    if not closed:
        refuse("cli.impact.no_closure", column="--closures", file=closures)
    network = load_network(folder, profiles=profiles)
    found = preview_closures(
        network, closed, season=weather, profiles=[profile] if profile else ()
    )
    if session.machine:
        print_json(_document(found))
        return
    lang, console = session.lang, screen()
    touched = say(
        "cli.impact.touched",
        edges=number_words(len(found.edges), lang),
        distance=distance_words(found.length_m, lang),
        roads=", ".join(found.roads) or "–",
    )
    console.print(touched, highlight=False, markup=False)
    for each in found.profiles:
        _show(each)


def _show(each: ProfileImpact) -> None:
    counts = {name: len(getattr(each, name)) for name in _PARTS}
    screen().print(
        say("cli.impact.profile", profile=each.profile, lost=each.lost_nodes, **counts),
        highlight=False,
        markup=False,
    )
    for name in _PARTS:
        trips: tuple[Trip, ...] = getattr(each, name)
        if trips:
            screen().print(_table(name, trips))


def _table(name: str, trips: tuple[Trip, ...]) -> Table:
    lang = session.lang
    headers = ("place", "goal", "before", "after", "extra")
    title = say(f"cli.impact.{name}")
    table = new_table(title, *(say(f"cli.impact.{each}") for each in headers), right=(2, 3, 4))
    for trip in trips[:_SHOWN]:
        after = extra = say("cli.impact.none")
        if trip.after_s is not None and trip.after_m is not None:
            after = f"{duration_words(trip.after_s, lang)}, {distance_words(trip.after_m, lang)}"
            extra = f"+{duration_words(trip.extra_s, lang)}, {_signed(trip.extra_m)}"
        before = f"{duration_words(trip.before_s, lang)}, {distance_words(trip.before_m, lang)}"
        table.add_row(trip.place.name, (trip.goal_after or trip.goal).name, before, after, extra)
    if len(trips) > _SHOWN:
        table.caption = say("cli.impact.more", count=len(trips) - _SHOWN)
    return table


def _signed(metres: int) -> str:
    sign = "+" if metres >= 0 else "−"
    return sign + distance_words(abs(metres), session.lang)


def _document(found: Impact) -> dict[str, object]:
    return {
        "edges": len(found.edges),
        "length_m": found.length_m,
        "roads": list(found.roads),
        "goals": [goal.id for goal in found.goals],
        "profiles": [
            {
                "profile": each.profile,
                "lost_nodes": each.lost_nodes,
                **{name: [_trip(trip) for trip in getattr(each, name)] for name in _PARTS},
            }
            for each in found.profiles
        ],
    }


def _trip(trip: Trip) -> dict[str, object]:
    return {
        "place": trip.place.id,
        "goal": trip.goal.id,
        "before_s": trip.before_s,
        "before_m": trip.before_m,
        "goal_after": trip.goal_after.id if trip.goal_after else None,
        "after_s": trip.after_s,
        "after_m": trip.after_m,
    }
