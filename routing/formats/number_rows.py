"""Large tables of numbers as JSON text, written by array operations instead of one by one."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]
Bytes = NDArray[np.uint8]
NULL: Final = -1
_POINT, _COMMA, _ROW_END = (ord(each) for each in ".,\n")
_NULL_WORD: Final = np.frombuffer(b"null", np.uint8)
_CELLS_AT_ONCE: Final = 250_000
_GROUP: Final = 4
_DIGITS_OF: Final[Bytes] = np.array(
    [list(f"{number:0{_GROUP}}".encode()) for number in range(10**_GROUP)], np.uint8
)
"""The digits of every number of one group."""


def rows_json(values: Longs, *, tenths: bool = False) -> bytes:
    """Return a table as a JSON array of arrays.

    Parameters
    ----------
    values
        Numbers >= 0; `NULL` becomes ``null``.
    tenths
        Whether the numbers count tenths: 15 is then written ``1.5``.
    """
    rows, columns = values.shape
    if not columns:
        return b"[" + b",".join([b"[]"] * rows) + b"]"
    step = max(1, _CELLS_AT_ONCE // columns)
    parts = [_write(values[i : i + step], tenths=tenths) for i in range(0, rows, step)]
    return b"[[" + b"".join(parts)[:-1].replace(b"\n", b"],[") + b"]]"


def _write(values: Longs, *, tenths: bool) -> bytes:
    """Return cells between commas, each row ended by a line feed."""
    cells = values.reshape(-1)
    least_digits = 2 if tenths else 1
    width = max(len(str(int(cells.max(initial=0)))), least_digits, len(_NULL_WORD))
    digits, counts = _digits(np.maximum(cells, 0), width, least_digits)
    text = np.empty((len(cells), width + 2), np.uint8)
    text[:, :width] = digits
    if tenths:
        text[:, width] = digits[:, -1]
        text[:, width - 1] = _POINT
    end = width + tenths
    text[:, end] = _COMMA
    text[values.shape[1] - 1 :: values.shape[1], end] = _ROW_END
    kept = np.arange(width + 2) >= (width - counts)[:, None]
    kept[:, end + 1 :] = False
    gone = np.flatnonzero(cells < 0)
    text[gone, end - len(_NULL_WORD) : end] = _NULL_WORD
    kept[gone] = (np.arange(width + 2) >= end - len(_NULL_WORD)) & (np.arange(width + 2) <= end)
    return text[kept].tobytes()


def _digits(cells: Longs, width: int, least: int) -> tuple[Bytes, Longs]:
    """Return the digits of every number, right-aligned, and how many of them count."""
    rest = cells.astype(np.int32) if cells.max(initial=0) < 2**31 else cells.copy()
    counts = np.full(len(cells), least, np.int64)
    for place in range(least, width):
        counts += rest >= 10**place
    groups = -(-width // _GROUP)
    digits = np.empty((len(cells), groups, _GROUP), np.uint8)
    for group in reversed(range(groups)):
        rest, low = np.divmod(rest, 10**_GROUP)
        digits[:, group] = _DIGITS_OF[low]
    return digits.reshape(len(cells), -1)[:, groups * _GROUP - width :], counts
