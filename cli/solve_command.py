"""`luco solve`: a problem of VROOM's or of the routing literature, solved as it stands."""

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from cli.group import HELP, LucoCommand, new_app
from cli.inputs import Reader
from cli.options import At, Closures, Profiles, SeasonName, Seed, Steps, Threads, TimeLimit
from cli.plan_command import read_search
from cli.session import DONE
from cli.solve_instance import solve_instance
from cli.solve_vroom import Ground, Wanted, is_vroom, solve_vroom
from cli.to_file import to_file
from routing.formats.vrp.text_rows import read_text

STANDARD_INPUT: Final = Path("-")

app = new_app("solve")


@app.command(cls=LucoCommand, help=HELP + "solve", epilog=HELP + "common")
def solve(
    problem: Annotated[Path, typer.Argument(help=HELP + "opt.problem", metavar="FILE|-")],
    *,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help=HELP + "opt.output", metavar="FILE")
    ] = None,
    time_limit_s: TimeLimit = None,
    steps: Steps = None,
    threads: Threads = 1,
    seed: Seed = 0,
    engine: Annotated[
        str, typer.Option("--engine", help=HELP + "opt.engine", metavar="auto|…")
    ] = "auto",
    geometry: Annotated[
        bool, typer.Option("-g", "--geometry", help=HELP + "opt.geometry")
    ] = False,
    choose_eta: Annotated[
        bool, typer.Option("-c", "--choose-eta", help=HELP + "opt.choose_eta")
    ] = False,
    roads: Annotated[
        Path | None, typer.Option("--roads", help=HELP + "opt.solve_roads", metavar="DIR")
    ] = None,
    profiles: Profiles = None,
    closures: Closures = None,
    season: SeasonName = None,
    at: At = None,
) -> int:
    """Solve a problem and print or write the answer in its own format."""
    reader = Reader()
    search = read_search(reader, time_limit_s, steps, threads, seed)
    closed, moment = reader.closures(closures), reader.moment(at, "--at")
    weather = reader.season(season)
    reader.stop_if_faulty()
    text = _read(problem)
    if not is_vroom(text):
        _write(output, solve_instance(text, str(problem), search, engine))
        return DONE
    answer, code = solve_vroom(
        text,
        str(problem),
        Wanted(search, engine, geometry, choose_eta, time_limit_s is not None),
        Ground(roads, profiles, closed, weather, moment),
    )
    _write(output, answer)
    return code


def _read(problem: Path) -> str:
    return sys.stdin.read() if problem == STANDARD_INPUT else read_text(problem)


def _write(output: Path | None, answer: str) -> None:
    if output is None:
        print(answer)
        return
    with to_file(output):
        output.write_text(answer + "\n", "utf-8")
