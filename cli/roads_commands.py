"""`luco roads`: what the roads are, and the travel over them."""

from pathlib import Path as FilePath
from typing import Annotated

import typer

from cli.group import HELP, LucoCommand, LucoSubgroup, new_app
from cli.inputs import Reader
from cli.options import At, Closures, ProfileName, Profiles, SeasonName
from cli.roads_directions_command import directions
from cli.roads_impact_command import impact
from cli.roads_import_command import import_command
from cli.roads_info import info
from cli.roads_reach_command import reach
from cli.session import note, print_json, say, screen, session, show_warnings
from cli.table import new_table
from cli.to_file import to_file
from routing.formats.matrix_table import NPZ_SUFFIX, fuel_ml, matrix_csv, save_matrix_npz
from routing.formats.points_table import read_points
from routing.formats.words import distance_words, duration_words, number_words
from routing.service import find_route, load_network, matrix_of_points

app = new_app(
    "roads", cls=LucoSubgroup, help=HELP + "roads", epilog=HELP + "common", no_args_is_help=True
)
Folder = Annotated[FilePath, typer.Argument(help=HELP + "opt.roads_dir", metavar="DIR")]
Output = Annotated[
    FilePath | None,
    typer.Option("-o", "--output", help=HELP + "opt.output", metavar="F"),
]


app.command("info", cls=LucoCommand, help=HELP + "roads_info", epilog=HELP + "common")(info)

app.command("import", cls=LucoCommand, help=HELP + "roads_import", epilog=HELP + "common")(
    import_command
)

app.command("impact", cls=LucoCommand, help=HELP + "roads_impact", epilog=HELP + "common")(impact)

app.command("directions", cls=LucoCommand, help=HELP + "roads_directions", epilog=HELP + "common")(
    directions
)

app.command("reach", cls=LucoCommand, help=HELP + "roads_reach", epilog=HELP + "common")(reach)


@app.command("matrix", cls=LucoCommand, help=HELP + "roads_matrix", epilog=HELP + "common")
def matrix(
    folder: Folder,
    *,
    profile: ProfileName,
    points: Annotated[FilePath, typer.Option(help=HELP + "opt.points", metavar="F.csv")],
    output: Output = None,
    season: SeasonName = None,
    closures: Closures = None,
    at: At = None,
    profiles: Profiles = None,
) -> None:
    """Print or write travel times, distances and fuel between all points."""
    reader = Reader()
    rows = reader.table(points, read_points)
    closed, moment, weather = reader.closures(closures), reader.moment(at, "--at"), season
    chosen = reader.season(weather)
    reader.stop_if_faulty()
    network = load_network(folder, profiles=profiles)
    found, sites = matrix_of_points(
        network,
        profile,
        [row.location for row in rows],
        at=moment,
        season=chosen,
        closures=closed,
    )
    show_warnings(warning for site in sites for warning in site.notes)
    ids = [row.id for row in rows]
    if output is not None and output.suffix == NPZ_SUFFIX:
        with to_file(output):
            save_matrix_npz(found, ids, output)
    elif output is not None:
        with to_file(output):
            output.write_text(matrix_csv(found, ids), "utf-8")
    elif session.machine:
        print_json(
            {
                "ids": ids,
                "duration_s": found.duration_s.tolist(),
                "distance_m": found.distance_m.tolist(),
                "fuel_ml": fuel_ml(found).tolist(),
            }
        )
    else:
        print(matrix_csv(found, ids), end="")
    if output is not None:
        note("cli.written", file=output)


@app.command("route", cls=LucoCommand, help=HELP + "roads_route", epilog=HELP + "common")
def route(
    folder: Folder,
    origin: Annotated[str, typer.Argument(help=HELP + "opt.from", metavar="A")],
    target: Annotated[str, typer.Argument(help=HELP + "opt.to", metavar="B")],
    *,
    profile: ProfileName,
    season: SeasonName = None,
    closures: Closures = None,
    at: At = None,
    profiles: Profiles = None,
) -> None:
    """Print the chosen path between two places."""
    reader = Reader()
    start, goal = reader.location(origin, "A"), reader.location(target, "B")
    closed, moment = reader.closures(closures), reader.moment(at, "--at")
    weather = reader.season(season)
    reader.stop_if_faulty()
    if start is None or goal is None:
        return
    network = load_network(folder, profiles=profiles, asked_once=True)
    path, site_a, site_b = find_route(
        network, profile, start, goal, at=moment, season=weather, closures=closed
    )
    show_warnings((*site_a.notes, *site_b.notes))
    if session.machine:
        print_json(
            {
                "from": site_a.place,
                "to": site_b.place,
                "profile": profile,
                "distance_m": path.distance_m,
                "duration_s": path.duration_s,
                "climb_m": path.climb_m,
                "descent_m": path.descent_m,
                "fuel_empty_ml": path.fuel_empty_ml,
                "fuel_full_ml": path.fuel_full_ml,
                "roads": list(path.roads),
                "schematic": network.graph.schematic,
                "geometry": [[point.lon, point.lat] for point in path.points],
                "elevation": [list(pair) for pair in path.elevation],
            }
        )
        return
    lang = session.lang
    table = new_table(f"{site_a.name} → {site_b.name} ({profile})", "", "")
    table.show_header = False
    table.add_row(say("cli.roads.distance"), distance_words(path.distance_m, lang))
    table.add_row(say("cli.roads.duration"), duration_words(path.duration_s, lang))
    table.add_row(say("cli.roads.climb"), f"{number_words(path.climb_m, lang)} m")
    table.add_row(say("cli.roads.descent"), f"{number_words(path.descent_m, lang)} m")
    fuel = [
        number_words(ml / 1000, lang, decimals=1) for ml in (path.fuel_empty_ml, path.fuel_full_ml)
    ]
    table.add_row(say("cli.roads.fuel"), say("cli.roads.litres", empty=fuel[0], full=fuel[1]))
    table.add_row(say("cli.roads.roads"), " – ".join(path.roads))
    screen().print(table)
