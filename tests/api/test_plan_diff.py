"""What a plan changes against another, as the interface tells it."""

import json
from dataclasses import replace

from api.services.plan_diff import diff_plans
from routing.formats.json_lines import dump_json
from routing.formats.plan_json import plan_to_json
from routing.plan.plan import PlanChange
from routing.problem.verdict import Reason, Rule
from tests.unit.formats.plans import small_plan


def test_a_promise_that_is_lost_is_told_with_its_reasons() -> None:
    before = small_plan()
    lost = next(stop.request for stop in before.routes[-1].stops if stop.serves)
    reason = Reason(Rule.PRICE, "solver.changed.cheaper")
    change = PlanChange(lost, 1, ("dropped",), "truck#2", 0, "", None, (reason,))
    after = replace(before, routes=(), changed=(change,))
    found = diff_plans(*(json.loads(dump_json(plan_to_json(plan))) for plan in (before, after)))
    told = {each["request"]: each for each in found["changed"]}
    assert told[lost]["state"] == "lost"
    assert [each["code"] for each in told[lost]["reasons"]] == ["PRICE"]
    assert all(each["reasons"] == [] for name, each in told.items() if name != lost)
