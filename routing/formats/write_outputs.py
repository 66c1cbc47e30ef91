"""All files of a plan in one folder, written aside first and then moved in."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from routing.errors import InputError, fault
from routing.formats.geojson import routes_geojson
from routing.formats.gpx import route_gpx
from routing.formats.json_lines import dump_json
from routing.formats.labels import NO_LABELS, Labels
from routing.formats.plan_json import plan_to_json
from routing.formats.plan_map import draw_day_map, draw_plan_map
from routing.formats.route_profile import draw_route_profile
from routing.formats.safe_text import file_stems
from routing.formats.stops_table import stops_csv
from routing.formats.text_route import route_sms, route_text
from routing.formats.workbook import plan_workbook
from routing.plan.plan import Plan
from routing.roads.graph import RoadGraph
from routing.roads.places import Place
from routing.texts import Lang

PLAN_FILE: Final = "plan.json"
_ROUTE_FILES: Final = ("{}.txt", "{}-sms.txt", "{}.gpx", "{}.svg")
_MAPS: Final = ("map.png", "map.svg", "map-????-??-??.png", "map-????-??-??.svg")


def write_outputs(  # noqa: PLR0913 - what is drawn, and how, is the caller's to say
    plan: Plan,
    summary: Mapping[str, object],
    folder: Path,
    *,
    graph: RoadGraph,
    places: Iterable[Place],
    closed_edges: Sequence[int] = (),
    pictures: bool = True,
    map_days: Sequence[int] = (),
    lang: Lang = "vi",
    labels: Labels = NO_LABELS,
) -> list[Path]:
    """Write a plan's files and return their paths, `plan.json` first.

    Files of an earlier plan in the folder go; what else lies there stays. Nothing is touched
    before all is written, and `plan.json` is moved last.

    Parameters
    ----------
    summary
        JSON values of the plan's summary.
    closed_edges
        Edges that maps mark as closed, by index in the graph.
    map_days
        Days of the horizon that get a map of their own.

    Raises
    ------
    InputError
        When the folder is a file, or cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError([fault("outputs.not_a_folder", path=str(folder))])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".luco-", dir=folder) as name:
            aside = Path(name)
            # Whom to call is for the drivers of the routes, not for all who get the tables.
            _write_tables(plan, summary, aside, lang, replace(labels, contacts={}))
            _write_routes(plan, aside / "routes", lang, labels, pictures=pictures)
            if pictures:
                draw_plan_map(plan, graph, places, closed_edges, aside / "map", lang)
                for day in map_days:
                    stem = aside / f"map-{plan.horizon.date(day)}"
                    draw_day_map(plan, day, graph, places, closed_edges, stem, lang)
            return _move_in(aside, folder)
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError([fault("outputs.not_writable", path=str(folder), why=why)]) from error


def _write_tables(
    plan: Plan, summary: Mapping[str, object], folder: Path, lang: Lang, labels: Labels
) -> None:
    texts = {
        PLAN_FILE: dump_json(plan_to_json(plan)),
        "summary.json": dump_json(summary, depth=2),
        "routes.geojson": dump_json(routes_geojson(plan), depth=2),
    }
    for name, content in texts.items():
        (folder / name).write_text(content, "utf-8")
    # The mark at its start tells spreadsheets that a CSV file is UTF-8.
    (folder / "stops.csv").write_text(stops_csv(plan), "utf-8-sig")
    plan_workbook(plan, folder / "plan.xlsx", lang, labels=labels, summary=summary)


def _write_routes(plan: Plan, folder: Path, lang: Lang, labels: Labels, *, pictures: bool) -> None:
    folder.mkdir()
    stems = file_stems(route.id for route in plan.routes)
    for route in plan.routes:
        words, sms, track, profile = (folder / name for name in _route_files(stems[route.id]))
        words.write_text(route_text(plan, route, lang, labels=labels), "utf-8")
        sms.write_text(route_sms(plan, route, labels=labels), "ascii")
        track.write_text(route_gpx(plan, route, lang, labels=labels), "utf-8")
        if pictures:
            draw_route_profile(plan, route, profile, lang)


def _route_files(stem: str) -> list[str]:
    return [pattern.format(stem) for pattern in _ROUTE_FILES]


def _move_in(aside: Path, folder: Path) -> list[Path]:
    earlier = set(_list_earlier(folder))
    made = sorted(
        (path.relative_to(aside) for path in aside.rglob("*") if path.is_file()),
        key=lambda path: (path.name == PLAN_FILE, path.parent != Path(), path),
    )
    (folder / "routes").mkdir(exist_ok=True)
    for path in made:
        (aside / path).replace(folder / path)
    for path in earlier - {folder / path for path in made}:
        path.unlink(missing_ok=True)
    return [folder / path for path in (made[-1], *made[:-1])]


def _list_earlier(folder: Path) -> Iterator[Path]:
    """Yield the route files and maps of the plan that a folder holds already."""
    try:
        document = json.loads((folder / PLAN_FILE).read_text("utf-8"))
        ids = [str(route["id"]) for route in document["routes"]]
    except (OSError, ValueError, TypeError, KeyError):
        return
    for stem in file_stems(ids).values():
        yield from (folder / "routes" / name for name in _route_files(stem))
    for pattern in _MAPS:
        yield from folder.glob(pattern)
