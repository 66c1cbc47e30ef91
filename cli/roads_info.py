"""`luco roads info`: a road network described for people and programs."""
# ruff: noqa: PLC0415 - drawing libraries are loaded only when asked for

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from cli import sample
from cli.group import HELP
from cli.inputs import Reader, tomorrow
from cli.options import Profiles, SeasonName
from cli.session import note, print_json, say, screen, session
from cli.table import new_table
from cli.to_file import to_file
from routing.formats.words import number_words
from routing.roads.conditions import default_season
from routing.roads.describe import Reach, RoadsReport, describe, list_weak_points
from routing.service import load_network


def info(
    folder: Annotated[
        Path | None, typer.Argument(help=HELP + "opt.roads_dir", metavar="[DIR]")
    ] = None,
    *,
    drawing: Annotated[
        Path | None, typer.Option("--map", help=HELP + "opt.map", metavar="F")
    ] = None,
    season: SeasonName = None,
    profiles: Profiles = None,
) -> None:
    """Print what a network holds, where it comes from and what each profile reaches."""
    reader = Reader()
    weather = reader.season(season) or default_season(tomorrow())
    reader.stop_if_faulty()
    network = load_network(folder or sample.ROADS, profiles=profiles)
    report = describe(network.graph, network.profiles.values(), weather)
    if session.machine:
        print_json(asdict(report) | {"weak_points": list(list_weak_points(report, session.lang))})
    else:
        _show(report)
    if drawing is not None:
        from routing.formats.roads_map import draw_roads_map

        with to_file(drawing):
            draw_roads_map(network.graph, network.places, drawing, session.lang)
        note("cli.written", file=drawing)


def _show(report: RoadsReport) -> None:
    lang, console = session.lang, screen()
    console.print(
        say(
            "cli.roads.facts",
            name=report.info.name,
            version=report.info.version,
            nodes=number_words(report.nodes, lang),
            edges=number_words(report.edges, lang),
            km=number_words(report.total_km, lang, decimals=1),
        ),
        highlight=False,
    )
    console.print(f"{report.info.credit} ({report.info.licence})", highlight=False)
    heads = (say("cli.roads.kind"), say("cli.roads.km"))
    kinds = new_table(say("cli.roads.kinds"), *heads, right=(1,))
    for sums in (report.km_by_class, report.km_by_surface, report.km_by_feature):
        for word, km in sums.items():
            kinds.add_row(word, number_words(km, lang, decimals=1))
        kinds.add_section()
    console.print(kinds)
    console.print(_reach_table(report))
    for line in list_weak_points(report, lang):
        console.print(f"• {line}", style="yellow", highlight=False)


def _reach_table(report: RoadsReport) -> Table:
    lang = session.lang
    season = say(f"cli.roads.{report.season}")
    keys = ("profile", "reached", "open", "barred", "cut_off")
    heads = (say(f"cli.roads.{key}") for key in keys)
    table = new_table(say("cli.roads.reach", season=season), *heads)
    for reach in report.reach:
        barred = ", ".join(
            f"{why} {number_words(km, lang, decimals=1)} km" for why, km in reach.barred_km.items()
        )
        table.add_row(
            reach.profile,
            f"{reach.nodes}/{report.nodes}",
            f"{number_words(reach.open_km, lang, decimals=1)} km",
            barred or "–",
            _cut_off_words(reach),
        )
    return table


def _cut_off_words(reach: Reach) -> str:
    shown = 8
    more = len(reach.cut_off) - shown
    words = ", ".join(reach.cut_off[:shown])
    return (f"{words} +{more}" if more > 0 else words) or "–"
