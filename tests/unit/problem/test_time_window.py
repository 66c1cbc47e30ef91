"""Windows: closed intervals, joined, cut and searched."""

import pytest

from routing.problem.time_window import (
    TimeWindow,
    cut_windows,
    fit_start,
    join_windows,
    latest_start,
)

TWO = (TimeWindow(10, 20), TimeWindow(30, 40))


def test_a_window_may_last_no_time_but_not_less() -> None:
    assert TimeWindow(5, 5).latest_s == 5
    with pytest.raises(ValueError, match="earliest_s <= latest_s"):
        TimeWindow(6, 5)


def test_windows_that_touch_or_overlap_become_one() -> None:
    apart, touching = TimeWindow(22, 30), TimeWindow(21, 30)
    assert join_windows([apart, TimeWindow(10, 20)]) == (TimeWindow(10, 20), apart)
    assert join_windows([touching, TimeWindow(10, 20)]) == (TimeWindow(10, 30),)
    assert join_windows([TimeWindow(10, 40), TimeWindow(20, 30)]) == (TimeWindow(10, 40),)
    assert join_windows([]) == ()


def test_cutting_keeps_what_lies_within() -> None:
    assert cut_windows(TWO, TimeWindow(15, 35)) == (TimeWindow(15, 20), TimeWindow(30, 35))
    assert cut_windows(TWO, TimeWindow(20, 29)) == (TimeWindow(20, 20),)
    assert cut_windows(TWO, TimeWindow(21, 29)) == ()


@pytest.mark.parametrize(
    ("arrival_s", "start_s"), [(0, 10), (10, 10), (20, 20), (21, 30), (40, 40), (41, None)]
)
def test_service_starts_as_soon_as_a_window_allows(arrival_s: int, start_s: int | None) -> None:
    assert fit_start(TWO, arrival_s) == start_s


@pytest.mark.parametrize(
    ("deadline_s", "start_s"), [(9, None), (10, 10), (25, 20), (30, 30), (35, 35), (99, 40)]
)
def test_the_latest_start_lies_in_a_window(deadline_s: int, start_s: int | None) -> None:
    assert latest_start(TWO, deadline_s) == start_s


def test_without_windows_nothing_may_start() -> None:
    assert fit_start((), 0) is None
    assert latest_start((), 0) is None
