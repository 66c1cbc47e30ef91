"""`luco roads import`: from extracts and heights to a roads folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from cli.group import HELP
from cli.inputs import Reader
from cli.options import Closures, Profiles
from cli.roads_import_view import show_closures, show_import
from cli.session import margin, note, print_json, refuse, say, session
from cli.to_file import to_file
from routing.errors import Fault, InputError, fault
from routing.formats.roads_source import OSM_CREDIT, OSM_LICENCE, is_osm, read_source
from routing.roads.edge_map import rename_edges
from routing.roads.elevation.heights import find_tiles
from routing.roads.graph import RoadsInfo
from routing.roads.measure import BBox
from routing.roads.osm.extract import Extract
from routing.roads.osm.import_roads import STAGES, OnStage, import_roads
from routing.roads.osm.write_folder import Written, holds_roads_or_nothing, write_import
from routing.roads.profiles import load_profiles


def import_command(
    sources: Annotated[
        list[Path], typer.Argument(help=HELP + "opt.import_sources", metavar="SOURCE…")
    ],
    *,
    output: Annotated[
        Path, typer.Option("-o", "--output", help=HELP + "opt.import_output", metavar="DIR")
    ],
    elevation: Annotated[
        Path | None, typer.Option("--elevation", help=HELP + "opt.elevation", metavar="DIR")
    ] = None,
    bbox: Annotated[
        str | None, typer.Option("--bbox", help=HELP + "opt.bbox", metavar="W,S,E,N")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", help=HELP + "opt.import_name", metavar="NAME")
    ] = None,
    credit: Annotated[
        str | None, typer.Option("--credit", help=HELP + "opt.credit", metavar="TEXT")
    ] = None,
    licence: Annotated[
        str | None, typer.Option("--licence", help=HELP + "opt.licence", metavar="NAME")
    ] = None,
    closures: Closures = None,
    profiles: Profiles = None,
) -> None:
    """Import roads and print what was kept and left out."""
    if not holds_roads_or_nothing(output):
        raise InputError([fault("import.other_files", file=str(output), column="--output")])
    box = None if bbox is None else read_bbox(bbox)
    tiles = None if elevation is None else find_tiles(elevation)
    kinds = load_profiles(profiles)
    reader = Reader()
    records = reader.closures(closures)
    reader.stop_if_faulty()
    with _show_stages() as on_stage:
        extracts = _read_all(sources, on_stage)
        info = _info(sources, name, credit, licence)
        graph, report = import_roads(
            extracts, info, kinds.values(), tiles=tiles, bbox=box, on_stage=on_stage
        )
        on_stage("write", 0)
        with to_file(output):
            written = write_import(graph, report, output)
    renamed = {each.id: _rename(each.edge_ids, written) for each in records}
    if session.machine:
        lost = {key: {"edges": now, "lost": gone} for key, (now, gone) in renamed.items()}
        print_json(
            {"folder": str(output), "version": written.graph.version}
            | asdict(written.report)
            | {"closures": lost}
        )
        return
    show_import(written.report, output)
    show_closures(renamed, {each.id: each.edge_ids for each in records})


def read_bbox(value: str) -> BBox:
    """Return west, south, east and north of an option.

    Raises
    ------
    InputError
        When they are not four numbers in order and on the globe.
    """
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        refuse("import.bbox", column="--bbox", value=value)
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        refuse("import.bbox", column="--bbox", value=value)
    return west, south, east, north


def _read_all(sources: list[Path], on_stage: OnStage) -> list[Extract]:
    """Return what every source holds, or all that is wrong with any of them."""
    extracts: list[Extract] = []
    faults: list[Fault] = []
    for source in sources:
        before = sum(each.ways_read for each in extracts)

        def on_read(count: int, so_far: int = before) -> None:
            on_stage("read", so_far + count)

        on_read(0)
        try:
            extracts.append(read_source(source, on_read=on_read))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return extracts


def _info(
    sources: list[Path], name: str | None, credit: str | None, licence: str | None
) -> RoadsInfo:
    files = ", ".join(source.name for source in sources)
    from_osm = all(is_osm(source) for source in sources)
    return RoadsInfo(
        name=name or sources[0].name.partition(".")[0],
        version="",
        schematic=False,
        licence=licence or (OSM_LICENCE if from_osm else "?"),
        credit=credit or (OSM_CREDIT if from_osm else files),
        source=files,
    )


def _rename(
    edge_ids: tuple[str, ...], written: Written
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what edges are called in the new network, and those that it does not have."""
    names: tuple[str, ...] = edge_ids
    lost: tuple[str, ...] = ()
    if written.edges is not None:
        names, lost = rename_edges(edge_ids, written.edges)
    unknown = tuple(name for name in names if written.graph.find_edge(name) is None)
    return tuple(name for name in names if name not in unknown), (*lost, *unknown)


@contextmanager
def _show_stages() -> Iterator[OnStage]:
    """Show a bar over the stages of an import; without a terminal tell each stage once."""
    if session.machine or not margin().is_terminal:
        told: list[str] = []

        def tell(stage: str, count: int) -> None:
            del count
            if told[-1:] != [stage]:
                told.append(stage)
                note(f"import.stage.{stage}")

        yield tell
        return
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[count]}"),
        console=margin(),
        transient=True,
    )
    with bar:
        task = bar.add_task(say(f"import.stage.{STAGES[0]}"), total=len(STAGES), count="")

        def update(stage: str, count: int) -> None:
            words = say("import.ways_read", count=count) if count else ""
            said = say(f"import.stage.{stage}")
            bar.update(task, completed=STAGES.index(stage), description=said, count=words)

        yield update
