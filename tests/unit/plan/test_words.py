"""Everything the referee can find, and every figure of the summary, has words."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from routing.plan.load_factors import LoadFactors
from routing.plan.summary import LeftOut, Summary
from routing.plan.totals import Totals
from routing.plan.words import describe_violation
from routing.problem.verdict import Rule, Violation
from routing.texts import LANGS, text


def find_rules(root: Path) -> set[Rule]:
    """The rules that the referee's own code names."""
    sources = [*(root / "routing/plan/referee").glob("*.py"), root / "routing/plan/check.py"]
    names = {name for path in sources for name in re.findall(r"Rule\.([A-Z_]+)", path.read_text())}
    return {Rule(name) for name in names}


def test_every_rule_of_the_referee_has_words_in_both_languages(root: Path) -> None:
    rules = find_rules(root)
    assert len(rules) > 15
    for rule in rules:
        said = {describe_violation(Violation(rule, "2025-05-19/x", 71), lang) for lang in LANGS}
        assert len(said) == 2
        assert all("2025-05-19/x" in words for words in said)


def test_words_name_the_amount() -> None:
    violation = Violation(Rule.CAPACITY, "2025-05-19/truck#1", 7)
    assert "7 (g or ml)" in describe_violation(violation, "en")
    assert "vượt tải trọng" in describe_violation(violation)


@pytest.mark.parametrize("kind", [Totals, LoadFactors, LeftOut])
def test_every_figure_of_the_summary_has_a_name(kind: type) -> None:
    for figure in fields(kind):
        assert text(f"summary.{figure.name}", "vi") != text(f"summary.{figure.name}", "en")


def test_the_plan_and_its_baselines_have_names() -> None:
    for column in fields(Summary)[:3]:
        assert text(f"summary.{column.name}", "vi")
