"""A plan on roads with real lines is asked for more goods, at stops and elsewhere."""

from dataclasses import replace

import pytest

from routing.errors import InputError
from routing.problem.evaluate import evaluate
from routing.problem.records import Location, RequestTerms
from routing.service import make_plan
from routing.service.asking import PlanCounter, open_counter
from routing.service.planning import draft_problem
from tests.unit.service.test_real_lines import HIGH, LOW, OPTIONS, inputs, network

BOTH = inputs(LOW, HIGH)
AT_HIGH = BOTH.requests[1]


@pytest.fixture(scope="module")
def counter() -> PlanCounter:
    made = make_plan(network(), inputs(LOW), OPTIONS)
    return open_counter(network(), inputs(LOW), made.sequences)


def test_a_new_place_costs_what_a_plan_that_knows_it_says(counter: PlanCounter) -> None:
    asked = counter.candidate_of(AT_HIGH)
    assert asked.spot is not None
    ((found,),) = counter.desk.ask([asked])
    whole, longer = counter.desk.insert([asked], [found])
    known = draft_problem(network(), BOTH)
    assert whole.requests == known.requests
    assert evaluate(known, longer).cost == evaluate(whole, longer).cost
    before = evaluate(counter.problem, counter.desk.plan).cost.total_minor
    assert evaluate(known, longer).cost.total_minor - before == found.extra_minor


def test_a_place_of_the_plan_is_no_new_one(counter: PlanCounter) -> None:
    asked = counter.candidate_of(AT_HIGH, at=LOW)
    assert asked.spot is None
    assert asked.request.stop == counter.problem.requests[0].stop


def test_an_empty_plan_is_asked_as_well() -> None:
    empty = open_counter(network(), replace(BOTH, requests=()))
    ((found,),) = empty.desk.ask([empty.candidate_of(AT_HIGH)])
    assert found.extra_minor == found.alone_minor


def test_every_fault_of_what_is_asked_is_told(counter: PlanCounter) -> None:
    terms = RequestTerms(kind="pair", to=Location("x"), from_hub="nowhere")
    with pytest.raises(InputError) as caught:
        counter.candidate_of(replace(AT_HIGH, weight_g=None, hub="none", terms=terms))
    found = [(one.key, one.column) for one in caught.value.faults]
    assert found == [
        ("pricing.unknown_weight", "weight_kg"),
        ("pricing.unknown_hub", "hub"),
        ("pricing.unknown_hub", "from_hub"),
        ("pricing.no_pairs", "to_place"),
    ]
