"""The one catalogue of texts."""

import re
from string import Formatter

import pytest

from routing.texts import load_catalogue, text


def placeholders(template: str) -> set[str]:
    return {name.split(".")[0] for _, name, _, _ in Formatter().parse(template) if name}


def test_both_languages_of_a_text_take_the_same_placeholders() -> None:
    for key, words in load_catalogue().items():
        if key != "outputs.reason_as_written":  # holds each language's own words
            assert placeholders(words["vi"]) == placeholders(words["en"]), key


def test_no_text_is_empty() -> None:
    for key, words in load_catalogue().items():
        assert words["vi"].strip(), key
        assert words["en"].strip(), key


def test_vietnamese_texts_are_composed_characters() -> None:
    combining = re.compile(r"[\u0300-\u036f]")
    for key, words in load_catalogue().items():
        assert not combining.search(words["vi"]), key


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(KeyError):
        text("no.such.key")


def test_grouped_numbers_follow_the_language() -> None:
    amounts = {"extra": 1234567, "penalty": 90, "currency": "VND"}
    assert "1.234.567 VND" in text("solver.reason.PRICE", "vi", **amounts)
    assert "1,234,567 VND" in text("solver.reason.PRICE", "en", **amounts)
