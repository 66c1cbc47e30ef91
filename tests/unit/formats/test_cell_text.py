import unicodedata
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.formats.cell_text import (
    MAX_NAME,
    CellError,
    choice_of,
    flag_of,
    name_of,
    text_of,
    tidy,
    words_of,
)
from routing.formats.safe_text import formula_safe, printable
from routing.formats.sheet import Cell


def refusal_of_name(cell: Cell) -> str:
    with pytest.raises(CellError) as caught:
        name_of(cell)
    return caught.value.key


def test_names_are_in_one_unicode_form() -> None:
    decomposed = unicodedata.normalize("NFD", "Xã Bản Bo")
    assert tidy(decomposed) == "Xã Bản Bo"


def test_space_and_invisible_marks_around_text_are_dropped() -> None:
    assert tidy("\ufeff\u00a0 \u200bXã Bản Bo\r\n ") == "Xã Bản Bo"


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#FORMULA?"])
def test_errors_of_the_spreadsheet_are_told(error: str) -> None:
    with pytest.raises(CellError) as caught:
        tidy(error)
    assert caught.value.key == "tables.formula_error"


def test_other_text_with_a_hash_is_text() -> None:
    assert tidy("#1") == "#1"


@given(st.text(max_size=20))
def test_an_exports_guard_comes_off_again(text: str) -> None:
    plain = tidy(printable(text)) if not text.startswith(("#", "'")) else "x"
    assert tidy(formula_safe(str(plain))) == plain


def test_an_apostrophe_of_its_own_stays() -> None:
    assert tidy("'tis") == "'tis"


def test_whole_numbers_serve_as_ids() -> None:
    assert name_of(7) == "7"
    assert name_of(2**53 - 1) == str(2**53 - 1)
    assert name_of(1.5) == "1.5"


@pytest.mark.parametrize("cell", [2**53, -(2**53), 1e300, float("inf"), float("nan")])
def test_numbers_beyond_exactness_are_no_ids(cell: float) -> None:
    assert refusal_of_name(cell) == "tables.big_number"


@pytest.mark.parametrize("cell", [date(2025, 1, 2), time(6), True])
def test_an_id_that_became_a_date_is_refused(cell: Cell) -> None:
    assert refusal_of_name(cell) == "tables.date_for_text"


def test_names_are_short_and_on_one_line() -> None:
    assert name_of("a" * MAX_NAME) == "a" * MAX_NAME
    assert refusal_of_name("a" * (MAX_NAME + 1)) == "tables.too_long"
    assert refusal_of_name("a\nb") == "tables.control_character"
    assert refusal_of_name("a\x07b") == "tables.control_character"


def test_notes_may_have_lines_and_dates() -> None:
    assert text_of("a\nb") == "a\nb"
    assert text_of(date(2025, 5, 19)) == "2025-05-19"
    with pytest.raises(CellError):
        text_of("a" * 2001)


def test_lists_are_joined_by_bars() -> None:
    assert words_of(" a | b||c ") == ("a", "b", "c")
    assert words_of(7) == ("7",)


@pytest.mark.parametrize("cell", ["có", "Có", "CO", "yes", "1", 1, True, "TRUE"])
def test_yes_in_both_languages(cell: Cell) -> None:
    assert flag_of(cell) is True


@pytest.mark.parametrize("cell", ["không", "Khong", "no", "0", 0, False])
def test_no_in_both_languages(cell: Cell) -> None:
    assert flag_of(cell) is False


@pytest.mark.parametrize("cell", ["maybe", "2", 1.5, "có không"])
def test_neither_yes_nor_no_is_refused(cell: Cell) -> None:
    with pytest.raises(CellError) as caught:
        flag_of(cell)
    assert caught.value.key == "tables.not_flag"


def test_a_choice_lists_what_it_wants() -> None:
    options = {"both": "both", "hai_chieu": "both", "forward": "forward"}
    assert choice_of("Hai chiều", options) == "both"
    with pytest.raises(CellError) as caught:
        choice_of("up", options)
    assert caught.value.params["want"] == "both | forward"
