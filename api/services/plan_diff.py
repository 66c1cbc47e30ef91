"""What one plan changes against another, as JSON."""

from typing import Any, Final

from routing.formats.plan_json import plan_from_json
from routing.plan.compare import PromiseChange, PromiseState, compare_plans

LISTED: Final = 100


def diff_plans(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:  # Any: JSON
    """Return counts of what becomes of each promise, and the first that are not kept, with why."""
    found = compare_plans(plan_from_json(before), plan_from_json(after))
    touched = [each for each in found.changes if each.state is not PromiseState.KEPT]
    why = {(each["request"], each["part"]): each["reasons"] for each in after.get("changed", [])}
    return {
        "promises": {state.value: len(found.list_changes(state)) for state in PromiseState},
        "changed": [_change(each, why) for each in touched[:LISTED]],
        "changed_routes": list(found.changed_routes[:LISTED]),
        "extra_distance_m": found.extra_distance_m,
        "extra_cost": {"amount": found.extra_cost_minor, "currency": before["currency"]},
    }


def _change(
    change: PromiseChange, why: dict[tuple[str, int], list[Any]]
) -> dict[str, Any]:  # Any: JSON
    before, after = change.before, change.after
    told = change.promise
    return {
        "request": told.request,
        "part": told.part,
        "state": change.state.value,
        "before": before.start.isoformat() if before else None,
        "after": after.start.isoformat() if after else None,
        "reasons": why.get((told.request, told.part), []),
    }
