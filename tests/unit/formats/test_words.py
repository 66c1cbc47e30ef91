from datetime import date

import pytest

from routing.formats.words import (
    clock_words,
    day_words,
    distance_words,
    duration_words,
    money_words,
    number_words,
    plain_ascii,
    volume_words,
    weight_words,
)
from routing.problem.horizon import Horizon


def test_vietnamese_separates_thousands_by_points_and_decimals_by_a_comma() -> None:
    assert number_words(1234567.5, "vi", decimals=2) == "1.234.567,5"
    assert number_words(1234567.5, "en", decimals=2) == "1,234,567.5"
    assert number_words(100, "vi") == "100"
    assert number_words(-1200, "vi") == "-1.200"


def test_quantities_are_rounded_half_up_to_what_a_driver_reads() -> None:
    assert weight_words(900_450, "vi") == "900,5 kg"
    assert weight_words(900_449, "vi") == "900,4 kg"
    assert distance_words(25_150, "vi") == "25,2 km"
    assert distance_words(49_000, "en") == "49 km"
    assert volume_words(2_058_824, "en") == "2.06 m³"


def test_durations_are_in_hours_and_minutes() -> None:
    assert duration_words(2880, "vi") == "48 phút"
    assert duration_words(3629, "vi") == "1 giờ 00 phút"
    assert duration_words(3630, "en") == "1 h 01 min"
    assert duration_words(0, "en") == "0 min"


def test_a_clock_names_the_days_after() -> None:
    horizon = Horizon(date(2025, 5, 19), 2)
    assert clock_words(horizon, 6 * 3600, date(2025, 5, 19)) == "06:00"
    assert clock_words(horizon, 25 * 3600, date(2025, 5, 19)) == "01:00 (+1)"


def test_days_are_written_as_people_say_them() -> None:
    assert day_words(date(2025, 5, 19), "vi") == "thứ Hai 19/05/2025"
    assert day_words(date(2025, 5, 25), "vi") == "Chủ nhật 25/05/2025"
    assert day_words(date(2025, 5, 24), "en") == "Saturday 2025-05-24"


@pytest.mark.parametrize(
    ("amount", "currency", "vi", "en"),
    [
        (84_000, "VND", "84.000 ₫", "84,000 ₫"),
        (0, "VND", "0 ₫", "0 ₫"),
        (123_456, "EUR", "1.234,56 EUR", "1,234.56 EUR"),
        (-5, "EUR", "-0,05 EUR", "-0.05 EUR"),
    ],
)
def test_money_has_its_currency(amount: int, currency: str, vi: str, en: str) -> None:
    assert money_words(amount, currency, "vi") == vi
    assert money_words(amount, currency, "en") == en


def test_plain_words_are_ascii() -> None:
    assert (
        plain_ascii("Đèo Ô Quy Hồ – mưa, 1,2 m³ → Mường Tè")
        == "Deo O Quy Ho - mua, 1,2 m3 -> Muong Te"
    )
    assert plain_ascii("ÝỲỶỸỴ ợờởỡớ ựừửữứ ặằẳẵắ") == "YYYYY ooooo uuuuu aaaaa"
    assert plain_ascii("茶") == "?"
