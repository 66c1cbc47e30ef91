"""Two clock times of a row that belong together."""

from routing.formats.row import Row


def read_clock_span(row: Row, first: tuple[str, int], last: tuple[str, int]) -> tuple[int, int]:
    """Return two clock times in minutes after midnight, noting an end that is not after the start.

    Parameters
    ----------
    first, last
        Each a column and the minute that stands for an empty cell.
    """
    mark = row.mark
    start_min, end_min = row.minute(*first), row.minute(*last)
    if end_min <= start_min and row.is_clean_since(mark):
        row.fault("tables.clock_order", last[0], start=_clock(start_min), end=_clock(end_min))
    return start_min, end_min


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
