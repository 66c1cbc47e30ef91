"""What the referee found, in words."""

from routing.problem.verdict import Violation
from routing.texts import Lang, text


def describe_violation(violation: Violation, lang: Lang = "vi") -> str:
    """Return where a rule is broken and by how much."""
    return text(f"broken.{violation.rule}", lang, where=violation.where, amount=violation.amount)
