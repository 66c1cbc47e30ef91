"""Roads on disk: a folder of memory-mapped arrays, with GeoParquet tables beside them."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np

from routing.errors import Fault, InputError, fault
from routing.roads.bars import Bars, no_bars
from routing.roads.columns import Columns, Edges, Nodes, Points
from routing.roads.geoparquet import write_geoparquet
from routing.roads.graph import RoadGraph, RoadsInfo
from routing.roads.limits import Limits, no_limits
from routing.roads.turns import TurnBans, no_turn_bans

FORMAT: Final = "luco.roads/1"
MANIFEST: Final = "manifest.json"
WORDS: Final = "words.json"
_PARTS: Final = ("nodes", "edges", "points")
_SIGNS: Final = ("turns", "bars", "limits")
"""Parts that a network without such signs does not write."""

C = TypeVar("C", bound=Columns)


def content_hash(graph: RoadGraph) -> str:
    """Return a hash of all that the network says of the ground, the same on every machine."""
    digest = hashlib.sha256(FORMAT.encode())
    for part in _list_parts(graph):
        columns: Columns = getattr(graph, part)
        for name, array in columns.arrays().items():
            digest.update(f"{part}.{name}:{array.dtype.str}:{array.shape};".encode())
            digest.update(np.ascontiguousarray(array).tobytes())
    digest.update(json.dumps(graph.words, ensure_ascii=False).encode())
    return digest.hexdigest()[:16]


def save_roads(graph: RoadGraph, folder: Path) -> RoadGraph:
    """Write a network to a folder and return it with its content's hash as version."""
    graph = replace(graph, info=replace(graph.info, version=content_hash(graph)))
    folder.mkdir(parents=True, exist_ok=True)
    for part in _list_parts(graph):
        columns: Columns = getattr(graph, part)
        for name, array in columns.arrays().items():
            np.save(folder / f"{part}_{name}.npy", array, allow_pickle=False)
    _write_json(folder / WORDS, list(graph.words))
    write_geoparquet(graph, folder)
    _write_json(folder / MANIFEST, _manifest(graph))
    return graph


def load_roads(folder: Path) -> RoadGraph:
    """Return the network of a folder; its arrays stay on disk until they are read.

    Raises
    ------
    InputError
        When the folder holds no roads, roads of another format, or damaged ones.
    """
    manifest = _read_manifest(folder)
    try:
        stated = manifest["counts"]
        words = tuple(json.loads((folder / WORDS).read_text("utf-8")))
        graph = RoadGraph(
            RoadsInfo(**manifest["roads"]),
            _load_columns(folder, "nodes", Nodes),
            _load_columns(folder, "edges", Edges),
            _load_columns(folder, "points", Points),
            words,
            _load_columns(folder, "turns", TurnBans) if "turns" in stated else no_turn_bans(),
            _load_columns(folder, "bars", Bars) if "bars" in stated else no_bars(),
            _load_columns(folder, "limits", Limits) if "limits" in stated else no_limits(),
        )
    except (OSError, ValueError, TypeError, KeyError, EOFError) as error:
        raise InputError([_damaged(folder, error)]) from error
    if _counts(graph) != stated:
        raise InputError(
            [fault("roads.damaged", file=str(folder), why=f"{_counts(graph)}, want {stated}")]
        )
    return graph


def _load_columns(folder: Path, part: str, kind: type[C]) -> C:
    # Seen as plain arrays, mapped files lose what makes taking single values of them slow.
    arrays = {
        name: np.load(folder / f"{part}_{name}.npy", mmap_mode="r", allow_pickle=False).view(
            np.ndarray
        )
        for name in kind.kinds
    }
    return kind(**arrays)


def _read_manifest(folder: Path) -> dict[str, Any]:  # JSON: checked by use in load_roads
    path = folder / MANIFEST
    if not path.is_file():
        raise InputError([fault("roads.no_manifest", file=str(folder), name=MANIFEST)])
    try:
        manifest = json.loads(path.read_text("utf-8"))
        stated = manifest["format"]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise InputError([_damaged(folder, error)]) from error
    if stated != FORMAT:
        raise InputError([fault("roads.format", file=str(path), value=stated, want=FORMAT)])
    return dict(manifest)


def _damaged(folder: Path, error: Exception) -> Fault:
    return fault("roads.damaged", file=str(folder), why=f"{type(error).__name__}: {error}")


def _manifest(graph: RoadGraph) -> dict[str, object]:
    nodes = graph.nodes
    bounds = (nodes.lon.min(), nodes.lat.min(), nodes.lon.max(), nodes.lat.max())
    return {
        "format": FORMAT,
        "roads": asdict(graph.info),
        "counts": _counts(graph),
        "bbox": [float(each) for each in bounds],
        "arrays": dict(_list_arrays(graph)),
    }


def _counts(graph: RoadGraph) -> dict[str, int]:
    return {part: len(getattr(graph, part)) for part in _list_parts(graph)}


def _list_parts(graph: RoadGraph) -> tuple[str, ...]:
    return (*_PARTS, *(part for part in _SIGNS if len(getattr(graph, part))))


def _list_arrays(graph: RoadGraph) -> Iterator[tuple[str, str]]:
    for part in _list_parts(graph):
        columns: Columns = getattr(graph, part)
        for name, array in columns.arrays().items():
            yield f"{part}_{name}.npy", array.dtype.str


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
