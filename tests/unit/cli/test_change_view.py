"""What a plan made anew changes, on the screen."""

from dataclasses import replace

import pytest

from cli.change_view import show_change
from cli.session import session
from routing.plan.compare import compare_plans
from routing.plan.plan import Plan, PlanChange
from routing.problem.verdict import Reason, Rule
from tests.unit.formats.plans import small_plan


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "lang", "en")


def served(plan: Plan) -> list[str]:
    return [stop.request for route in plan.routes for stop in route.stops if stop.serves]


def test_a_promise_that_is_not_kept_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    before = small_plan()
    gone = served(before)[-1]
    reason = Reason(Rule.PRICE, "solver.changed.cheaper")
    lost = PlanChange(gone, 1, ("dropped",), "truck#2", 0, "", None, (reason,))
    after = replace(before, routes=(), changed=(lost,))
    show_change(compare_plans(before, after), after)
    printed = " ".join(capsys.readouterr().out.split())
    assert f"{gone} cannot be kept: PRICE: {reason.detail('en')}" in printed


def test_pickups_kept_by_another_vehicle_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    plan = small_plan()
    other = PlanChange(served(plan)[0], 1, ("vehicle",), "a#1", 0, "b#1", 60, ())
    show_change(compare_plans(plan, plan), replace(plan, changed=(other,)))
    assert "1 promises are kept to the hour by another vehicle." in capsys.readouterr().out
