"""Matrices as CSV and npz, from cells written by hand."""

from pathlib import Path

import numpy as np
import pytest

from routing.formats.matrix_table import fuel_ml, matrix_csv, save_matrix_npz
from routing.matrix.travel_matrix import UNREACHABLE, TravelMatrix


@pytest.fixture
def matrix() -> TravelMatrix:
    """Two points: from a to b 100 s, 900 m and 10 to 21 ml; no way back."""

    def cells(there: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
        return np.array([[0, there], [UNREACHABLE, 0]], dtype=np.int64)

    return TravelMatrix("truck", "", cells(100), cells(900), cells(10), cells(21))


def test_a_row_for_each_pair_is_empty_where_no_way_leads(matrix: TravelMatrix) -> None:
    assert matrix_csv(matrix, ["a", "b"]).splitlines() == [
        "from,to,duration_s,distance_m,fuel_ml",
        "a,b,100,900,16",
        "b,a,,,",
    ]


def test_fuel_is_that_of_half_a_load_rounded_up_at_the_half(matrix: TravelMatrix) -> None:
    assert fuel_ml(matrix).tolist() == [[0, 16], [UNREACHABLE, 0]]


def test_ids_are_no_formulas_in_a_spreadsheet(matrix: TravelMatrix) -> None:
    assert "'=1+1,b,100" in matrix_csv(matrix, ["=1+1", "b"])


def test_npz_holds_int64_arrays_and_ids(matrix: TravelMatrix, tmp_path: Path) -> None:
    save_matrix_npz(matrix, ["a", "b"], tmp_path / "m.npz")
    with np.load(tmp_path / "m.npz") as arrays:
        assert sorted(arrays) == ["distance_m", "duration_s", "fuel_ml", "ids"]
        assert arrays["ids"].tolist() == ["a", "b"]
        assert arrays["duration_s"].tolist() == [[0, 100], [UNREACHABLE, 0]]
        assert all(arrays[name].dtype == np.int64 for name in arrays if name != "ids")
