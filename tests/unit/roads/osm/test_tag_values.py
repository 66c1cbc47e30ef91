import pytest

from routing.roads.osm.tag_values import (
    read_count,
    read_duration_s,
    read_grams,
    read_metres,
    read_speed_kph,
)


@pytest.mark.parametrize(
    ("value", "kph"),
    [
        ("50", 50),
        ("50 km/h", 50),
        ("30 mph", 48.28032),
        ("40;60", 40),
        ("none", 0),
        ("walk", 7),
        ("VN:urban", 50),
        ("VN:rural", 80),
        ("DE:zone30", 30),
        ("signals", None),
        ("fast", None),
        ("0", None),
        ("-50", None),
        ("", None),
    ],
)
def test_speeds(value: str, kph: float | None) -> None:
    assert read_speed_kph(value) == (kph if kph is None else pytest.approx(kph))


@pytest.mark.parametrize(
    ("value", "metres"),
    [
        ("3.5", 3.5),
        ("3,5 m", 3.5),
        ("350 cm", 3.5),
        ("10'6\"", 3.2004),
        ("12'", 3.6576),
        ("7 ft", 2.1336),
        ("0", None),
        ("default", None),
        ("3-4", None),
    ],
)
def test_metres(value: str, metres: float | None) -> None:
    assert read_metres(value) == (metres if metres is None else pytest.approx(metres))


@pytest.mark.parametrize(
    ("value", "grams"),
    [
        ("5", 5_000_000),
        ("3.5 t", 3_500_000),
        ("800 kg", 800_000),
        ("2 st", 1_814_369.48),
        ("2000 lbs", 907_184.74),
        ("heavy", None),
    ],
)
def test_weights(value: str, grams: float | None) -> None:
    assert read_grams(value) == (grams if grams is None else pytest.approx(grams))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("20", 1200),
        ("00:20", 1200),
        ("1:30:15", 5415),
        ("PT1H5M", 3900),
        ("00:00", None),
        ("soon", None),
    ],
)
def test_durations(value: str, seconds: int | None) -> None:
    assert read_duration_s(value) == seconds


def test_counts() -> None:
    assert [read_count(value) for value in ("2", "0", "1.5", "2.0")] == [2, None, None, 2]
