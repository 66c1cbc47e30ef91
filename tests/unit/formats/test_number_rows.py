"""Tables of numbers as JSON, against the standard library's."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.formats.number_rows import NULL, rows_json


def expected(rows: list[list[int]], *, tenths: bool) -> list[list[float | None]]:
    unit = 10 if tenths else 1
    return [[None if cell == NULL else cell / unit for cell in row] for row in rows]


cells = st.integers(0, 99) | st.integers(0, 10**6) | st.just(NULL) | st.integers(0, 10**13)


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1)
    ),
    st.booleans(),
)
def test_any_table_reads_back(rows: list[list[int]], tenths: bool) -> None:
    written = rows_json(np.array(rows, np.int64), tenths=tenths)
    assert json.loads(written) == expected(rows, tenths=tenths)


def test_tenths_are_written_short() -> None:
    assert rows_json(np.array([[0, 5, 15, NULL, 12345]]), tenths=True) == (
        b"[[0.0,0.5,1.5,null,1234.5]]"
    )


def test_whole_numbers_have_no_point() -> None:
    assert rows_json(np.array([[0, 7], [10, NULL]])) == b"[[0,7],[10,null]]"


@pytest.mark.parametrize(("shape", "text"), [((2, 0), b"[[],[]]"), ((0, 0), b"[]")])
def test_tables_without_cells(shape: tuple[int, int], text: bytes) -> None:
    assert rows_json(np.zeros(shape, np.int64)) == text


def test_a_large_table_is_written_in_parts_that_fit_together() -> None:
    values = np.arange(1200 * 700, dtype=np.int64).reshape(1200, 700)
    assert json.loads(rows_json(values)) == values.tolist()
