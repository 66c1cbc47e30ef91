"""Insertions into the valley that is worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from routing.errors import InputError
from routing.matrix.travel_matrix import UNREACHABLE
from routing.problem.problem import Stop
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from routing.problem.subproblem import restrict
from routing.problem.time_window import TimeWindow
from routing.solver.insertion.candidate import CELLS, Candidate, Insertion, Spot
from routing.solver.insertion.desk import InsertionDesk
from routing.solver.kernel.cheapest import enter_route, find_cheapest, put_found
from routing.solver.ready import ready_desk
from routing.units import NO_LIMIT
from tests.unit.plan.valley import THERE_AND_BACK, B, change, valley

WHOLE = valley()
AT_B = WHOLE.requests[1]
ONLY_A = Sequences((RouteSequence(0, (pickup(0), end(0))),), ())


def desk(**hub: object) -> InsertionDesk:
    problem = change(WHOLE, "hubs", **hub) if hub else WHOLE
    return InsertionDesk(restrict(problem, (0,), (0,)), ONLY_A)


def test_the_second_village_adds_what_the_longer_route_costs_more() -> None:
    # With A alone: 60 km x 5 + 7,900 s x 10 (25,200 to 33,100, unloading 300 + 400) + 100,000
    # = 479,000. H-B-A-H: 82 km; B 26,100 to 27,000, A 29,000 to 29,600, back at 32,600, unloaded
    # at 33,600 after 12,000 s: 630,000. B may begin at 33,100, for A closes at 36,000.
    (found,) = desk().ask([Candidate(AT_B)])
    place = Insertion(0, 0, 0, 0, -1, 151_000, 26_100, 26_100, 33_100)
    assert [replace(one, alone_minor=NO_LIMIT, share_minor=0) for one in found] == [place]


def test_beside_it_stand_the_price_of_going_alone_and_the_expected_share() -> None:
    # H-B-H 80 km x 5 + (4,500 + 900 + 4,200 + 600 s) x 10 + 100,000 = 602,000 alone; its share
    # is the middle of that and of 151,000, as far as 24 draws of who comes first can tell.
    (found,) = desk().ask([Candidate(AT_B)])
    assert [one.alone_minor for one in found] == [602_000]
    assert all(abs(one.share_minor - 376_500) < 150_000 for one in found)
    halves = {found[0].share_minor * 24 - 151_000 * k - 602_000 * (24 - k) for k in range(25)}
    assert min(abs(rest) for rest in halves) <= 24


def test_putting_it_in_gives_the_plan_with_both() -> None:
    last = Insertion(0, 0, 0, 1, -1, 152_000, 31_200, 31_200, 43_200)
    assert desk().insert([Candidate(AT_B)], [last]) == (WHOLE, THERE_AND_BACK)


def test_an_unused_unit_is_asked_too() -> None:
    empty = InsertionDesk(restrict(WHOLE, (0,), (0,)), Sequences((), (0,)))
    # H-B-H 80 km x 5 + (4,500 + 900 + 4,200 + 600 s) x 10 + 100,000.
    (found,) = empty.ask([Candidate(AT_B)])
    assert [one.extra_minor for one in found] == [602_000]


def test_what_the_hub_cannot_take_in_any_more_fits_nowhere() -> None:
    assert desk(intake_g=(700_000,)).ask([Candidate(AT_B)])[0]
    assert not desk(intake_g=(699_999,)).ask([Candidate(AT_B)])[0]


def test_asking_changes_nothing() -> None:
    counter = desk()
    early = replace(AT_B, windows=(TimeWindow(0, 31_199),))
    first = counter.ask([Candidate(AT_B), Candidate(early), Candidate(AT_B)])
    assert first[0] == first[2] != first[1]
    assert counter.ask([Candidate(AT_B)])[0] == first[0]


def test_parts_that_do_not_all_fit_are_refused_as_a_whole() -> None:
    parts = [Candidate(replace(AT_B, part=k, parts=3)) for k in (1, 2, 3)]
    assert len(desk().ask_parts(parts[:2])) == 2
    assert desk().ask_parts(parts) == ()  # 400 + 3 x 300 kg is more than a tonne


def test_more_parts_than_seats_are_refused() -> None:
    parts = [Candidate(replace(AT_B, part=k, parts=3)) for k in (1, 2, 3)]
    small = InsertionDesk(restrict(WHOLE, (0,), (0,)), ONLY_A, seats=2)
    assert len(small.ask_parts(parts[:2])) == 2
    with pytest.raises(ValueError, match="3 at 0 new places, want at most 2 at one"):
        small.ask_parts(parts)


def test_a_place_without_a_road_fits_nowhere() -> None:
    lost = np.full((1, len(WHOLE.stops), len(CELLS)), UNREACHABLE, np.int64)
    spot = Spot(Stop("far", WHOLE.stops[B].lonlat), lost, lost)
    at_spot = Candidate(replace(AT_B, stop=len(WHOLE.stops)), spot)
    assert desk().ask([at_spot]) == ((),)


def test_a_bad_request_is_told_as_any_other() -> None:
    with pytest.raises(InputError, match="weight_g"):
        desk().ask([Candidate(replace(AT_B, weight_g=-1))])


def test_a_spot_and_the_number_of_its_stop_go_together() -> None:
    with pytest.raises(ValueError, match="want stop 4 for a spot alone"):
        desk().ask([Candidate(replace(AT_B, stop=4))])


def test_an_alternative_is_refused() -> None:
    with pytest.raises(ValueError, match="alternative = 3"):
        desk().ask([Candidate(replace(AT_B, alternative=3))])


def test_an_insertion_of_another_plan_is_refused() -> None:
    (found,) = desk().ask([Candidate(AT_B)])
    heavy = Candidate(replace(AT_B, weight_g=700_000))
    with pytest.raises(ValueError, match="found for another plan"):
        desk().insert([heavy], found)


def test_what_set_up_compiles_is_all_that_a_desk_calls() -> None:
    ready_desk()
    functions = enter_route, find_cheapest, put_found
    before = [list(one.signatures) for one in functions]  # type: ignore[attr-defined]
    assert desk().ask_parts([Candidate(AT_B)])
    assert all(before)
    assert [list(one.signatures) for one in functions] == before  # type: ignore[attr-defined]
