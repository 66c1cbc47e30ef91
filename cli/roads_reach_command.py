"""`luco roads reach`: the roads and places within some minutes of a place."""
# ruff: noqa: PLC0415 - map libraries are loaded only when asked for

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from cli.group import HELP
from cli.inputs import Reader
from cli.options import At, Closures, ProfileName, Profiles, SeasonName
from cli.session import note, print_json, refuse, say, screen, session, show_warnings
from cli.table import new_table
from cli.to_file import to_file
from routing.formats.words import distance_words, number_words
from routing.roads.drives import piece_line
from routing.service.locate import Site
from routing.service.network import Network, load_network
from routing.service.reaching import Reached, find_reached

_MOST_MINUTES = 24 * 60
_SHOWN = 12
_COLOURS = ("#1a7f5a", "#d08a00", "#b03a2e", "#6c3483")


def reach(
    folder: Annotated[Path, typer.Argument(help=HELP + "opt.roads_dir", metavar="DIR")],
    place: Annotated[str, typer.Argument(help=HELP + "opt.reach_at", metavar="A")],
    *,
    profile: ProfileName,
    minutes: Annotated[
        str, typer.Option("--minutes", help=HELP + "opt.reach_minutes", metavar="N,N")
    ] = "30,60",
    inbound: Annotated[bool, typer.Option("--inbound", help=HELP + "opt.reach_inbound")] = False,
    drawing: Annotated[
        Path | None, typer.Option("--map", help=HELP + "opt.map", metavar="F")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help=HELP + "opt.output", metavar="F")
    ] = None,
    season: SeasonName = None,
    closures: Closures = None,
    at: At = None,
    profiles: Profiles = None,
) -> None:
    """Print which roads and places lie within some minutes of a place."""
    reader = Reader()
    start = reader.location(place, "A")
    closed, moment = reader.closures(closures), reader.moment(at, "--at")
    weather = reader.season(season)
    reader.stop_if_faulty()
    limits = _read_minutes(minutes)
    if start is None:
        return
    network = load_network(folder, profiles=profiles, asked_once=True)
    site, found = find_reached(
        network,
        profile,
        start,
        limits,
        inbound=inbound,
        at=moment,
        season=weather,
        closures=closed,
    )
    show_warnings(site.notes)
    if session.machine:
        print_json(_document(site, profile, found, inbound=inbound))
    else:
        screen().print(_table(site, profile, found, inbound=inbound))
    if output is not None:
        _write(network, found, output)
    if drawing is not None:
        _draw(network, found, drawing)


def _read_minutes(words: str) -> list[int]:
    parts = [part.strip() for part in words.split(",")]
    if not all(part.isdecimal() and 1 <= int(part) <= _MOST_MINUTES for part in parts):
        refuse("cli.reach.bad_minutes", column="--minutes", value=words, most=_MOST_MINUTES)
    return sorted({int(part) for part in parts})


def _table(site: Site, profile: str, found: tuple[Reached, ...], *, inbound: bool) -> Table:
    lang = session.lang
    way = "to" if inbound else "from"
    title = say(f"cli.reach.{way}", place=site.name, profile=profile)
    headers = (say(f"cli.reach.{name}") for name in ("minutes", "road", "places", "names"))
    table = new_table(title, *headers, right=(0, 1, 2))
    for each in found:
        names = [place.name for place in each.places[:_SHOWN]]
        more = ["…"] if len(each.places) > _SHOWN else []
        table.add_row(
            number_words(each.minutes, lang),
            distance_words(each.road_m, lang),
            number_words(len(each.places), lang),
            ", ".join(names + more),
        )
    return table


def _document(
    site: Site, profile: str, found: tuple[Reached, ...], *, inbound: bool
) -> dict[str, object]:
    return {
        "place": site.place,
        "profile": profile,
        "inbound": inbound,
        "within": [
            {
                "minutes": each.minutes,
                "road_m": each.road_m,
                "places": [place.id for place in each.places],
            }
            for each in found
        ],
    }


def _write(network: Network, found: tuple[Reached, ...], path: Path) -> None:
    from routing.roads.reach_table import reach_table

    table = reach_table(network.graph, [each.isochrone for each in found])
    document = json.loads(table.to_json(drop_id=True))
    document |= {"schematic": network.graph.schematic, "credit": network.graph.credit}
    with to_file(path):
        path.write_text(json.dumps(document, ensure_ascii=False) + "\n", "utf-8")
    note("cli.written", file=path)


def _draw(network: Network, found: tuple[Reached, ...], path: Path) -> None:
    from routing.formats.roads_map import Layer, draw_roads_map

    graph = network.graph
    layers = [
        Layer(
            say("cli.reach.layer", minutes=each.minutes),
            _COLOURS[min(i, len(_COLOURS) - 1)],
            [piece_line(graph, part) for part in each.isochrone.roads(graph)],
        )
        for i, each in enumerate(found)
    ]
    with to_file(path):
        draw_roads_map(graph, network.places, path, session.lang, layers=layers[::-1])
    note("cli.written", file=path)
