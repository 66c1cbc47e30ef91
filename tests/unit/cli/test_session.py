"""Options that every command takes, anywhere on the line."""

from pathlib import Path

import pytest

from cli.session import session, take_common_options
from routing.errors import InputError


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LUCO_LANG", raising=False)
    monkeypatch.setenv("LUCO_DATA_DIR", "kept")


def test_vietnamese_is_spoken_unless_another_language_is_asked_for() -> None:
    take_common_options(["plan"])
    assert session.lang == "vi"


def test_the_environment_chooses_a_language_and_the_line_overrides_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LUCO_LANG", "en")
    take_common_options(["plan"])
    assert session.lang == "en"
    take_common_options(["plan", "--lang", "vi"])
    assert session.lang == "vi"


def test_common_options_are_taken_wherever_they_stand() -> None:
    rest = take_common_options(["--json", "plan", "--lang=en", "--out", "x", "--data-dir", "d"])
    assert rest == ["plan", "--out", "x"]
    assert (session.lang, session.machine, session.data_dir) == ("en", True, Path("d"))


def test_what_stands_after_two_dashes_is_left_alone() -> None:
    assert take_common_options(["export", "--", "--json"]) == ["export", "--", "--json"]
    assert not session.machine


@pytest.mark.parametrize("words", [["--lang"], ["--lang", "fr"], ["--data-dir"]])
def test_an_option_without_a_good_value_is_a_fault(words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        take_common_options(["plan", *words])
    assert len(caught.value.faults) == 1
