import pytest

from routing.formats.safe_text import file_stems, formula_safe, printable


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_begins_a_formula(sign: str) -> None:
    assert formula_safe(f"{sign}1+1") == f"'{sign}1+1"


def test_a_formula_behind_a_control_character_is_found() -> None:
    assert formula_safe("\x00=1+1") == "'=1+1"


def test_harmless_text_stays_as_it_is() -> None:
    assert formula_safe("Chè 1-2") == "Chè 1-2"
    assert formula_safe("") == ""


def test_printable_keeps_lines_and_drops_what_xml_forbids() -> None:
    assert printable("a\x0bb\nc\ud800d") == "ab\ncd"


def test_file_names_are_plain_and_stay_in_their_folder() -> None:
    stems = file_stems(["2025-05-19/xe tải#1", "../../etc/passwd", "...", ""])
    assert list(stems.values()) == ["2025-05-19-xe-tai-1", "etc-passwd", "route", "route-2"]


def test_ids_that_look_alike_get_names_of_their_own() -> None:
    stems = file_stems(["xe#1", "xe-1", "XE/1"])
    assert list(stems.values()) == ["xe-1", "xe-1-2", "XE-1-3"]
