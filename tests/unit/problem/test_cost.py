"""Costs add up by cause."""

from dataclasses import fields

from routing.problem.cost import Cost

EACH = Cost(1, 20, 300, 4_000, 50_000, 600_000, 7_000_000, 80_000_000, 9, 10, 11)


def test_the_total_holds_every_cause_but_penalties() -> None:
    assert EACH.total_minor == 87_654_321


def test_required_drops_weigh_before_any_money() -> None:
    assert EACH.objective == (11, 87_654_330)
    assert Cost(required_weight=1).objective > Cost(fixed_minor=10**12).objective


def test_costs_add_cause_by_cause() -> None:
    double = EACH + EACH
    assert all(getattr(double, part.name) == 2 * getattr(EACH, part.name) for part in fields(Cost))
    assert Cost() + EACH == EACH
