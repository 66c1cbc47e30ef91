"""Whatever a file holds, reading it ends with an instance or with faults, never otherwise."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.errors import InputError
from routing.formats.vrp.read import read_instance
from routing.formats.vrp.solomon import read_solomon
from routing.formats.vrp.solution import read_solution, write_sintef, write_solution
from tests.unit.formats.vrp.files import CVRP, LILIM, SOLOMON, vrplib

RICH = vrplib(
    "MTVRPTWR",
    "VEHICLES : 2\nSERVICE_TIME : 1",
    "TIME_WINDOW_SECTION\n1 0 100\n2 2 50\n3 10.5 60\n4 0 70\n"
    "RELEASE_TIME_SECTION\n1 0\n2 0\n3 1.5\n4 2\nVEHICLES_RELOAD_DEPOT_SECTION\n1 1\n2 1\n"
    "PRIZE_SECTION\n1 0\n2 3.5\n3 0\n4 8\n",
)
WORDS = [
    *("0", "1", "2", "-1", "9", "1e9", "999999999", "1e300", "-5", "0.5", "nan", "inf", "٣"),
    *("x", ":", "EOF", "TYPE", "DEPOT_SECTION", "DEMAND_SECTION", "CAPACITY", "VEHICLE"),
    *("", "\n", "DIMENSION : 3\n", "VEHICLES : 1000000\n", "EXPLICIT", "NAME : ß\n"),
]


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A good file in which some words are others, gone, or double."""
    words = draw(st.sampled_from([SOLOMON, LILIM, CVRP, RICH])).replace("\n", " \n ").split(" ")
    for _ in range(draw(st.integers(1, 4))):
        where = draw(st.integers(0, len(words) - 1))
        words[where : where + draw(st.integers(0, 2))] = [draw(st.sampled_from(WORDS))]
    return " ".join(words)


@settings(max_examples=400)
@given(spoilt())
def test_a_spoilt_file_is_read_or_refused(text: str) -> None:
    instance, faults = None, ()
    try:
        instance = read_instance(text, file="spoilt")
    except InputError as refused:
        faults = refused.faults
    assert all(one.message("vi") and one.message("en") for one in faults)
    assert instance is None or (instance.problem.requests and instance.scale >= 1)


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_instance(text)


@settings(max_examples=200)
@given(st.lists(st.sampled_from([*WORDS, "Route #1:", "Route #2:", "1", "2", "3", "\n"])))
def test_a_solution_that_is_read_is_written_back(words: list[str]) -> None:
    instance = read_solomon(SOLOMON)
    try:
        plan = read_solution(instance, " ".join(words))
    except InputError:
        return
    for told in (write_solution(instance, plan, 0), write_sintef(instance, plan)):
        assert read_solution(instance, told) == plan
