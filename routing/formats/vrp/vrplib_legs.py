"""How far apart the nodes of a VRPLIB file are: by coordinates, or as written."""

from typing import Final

import numpy as np

from routing.formats.vrp.scaling import Reals, straight_lines
from routing.formats.vrp.text_rows import Notes
from routing.formats.vrp.vrplib_values import VrplibValues

FORMATS: Final = ("FULL_MATRIX", "LOWER_ROW", "LOWER_DIAG_ROW", "UPPER_ROW", "UPPER_DIAG_ROW")
TYPES: Final = ("EUC_2D", "EXPLICIT")


def read_legs(values: VrplibValues, notes: Notes) -> tuple[Reals, Reals]:
    """Return coordinates (empty for written distances alone) and unrounded distances."""
    kind = values.word("EDGE_WEIGHT_TYPE")
    if kind not in TYPES:
        notes.refuse("EDGE_WEIGHT_TYPE", kind, " | ".join(TYPES))
    if kind == "EXPLICIT":
        return np.empty((0, 2)), _read_written(values, notes)
    if not values.given("NODE_COORD"):
        notes.add("vrp.missing", name="NODE_COORD_SECTION")
    xy = values.by_node("NODE_COORD", 2)
    return xy, straight_lines(xy)


def _read_written(values: VrplibValues, notes: Notes) -> Reals:
    shape, n = values.word("EDGE_WEIGHT_FORMAT"), values.nodes
    found = np.zeros((n, n))
    if shape not in FORMATS:
        notes.refuse("EDGE_WEIGHT_FORMAT", shape, " | ".join(FORMATS))
        return found
    cells = values.cells("EDGE_WEIGHT")
    if shape == "FULL_MATRIX":
        where = np.divmod(np.arange(n * n), n)
    elif shape.startswith("LOWER"):
        where = np.tril_indices(n, 0 if "DIAG" in shape else -1)
    else:
        where = np.triu_indices(n, 0 if "DIAG" in shape else 1)
    if len(cells) != len(where[0]):
        row = values.parts.section_rows.get("EDGE_WEIGHT", 0)
        notes.refuse("EDGE_WEIGHT_SECTION", len(cells), f"{len(where[0])} numbers", row)
        return found
    found[where] = cells
    if shape != "FULL_MATRIX":
        found = np.maximum(found, found.T)
    np.fill_diagonal(found, 0.0)
    return found
