"""The horizon: local days on a line of seconds, weeks from Monday."""

from datetime import UTC, date, datetime

import pytest

from routing.problem.horizon import Horizon, long_day

WEEK = Horizon(date(2025, 5, 19), 6)  # a Monday; Asia/Ho_Chi_Minh is UTC+7 all year
SPRING = Horizon(date(2025, 3, 29), 3, "Europe/Paris")  # the 30th has 23 hours
AUTUMN = Horizon(date(2025, 10, 25), 3, "Europe/Paris")  # the 26th has 25 hours


def test_a_horizon_has_at_least_one_day() -> None:
    assert Horizon(date(2025, 5, 19), 1).end_s == 86_400
    with pytest.raises(ValueError, match="days = 0"):
        Horizon(date(2025, 5, 19), 0)


def test_days_begin_at_local_midnight() -> None:
    assert WEEK.day_start_s == tuple(86_400 * day for day in range(7))
    assert WEEK.end_s == 6 * 86_400
    assert [WEEK.day_of(moment_s) for moment_s in (-1, 0, 86_399, 86_400)] == [-1, 0, 0, 1]


def test_days_with_a_change_of_clocks_last_23_and_25_hours() -> None:
    assert SPRING.day_start_s == (0, 24 * 3600, 47 * 3600, 71 * 3600)
    assert AUTUMN.day_start_s == (0, 24 * 3600, 49 * 3600, 73 * 3600)
    assert SPRING.day_of(47 * 3600 - 1) == 1
    assert SPRING.day_of(47 * 3600) == 2
    # 08:00 on the spring Sunday is seven hours after midnight, on the autumn one nine.
    assert SPRING.clock_s(1, 480) == (24 + 7) * 3600
    assert AUTUMN.clock_s(1, 480) == (24 + 9) * 3600


def test_clock_times_run_from_midnight_to_midnight() -> None:
    assert WEEK.clock_s(0, 0) == 0
    assert WEEK.clock_s(2, 450) == 2 * 86_400 + 27_000
    assert WEEK.clock_s(5, 24 * 60) == WEEK.end_s


def test_aware_times_become_seconds_whatever_their_offset() -> None:
    # 01:30 UTC is 08:30 in Lai Chau.
    assert WEEK.seconds(datetime(2025, 5, 19, 1, 30, tzinfo=UTC)) == 8 * 3600 + 1800
    assert WEEK.seconds(datetime(2025, 5, 18, 17, 0, tzinfo=UTC)) == 0
    with pytest.raises(ValueError, match="offset"):
        WEEK.seconds(datetime(2025, 5, 19, 8, 0))  # noqa: DTZ001 - the fault under test


@pytest.mark.parametrize("horizon", [WEEK, SPRING, AUTUMN])
def test_seconds_and_local_times_are_inverse(horizon: Horizon) -> None:
    for moment_s in range(-7_200, horizon.end_s + 7_200, 1_800):
        assert horizon.seconds(horizon.local(moment_s)) == moment_s


def test_local_times_carry_their_offset() -> None:
    assert WEEK.local(6 * 3600).isoformat() == "2025-05-19T06:00:00+07:00"


def test_weeks_begin_on_monday() -> None:
    friday = Horizon(date(2025, 5, 23), 11)
    assert [friday.week_of(day) for day in range(11)] == [0, 0, 0, *[1] * 7, 2]
    assert friday.weeks == 3
    assert WEEK.weeks == 1


def test_a_long_day_is_one_day_however_long() -> None:
    long = long_day(date(2025, 1, 1), 10**12)
    assert (long.days, long.weeks, long.day_start_s) == (1, 1, (0, 10**12 + 1))
    assert [long.day_of(moment) for moment in (-1, 0, 10**12, 10**12 + 1)] == [-1, 0, 0, 1]
    assert long.local(10**12).date() == date(2025, 1, 1)
    assert long.local(-1).date() == date(2024, 12, 31)
    assert long.local(10**12 + 1).date() == date(2025, 1, 2)
    assert long_day(date(2025, 1, 1), 5).end_s == 86_400
