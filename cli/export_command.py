"""`luco export`: a plan in the format of another program."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import typer

from cli.group import HELP, LucoCommand, new_app
from cli.session import note, refuse, session
from cli.to_file import to_file
from routing.formats.geojson import routes_geojson
from routing.formats.gpx import route_gpx
from routing.formats.json_lines import dump_json
from routing.formats.plan_file import read_plan
from routing.formats.route_sheet import plan_pdf
from routing.formats.safe_text import file_stems
from routing.formats.stops_table import stops_csv
from routing.formats.text_route import route_text
from routing.formats.workbook import plan_workbook
from routing.plan.plan import Plan

FORMATS: Final = ("geojson", "gpx", "csv", "xlsx", "text", "pdf")
BINARY: Final = frozenset({"xlsx", "pdf"})


app = new_app("export")


@app.command(cls=LucoCommand, help=HELP + "export", epilog=HELP + "common")
def export(
    plan_file: Annotated[Path, typer.Argument(help=HELP + "opt.plan", metavar="PLAN")],
    *,
    form: Annotated[str, typer.Option("--format", help=HELP + "opt.format", metavar="F")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help=HELP + "opt.output", metavar="F")
    ] = None,
    route: Annotated[str | None, typer.Option(help=HELP + "opt.route", metavar="ID")] = None,
) -> None:
    """Print or write a plan in one of the formats; GPX of several routes fills a folder."""
    if form not in FORMATS:
        refuse("cli.bad_format", column="--format", value=form, known=", ".join(FORMATS))
    plan = _narrow(read_plan(plan_file), route)
    if form == "gpx" and len(plan.routes) != 1:
        _write_tracks(plan, _required(output, form))
    elif form in BINARY:
        _write_binary(plan, form, _required(output, form))
    elif output is None:
        print(_as_text(plan, form), end="")
    else:
        with to_file(output):
            output.write_text(_as_text(plan, form), "utf-8")
    if output is not None:
        note("cli.written", file=output)


def _narrow(plan: Plan, route_id: str | None) -> Plan:
    if route_id is None:
        return plan
    chosen = tuple(route for route in plan.routes if route.id == route_id)
    if not chosen:
        known = ", ".join(route.id for route in plan.routes)
        refuse("cli.unknown_route", column="--route", value=route_id, known=known)
    return replace(plan, routes=chosen)


def _as_text(plan: Plan, form: str) -> str:
    if form == "geojson":
        return dump_json(routes_geojson(plan))
    if form == "csv":
        return stops_csv(plan)
    if form == "gpx":
        return route_gpx(plan, plan.routes[0], session.lang)
    return "\n".join(route_text(plan, route, session.lang) for route in plan.routes)


def _write_tracks(plan: Plan, folder: Path) -> None:
    stems = file_stems(route.id for route in plan.routes)
    with to_file(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for route in plan.routes:
            path = folder / f"{stems[route.id]}.gpx"
            path.write_text(route_gpx(plan, route, session.lang), "utf-8")


def _write_binary(plan: Plan, form: str, path: Path) -> None:
    with to_file(path):
        if form == "xlsx":
            plan_workbook(plan, path)
        else:
            plan_pdf(plan, path, session.lang)


def _required(output: Path | None, form: str) -> Path:
    if output is None:
        refuse("cli.needs_output", column="-o", value=form)
    return output
