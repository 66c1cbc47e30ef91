"""Quotes in words and as JSON."""

from datetime import UTC, date, datetime

from routing.formats.quote_words import line_words, quote_to_json
from routing.pricing.lines import LineCode, QuoteLine
from routing.pricing.quote import estimate_quote
from routing.pricing.rate_card import load_rate_card
from routing.problem.records import Product


def test_a_distance_line_is_worded_with_the_separators_of_each_language() -> None:
    line = QuoteLine(LineCode.DISTANCE, 21_420, 23_800, 900)
    assert line_words(line, "VND", "vi") == "Quãng đường 23,8 km × 900 ₫/km"
    assert line_words(line, "VND", "en") == "Distance 23.8 km × 900 ₫/km"


def test_a_handling_line_names_a_known_tag_and_repeats_an_unknown_one() -> None:
    cold = QuoteLine(LineCode.HANDLING, 9_000, 30, detail="cold")
    odd = QuoteLine(LineCode.HANDLING, 9_000, 30, detail="feathers")
    assert line_words(cold, "VND", "vi") == "Phụ phí hàng lạnh 30%"
    assert line_words(odd, "VND", "en") == "Handling surcharge, feathers goods, 30%"


def test_every_code_has_words_in_both_languages() -> None:
    for code in LineCode:
        line = QuoteLine(code, 1, 2, 3, "x")
        assert line_words(line, "VND", "vi") != line_words(line, "VND", "en")


def test_json_lines_add_up_to_the_price() -> None:
    quote = estimate_quote(
        load_rate_card(),
        distance_m=60_000,
        duration_s=9_000,
        climb_m=900,
        weight_g=40_000,
        product=Product("f", "Cá", "Fish", "thùng", 20_000, 600, tags=frozenset({"cold"})),
        on=date(2025, 5, 20),
        at=datetime(2025, 5, 19, tzinfo=UTC),
    )
    shape = quote_to_json(quote)
    lines = shape["lines"]
    assert isinstance(lines, list)
    assert sum(line["amount"]["amount"] for line in lines) == quote.total_minor
    assert shape["price"] == {"amount": quote.total_minor, "currency": "VND"}
    assert shape["valid_until"] == "2025-05-19T00:30:00+00:00"
    assert shape["estimate"] is True
