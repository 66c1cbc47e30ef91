"""Options at the door and at a meeting point, in the valley and on random plans."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.pricing.lanes import Haul, Lane
from routing.pricing.levels import Level
from routing.pricing.lines import Goods, Way, add_up, list_card_lines
from routing.pricing.options import Option, PickupPlace, Terms, list_options
from routing.pricing.rate_card import load_rate_card
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from routing.problem.subproblem import restrict
from routing.solver.insertion.candidate import Candidate
from routing.solver.insertion.desk import InsertionDesk
from tests.property.enriched import rich_problems
from tests.property.plans import greedy_sequences
from tests.property.test_insertion import take_out_last
from tests.property.test_solver import referee
from tests.unit.plan.valley import A, change, valley

CARD = load_rate_card()
AT = datetime(2025, 5, 18, 12, 0, tzinfo=UTC)
WHOLE = valley()
AT_B = WHOLE.requests[1]
WAY = Way(40_000, 4_500, 300)
TERMS = Terms(CARD, Goods(AT_B.weight_g, AT_B.volume_ml), AT)
DOOR = PickupPlace(Candidate(AT_B), WAY)


def desk(problem: Problem = WHOLE) -> InsertionDesk:
    plan = Sequences((RouteSequence(0, (pickup(0), end(0))),), ())
    return InsertionDesk(restrict(problem, (0,), (0,)), plan)


def by_id(options: tuple[Option, ...]) -> dict[str, Option]:
    named = {one.id: one for one in options}
    assert len(named) == len(options)
    return named


def test_a_day_and_an_interval_are_offered_where_one_day_is_allowed() -> None:
    options = by_id(list_options(desk(), TERMS, [DOOR]))
    assert set(options) == {"standard-2025-05-19", "express"}
    standard, express = options["standard-2025-05-19"], options["express"]
    assert (standard.first, standard.last) == (date(2025, 5, 19), date(2025, 5, 19))
    assert standard.window == AT_B.windows[0]
    assert express.window.latest_s - express.window.earliest_s == 3_600
    assert express.quote.total_minor > standard.quote.total_minor


def test_the_plan_s_price_stands_in_the_quote() -> None:
    # It adds 151,000 (see `test_desk`), its share is more: the card's floor and ceiling decide.
    standard = by_id(list_options(desk(), TERMS, [DOOR]))["standard-2025-05-19"]
    assert standard.cost.extra_minor == 151_000
    card = add_up(list_card_lines(CARD, TERMS.goods, WAY, standard.first))
    assert not standard.quote.estimate
    assert 0.6 * card <= standard.quote.planned_minor <= card


def test_a_meeting_point_is_offered_beside_the_door_with_the_carry_paid_back() -> None:
    there = replace(AT_B, stop=A)
    point = PickupPlace(Candidate(there), Way(30_000, 3_600, 100, carry_m=500), "Bản A")
    options = by_id(list_options(desk(), TERMS, [DOOR, point]))
    assert {"standard-2025-05-19", "standard-2025-05-19@Bản A"} <= set(options)
    met = options["standard-2025-05-19@Bản A"]
    lines = {line.code.value: line.amount_minor for line in met.quote.lines}
    assert lines["CARRY"] == -30_000  # 300 kg x 0.5 km x 200
    assert met.candidates[0].request.serve_minor == 30_000
    assert met.quote.total_minor < options["standard-2025-05-19"].quote.total_minor


def test_what_opens_a_vehicle_late_pays_the_express_price() -> None:
    empty = InsertionDesk(restrict(WHOLE, (0,), (0,)), Sequences((), (0,)))
    late = replace(TERMS, after_cut_off=frozenset({0}))
    in_time = by_id(list_options(empty, TERMS, [DOOR]))["standard-2025-05-19"]
    too_late = by_id(list_options(empty, late, [DOOR]))["standard-2025-05-19"]
    joined = by_id(list_options(desk(), late, [DOOR]))["standard-2025-05-19"]
    assert too_late.quote.planned_minor > in_time.quote.planned_minor
    assert joined.quote == by_id(list_options(desk(), TERMS, [DOOR]))["standard-2025-05-19"].quote


def test_goods_too_big_for_one_vehicle_go_in_parts() -> None:
    two = change(WHOLE, "vehicle_types", capacity_g=200_000, capacity_ml=600_000)
    units = (two.vehicles[0], replace(two.vehicles[0], id="truck#2"))
    shifts = (two.shifts[0], replace(two.shifts[0], vehicle=1))
    two = replace(two, vehicles=units, shifts=shifts)
    counter = InsertionDesk(restrict(two, (0, 1), ()), Sequences((), ()))
    (one,) = list_options(counter, replace(TERMS, pack_g=10_000), [DOOR])
    assert [c.request.weight_g for c in one.candidates] == [200_000, 100_000]
    assert {place.shift for place in one.insertions} == {0, 1}


def test_goods_that_go_on_catch_the_first_truck_after_the_day_s_work() -> None:
    # The shift ends at 18:00 = 64,800 s; the truck of that evening, then that of the next.
    lane = Lane("l", "H", "Nội Bài", "Hà Nội", 19 * 60, 2, cutoff_min=60, capacity_g=400_000)
    lane = replace(lane, price_per_kg_minor=2_000)
    terms = replace(TERMS, haul=Haul((lane,), "Hà Nội"))
    standard = by_id(list_options(desk(), terms, [DOOR]))["standard-2025-05-19"]
    assert standard.at_hub_by == datetime(2025, 5, 19, 18, tzinfo=WHOLE.horizon.zone)
    assert standard.departure is not None
    assert standard.departure.arrives_on == date(2025, 5, 21)
    lines = {line.code.value: line.amount_minor for line in standard.quote.lines}
    assert lines["LINEHAUL"] == 600_000
    full = replace(terms, haul=Haul((lane,), "Hà Nội", {standard.departure.key: 100_001}))
    pushed = by_id(list_options(desk(), full, [DOOR]))["standard-2025-05-19"]
    assert pushed.departure is not None
    assert pushed.departure.arrives_on == date(2025, 5, 22)
    assert list_options(desk(), replace(TERMS, haul=Haul((lane,), "Huế")), [DOOR]) == ()


def test_what_fits_nowhere_has_no_option() -> None:
    full = change(WHOLE, "hubs", intake_g=(400_000,))
    assert list_options(desk(full), TERMS, [DOOR]) == ()


@settings(max_examples=60, deadline=None)
@given(rich_problems(), st.integers(0, 2**32 - 1))
def test_every_option_can_be_kept_and_none_costs_more_than_it_may(
    problem: Problem, seed: int
) -> None:
    fewer, candidate = take_out_last(problem)
    plan = greedy_sequences(np.random.default_rng(seed), fewer)
    counter = InsertionDesk(fewer, plan)
    terms = replace(TERMS, goods=Goods(max(1, candidate.request.weight_g)), at=AT)
    before = evaluate(fewer, plan).cost.objective[1]
    for one in list_options(counter, terms, [PickupPlace(candidate, WAY)]):
        whole, longer = counter.insert(one.candidates, one.insertions)
        assert referee(whole, longer).ok
        assert evaluate(whole, longer).cost.objective[1] - before == one.cost.extra_minor
        card = add_up(list_card_lines(CARD, terms.goods, WAY, one.first))
        alone = CARD.options.plan.with_margin(one.cost.alone_minor)
        assert one.quote.planned_minor <= alone
        assert one.level is Level.EXPRESS or one.quote.planned_minor <= card


def test_no_more_is_paid_back_for_a_carry_than_the_pickup_costs() -> None:
    point = PickupPlace(Candidate(replace(AT_B, stop=A)), Way(30_000, 3_600, 100, 90_000), "A")
    met = by_id(list_options(desk(), TERMS, [point]))["standard-2025-05-19@A"]
    lines = {line.code.value: line.amount_minor for line in met.quote.lines}
    assert lines["CARRY"] == -met.quote.planned_minor
    assert met.quote.total_minor == 0
