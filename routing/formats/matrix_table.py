"""Travel matrices for other programs: a CSV row for each pair, or arrays in an npz."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.formats.safe_text import formula_safe
from routing.matrix.travel_matrix import UNREACHABLE, TravelMatrix

COLUMNS: Final = ("from", "to", "duration_s", "distance_m", "fuel_ml")
NPZ_SUFFIX: Final = ".npz"


def fuel_ml(matrix: TravelMatrix) -> NDArray[np.int64]:
    """Return the fuel of each pair at half load, `UNREACHABLE` where no path leads."""
    half = (matrix.fuel_empty_ml + matrix.fuel_full_ml + 1) // 2
    return np.where(matrix.duration_s == UNREACHABLE, UNREACHABLE, half)


def matrix_csv(matrix: TravelMatrix, ids: Sequence[str]) -> str:
    """Return one row for each ordered pair of different points; empty cells where unreachable."""
    fuel = fuel_ml(matrix)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for i, origin in enumerate(ids):
        for j, goal in enumerate(ids):
            if i == j:
                continue
            cells: tuple[object, ...] = ("", "", "")
            if matrix.reaches(i, j):
                cells = (matrix.duration_s[i, j], matrix.distance_m[i, j], fuel[i, j])
            writer.writerow((formula_safe(origin), formula_safe(goal), *cells))
    return out.getvalue()


def save_matrix_npz(matrix: TravelMatrix, ids: Sequence[str], path: Path) -> None:
    """Write int64 arrays `duration_s`, `distance_m`, `fuel_ml` and the texts `ids`."""
    with path.open("wb") as file:
        np.savez(
            file,
            ids=np.array(ids, dtype=np.str_),
            duration_s=matrix.duration_s,
            distance_m=matrix.distance_m,
            fuel_ml=fuel_ml(matrix),
        )
