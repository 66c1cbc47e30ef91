"""The page on rules names every code the evaluator finds, and every field that states a rule."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from routing.problem.cost import Cost
from routing.problem.fleet import Shift, VehicleType
from routing.problem.hub import Hub
from routing.problem.request import Request, RequestKind

SELF_EVIDENT = {
    *("id", "name", "stop", "profile", "vehicle", "day", "date", "matrix", "start_hub", "shop"),
    *("product", "part", "parts", "kind", "to", "required", "deferrable", "service_s", "brought"),
}


@pytest.fixture(scope="module")
def page(root: Path) -> set[str]:
    text = (root / "docs/reference/rules.md").read_text("utf-8")
    return set(re.findall(r"[A-Za-z_]+", text))


def test_every_code_of_the_evaluator_is_named(root: Path, page: set[str]) -> None:
    sources = (root / "routing/problem/evaluate").glob("*.py")
    codes = {code for path in sources for code in re.findall(r"Rule\.([A-Z_]+)", path.read_text())}
    assert len(codes) > 15
    assert codes <= page


@pytest.mark.parametrize("kind", [Request, VehicleType, Shift, Hub])
def test_every_field_that_states_a_rule_is_named(kind: type, page: set[str]) -> None:
    assert {field.name for field in fields(kind)} - SELF_EVIDENT <= page


def test_every_kind_of_request_and_every_cost_is_named(page: set[str]) -> None:
    assert {kind.value for kind in RequestKind} <= page
    assert {part.name for part in fields(Cost) if part.name.endswith("_minor")} <= page
