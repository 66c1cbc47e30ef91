"""Roads that lead there, windows that are open, hubs that receive."""

from collections.abc import Iterator

from routing.problem.dated import DatedRoute
from routing.problem.evaluate.halts import Halt
from routing.problem.sequences import ItemKind
from routing.problem.time_window import fit_start
from routing.problem.verdict import Rule, Violation


def check_windows(where: str, dated: DatedRoute, halts: list[Halt]) -> Iterator[Violation]:
    """Yield legs without a road and halts reached after their last window."""
    for at, (item, halt) in enumerate(zip(dated.items, halts, strict=True), start=1):
        if not halt.reached:
            yield Violation(Rule.REACHABLE, f"{where}/{at}", 1)
        if fit_start(halt.windows, item.arrival_s) is None:
            last_s = halt.windows[-1].latest_s if halt.windows else item.arrival_s - 1
            rule = _rule_of(item.item.kind)
            yield Violation(rule, f"{where}/{at}", item.arrival_s - last_s)


def _rule_of(kind: ItemKind) -> Rule:
    if kind is ItemKind.BREAK:
        return Rule.BREAK
    return Rule.HUB_HOURS if kind in (ItemKind.END, ItemKind.RELOAD) else Rule.TIME_WINDOW
