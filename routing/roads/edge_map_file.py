"""The edge map of a roads folder: what became of the edges of all its earlier imports."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

from routing.errors import InputError, fault
from routing.roads.edge_map import EdgeMap

EDGE_MAP: Final = "edge_map.json"


def save_edge_map(edges: EdgeMap, folder: Path, version: str) -> None:
    """Write the map to the roads of a version."""
    content = {"version": version} | asdict(edges)
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (folder / EDGE_MAP).write_text(text + "\n", "utf-8")


def load_edge_map(folder: Path, version: str) -> EdgeMap | None:
    """Return the map to the roads of a version, None where roads were imported only once.

    Raises
    ------
    InputError
        When the file is damaged or tells of other roads.
    """
    path = folder / EDGE_MAP
    try:
        stored = json.loads(path.read_text("utf-8"))
        edges = EdgeMap(
            int(stored["same"]),
            {str(edge): tuple(map(str, heirs)) for edge, heirs in stored["mapped"].items()},
            tuple(map(str, stored["unmapped"])),
        )
        told = str(stored.get("version", version))  # the first release did not state it
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError([fault("roads.damaged", file=str(path), why=str(error))]) from error
    if told != version:
        why = f"version = {told}, want {version}"
        raise InputError([fault("roads.damaged", file=str(path), why=why)])
    return edges
