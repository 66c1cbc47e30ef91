from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from routing.roads.conditions import Conditions, default_season
from tests.unit.roads.hills import MONDAY, closure, one_road

GRAPH = one_road()
HOUR = timedelta(hours=1)
SHUT = closure(GRAPH, "sample-1:a:b", start=MONDAY + 8 * HOUR, end=MONDAY + 10 * HOUR)


@pytest.mark.parametrize(
    ("month", "season"),
    [(1, "dry"), (3, "dry"), (4, "rain"), (10, "rain"), (11, "dry"), (12, "dry")],
)
def test_rains_fall_from_april_to_october(month: int, season: str) -> None:
    assert default_season(date(2025, month, 15)) == season


@pytest.mark.parametrize(
    ("start_h", "end_h", "met"),
    [
        (6, 8, False),
        (6, 8.01, True),
        (9, 9.5, True),
        (9.99, 12, True),
        (10, 12, False),
        (6, 12, True),
    ],
)
def test_shift_meets_a_closure_that_overlaps_it(start_h: float, end_h: float, met: bool) -> None:
    start, end = MONDAY + start_h * HOUR, MONDAY + end_h * HOUR
    assert SHUT.overlaps(start, end) is met
    assert bool(Conditions("dry", (SHUT,)).at(start, end, "truck").closures) is met


@pytest.mark.parametrize(("hour", "met"), [(7.99, False), (8, True), (9.99, True), (10, False)])
def test_moment_lies_in_a_closure_from_its_start_to_before_its_end(hour: float, met: bool) -> None:
    moment = MONDAY + hour * HOUR
    assert SHUT.overlaps(moment, moment) is met


def test_closure_concerns_its_profiles_or_all() -> None:
    for_trucks = replace(SHUT, profiles=frozenset({"truck"}))
    met = Conditions("dry", (SHUT, for_trucks))
    span = MONDAY, MONDAY + timedelta(days=1)
    assert met.at(*span, "truck").closures == (SHUT, for_trucks)
    assert met.at(*span, "motorbike").closures == (SHUT,)


def test_hash_does_not_depend_on_the_order_of_closures() -> None:
    other = replace(SHUT, id="d", edges=(1,), edge_ids=("sample-1:b:a",))
    assert Conditions("dry", (SHUT, other)).hash == Conditions("dry", (other, SHUT)).hash


def test_hash_tells_seasons_and_closures_apart() -> None:
    variants = [
        Conditions("dry"),
        Conditions("rain"),
        Conditions("dry", (SHUT,)),
        Conditions("dry", (replace(SHUT, speed_factor=0.5),)),
        Conditions("dry", (replace(SHUT, end=SHUT.end + HOUR),)),
        Conditions("dry", (replace(SHUT, profiles=frozenset({"truck"})),)),
    ]
    assert len({each.hash for each in variants}) == len(variants)


def test_equal_effects_at_other_times_share_the_effect_hash_only() -> None:
    later = replace(SHUT, id="later", start=SHUT.start + HOUR, reason="mud")
    ours, theirs = Conditions("dry", (SHUT,)), Conditions("dry", (later,))
    assert ours.effect_hash == theirs.effect_hash != Conditions("dry").effect_hash
    assert ours.hash != theirs.hash


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ({"end": SHUT.start}, "end = "),
        ({"start": datetime(2025, 5, 19)}, "offset"),  # noqa: DTZ001 - what must be refused
        ({"speed_factor": 1.5}, "speed_factor = 1.5"),
    ],
)
def test_impossible_closure_is_refused(fact: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(SHUT, **fact)
