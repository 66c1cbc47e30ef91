"""What a problem makes use of is found, so that an engine which does not know it steps back."""

import numpy as np
import pytest

from routing.problem.features import Feature, find_features
from tests.property.enriched import ADD, enrich
from tests.property.problems import random_problem
from tests.unit.plan.valley import valley


def test_the_valley_is_plain() -> None:
    assert find_features(valley()) == frozenset()


@pytest.mark.parametrize("feature", ADD)
def test_a_rule_that_is_brought_in_is_found(feature: Feature) -> None:
    rng = np.random.default_rng(7)
    plain = random_problem(rng, requests=12)
    assert find_features(plain) == frozenset()
    assert feature in find_features(enrich(rng, plain, {feature}, chance=1))


def test_random_problems_know_every_rule_but_locks() -> None:
    assert set(Feature) - set(ADD) == {Feature.LOCK}
