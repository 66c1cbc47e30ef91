"""Bills of a plan in force: what each request owes, what is charged, what each day leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from routing.pricing.card_options import PlanRule
from routing.pricing.lines import LineCode, QuoteLine, add_up, list_closing_lines
from routing.pricing.rate_card import RateCard
from routing.pricing.share import charge_minor, share_plan
from routing.problem.evaluate import evaluate
from routing.problem.problem import Problem
from routing.problem.sequences import Sequences


@dataclass(frozen=True, slots=True)
class Bill:
    """What a request owes of its routes, all its parts together, and what is charged for it.

    `alone_minor` is what a vehicle for it alone would cost. Nothing was quoted for a request
    whose `quoted_minor` is None: it pays its share with the margin. A share that was drawn has
    the standard error `error_minor`.
    """

    request: str
    day: date
    share_minor: int
    alone_minor: int
    error_minor: int
    quoted_minor: int | None
    charge_minor: int


@dataclass(frozen=True, slots=True)
class DayBill:
    """The routes of a day: what they cost, and what their requests are charged."""

    day: date
    cost_minor: int
    bills: tuple[Bill, ...]

    @property
    def charged_minor(self) -> int:
        """What all requests are charged together."""
        return sum(bill.charge_minor for bill in self.bills)

    @property
    def platform_balance_minor(self) -> int:
        """What the charges leave beyond the cost."""
        return self.charged_minor - self.cost_minor


def bill_plan(
    problem: Problem, plan: Sequences, quoted_minor: Mapping[str, int], rule: PlanRule
) -> tuple[DayBill, ...]:
    """Return the bills of each day that has routes, the days in order.

    A request whose parts go on several days is billed on the last of them.

    Parameters
    ----------
    quoted_minor
        What was quoted for the pickup itself (`Quote.planned_minor`), by request id.
    """
    bills = _list_bills(problem, plan, quoted_minor, rule)
    cost: dict[date, int] = {}
    for route in evaluate(problem, plan).routes:
        day = problem.shifts[route.shift].date
        cost[day] = cost.get(day, 0) + route.cost.total_minor
    return tuple(
        DayBill(day, cost[day], tuple(bill for bill in bills if bill.day == day))
        for day in sorted(cost)
    )


def lower_lines(
    card: RateCard, on: date, lines: Sequence[QuoteLine], less_minor: int
) -> list[QuoteLine]:
    """Return the lines of a price whose pickup costs less, with tax and rounding anew."""
    kept = [one for one in lines if one.code not in (LineCode.VAT, LineCode.ROUNDING)]
    saved = [QuoteLine(LineCode.SHARED, -less_minor)] if less_minor else []
    lowered = [*kept, *saved]
    closed = [*lowered, *list_closing_lines(card, on, lowered)]
    return closed if add_up(closed) <= add_up(lines) else list(lines)


def _list_bills(
    problem: Problem, plan: Sequences, quoted_minor: Mapping[str, int], rule: PlanRule
) -> list[Bill]:
    parts: dict[str, list[int]] = {}
    shares = share_plan(problem, plan)
    for i, share in enumerate(shares):
        parts.setdefault(problem.requests[share.request].id, []).append(i)
    bills = []
    for name, found in parts.items():
        own = [shares[i] for i in found]
        share_minor = sum(each.share_minor for each in own)
        quoted = quoted_minor.get(name)
        asked = rule.with_margin(share_minor) if quoted is None else quoted
        bills.append(
            Bill(
                request=name,
                day=max(problem.shifts[each.shift].date for each in own),
                share_minor=share_minor,
                alone_minor=sum(each.alone_minor for each in own),
                error_minor=sum(each.error_minor for each in own),
                quoted_minor=quoted,
                charge_minor=charge_minor(asked, share_minor, rule),
            )
        )
    return bills
