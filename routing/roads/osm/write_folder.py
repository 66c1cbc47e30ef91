"""Writing an imported network, also over the one that was there before."""

import json
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from routing.errors import InputError
from routing.roads.edge_map import EdgeMap, join_edge_maps, map_edges
from routing.roads.edge_map_file import load_edge_map, save_edge_map
from routing.roads.graph import RoadGraph
from routing.roads.km_posts import OSM_POSTS, OWN_POSTS, save_km_posts
from routing.roads.osm.report import ChangeReport, ImportReport
from routing.roads.store import MANIFEST, load_roads, save_roads

REPORT: Final = "import_report.json"
OWN_FILES: Final = ("places.csv", "communes_2025.csv", OWN_POSTS)
"""Tables that users add to a roads folder; an import leaves them as they are."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: `edges` tells what became of the network that was there before."""

    graph: RoadGraph
    report: ImportReport
    edges: EdgeMap | None


def write_import(graph: RoadGraph, report: ImportReport, folder: Path) -> Written:
    """Write a network and its report.

    Where the folder holds an older network, ``edge_map.json`` tells what became of its edges
    and of those of the networks before it.
    The folder is replaced as a whole, once everything is written: who has the older network open
    goes on with it undisturbed.

    Raises
    ------
    OSError
        When the folder cannot be written.
    """
    folder = folder.resolve()
    fresh = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        saved = save_roads(graph, fresh)
        edges = _map_from(folder, saved)
        if edges is not None:
            report = replace(report, changes=_describe(edges))
            save_edge_map(_join_history(folder, edges, saved), fresh, saved.version)
        _write_json(fresh / REPORT, asdict(report))
        if report.km_spans:
            save_km_posts(report.km_spans, fresh / OSM_POSTS)
        for name in OWN_FILES:
            if (folder / name).is_file():
                shutil.copy2(folder / name, fresh / name)
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Written(saved, report, edges)


def holds_roads_or_nothing(folder: Path) -> bool:
    """Tell whether an import may replace a folder: it is missing, empty, or a roads folder."""
    if not folder.exists():
        return True
    return folder.is_dir() and ((folder / MANIFEST).is_file() or not any(folder.iterdir()))


def _map_from(folder: Path, new: RoadGraph) -> EdgeMap | None:
    """Return what became of the edges in a folder, None where it holds none that can be read."""
    try:
        return map_edges(load_roads(folder), new)
    except InputError:
        return None


def _join_history(folder: Path, edges: EdgeMap, new: RoadGraph) -> EdgeMap:
    """Return what became of the edges of a folder's network and of all before it.

    A damaged history is left behind: importing anew is its cure, and nobody mistakes an id that
    is in no map.
    """
    try:
        earlier = load_edge_map(folder, load_roads(folder).version)
    except InputError:
        return edges
    return edges if earlier is None else join_edge_maps(earlier, edges, new)


def _describe(edges: EdgeMap) -> ChangeReport:
    mapped = len(edges.mapped)
    before = edges.same + mapped + len(edges.unmapped)
    return ChangeReport(before, edges.same, mapped, edges.unmapped)


def _swap(fresh: Path, folder: Path) -> None:
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
