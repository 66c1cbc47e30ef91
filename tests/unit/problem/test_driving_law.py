"""The driving law by the date it came into force."""

from datetime import date

import pytest

from routing.problem.driving_law import load_driving_law


def test_the_law_of_2025_limits_days_weeks_and_hours_on_end() -> None:
    law = load_driving_law(date(2025, 1, 1))
    assert law.max_day_s == 10 * 3600
    assert law.max_continuous_s == 4 * 3600
    assert law.rest_s == 15 * 60
    assert law.max_week_s == 48 * 3600
    assert "36/2024" in law.name


def test_the_day_before_the_older_law_holds() -> None:
    law = load_driving_law(date(2024, 12, 31))
    assert "2008" in law.name
    assert law.max_week_s == 7 * 24 * 3600


def test_before_any_law_nothing_is_guessed() -> None:
    with pytest.raises(LookupError, match="2009-06-30"):
        load_driving_law(date(2009, 6, 30))
