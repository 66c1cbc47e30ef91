"""Bills of the days of a plan."""

from datetime import date

from routing.pricing.billing import bill_plan, lower_lines
from routing.pricing.card_options import PlanRule
from routing.pricing.lines import LineCode, QuoteLine, add_up
from routing.pricing.rate_card import load_rate_card
from routing.problem.sequences import RouteSequence, Sequences, end, pickup
from tests.unit.plan.valley import valley

CARD = load_rate_card()
ON = date(2025, 5, 19)
PLAN = Sequences((RouteSequence(0, (pickup(0), pickup(1), end(0))),), ())
RULE = PlanRule()


def test_a_day_is_charged_by_shares_and_never_above_the_quote() -> None:
    problem = valley()
    first, second = (problem.requests[i].id for i in (0, 1))
    [free] = bill_plan(problem, PLAN, {}, RULE)
    assert sum(bill.share_minor for bill in free.bills) == free.cost_minor
    assert all(b.charge_minor == RULE.with_margin(b.share_minor) for b in free.bills)
    [day] = bill_plan(problem, PLAN, {first: 1, second: 10**9}, RULE)
    charged = {bill.request: bill for bill in day.bills}
    assert charged[first].charge_minor == 1
    assert charged[second].charge_minor == RULE.with_margin(charged[second].share_minor)
    assert day.platform_balance_minor == day.charged_minor - day.cost_minor
    assert all(bill.share_minor <= bill.alone_minor for bill in day.bills)


def test_lines_of_a_lower_price_have_their_tax_and_rounding_anew() -> None:
    quoted = [QuoteLine(LineCode.BASE, 100_000), QuoteLine(LineCode.VAT, 8_000)]
    lines = lower_lines(CARD, ON, quoted, 20_500)
    assert [(line.code.value, line.amount_minor) for line in lines] == [
        ("BASE", 100_000),
        ("SHARED", -20_500),
        ("VAT", 8_000 - 1_640),
        ("ROUNDING", -860),
    ]
    assert add_up(lines) == 85_000
    same = lower_lines(CARD, ON, quoted, 0)
    assert [line.amount_minor for line in same] == [100_000, 8_000]
