"""Rate cards on disk."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from routing.errors import InputError
from routing.pricing.rate_card import DEFAULT_CARD, load_rate_card

SHIPPED = (files("routing.pricing") / "rate_cards" / DEFAULT_CARD).read_text("utf-8")


def faults_of(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_rate_card(path)
    return [f"{found.key} {dict(found.params).get('value')}" for found in caught.value.faults]


def test_the_shipped_card_holds_from_its_first_to_its_last_day() -> None:
    card = load_rate_card()
    assert not card.holds_on(date(2024, 12, 31))
    assert card.holds_on(date(2025, 1, 1))
    assert card.holds_on(date(2026, 12, 31))
    assert not card.holds_on(date(2027, 1, 1))


def test_a_changed_amount_is_read(tmp_path: Path) -> None:
    path = tmp_path / "card.toml"
    path.write_text(SHIPPED.replace("per_kg_minor = 550", "per_kg_minor = 700"), "utf-8")
    assert load_rate_card(path).per_kg_minor == 700


def test_every_fault_of_a_card_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "card.toml"
    bad = SHIPPED.replace("per_kg_minor = 550", "per_kg_minor = -1")
    bad = bad.replace("divisor_cm3_per_kg = 5_000", "divisor_cm3_per_kg = 0")
    bad = bad.replace("percent = 20", 'percent = "20"').replace("currency", "money")
    path.write_text(bad, "utf-8")
    assert faults_of(path) == [
        "pricing.bad_card None",
        "pricing.bad_card 0",
        "pricing.bad_card -1",
        "pricing.bad_card 20",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("valid_from = 2025-01-01", "valid_from = 2027-01-01"),
        ("from = 2024-07-01", "from = 2025-07-01"),
        ("from = 2027-01-01", "from = 2024-01-01"),
        ("[[vat]]", "[[tax]]"),
    ],
)
def test_dates_that_do_not_fit_are_faults(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "card.toml"
    path.write_text(SHIPPED.replace(old, new), "utf-8")
    assert [line.split()[0] for line in faults_of(path)] == ["pricing.bad_card"]


def test_a_file_that_is_no_card_is_named(tmp_path: Path) -> None:
    path = tmp_path / "card.toml"
    assert faults_of(path)[0].startswith("pricing.no_card")
    path.write_bytes(b"\xff\xfe")
    assert faults_of(path)[0].startswith("pricing.not_toml")
    path.write_text("a = [", "utf-8")
    assert faults_of(path)[0].startswith("pricing.not_toml")
