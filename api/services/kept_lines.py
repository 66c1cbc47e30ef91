"""Lines of prices as they are kept: codes and figures, to be told in any language later."""

from typing import Any

from api.schemas.quantities import SignedMoney
from api.schemas.quote import PriceLine
from routing.formats.quote_words import line_words
from routing.pricing.lines import LineCode, QuoteLine
from routing.texts import Lang


def dump_line(line: QuoteLine) -> dict[str, Any]:  # Any: JSON
    """Return a line as it is kept."""
    return {
        "code": line.code.value,
        "amount": line.amount_minor,
        "quantity": line.quantity,
        "rate": line.rate_minor,
        "detail": line.detail,
    }


def read_line(kept: dict[str, Any]) -> QuoteLine:  # Any: JSON
    """Return a line that was kept."""
    code, detail = LineCode(kept["code"]), kept.get("detail", "")
    return QuoteLine(code, kept["amount"], kept["quantity"], kept["rate"], detail)


def tell_line(line: QuoteLine, currency: str, lang: Lang) -> PriceLine:
    """Return a line in words."""
    return PriceLine(
        code=line.code.value,
        text=line_words(line, currency, lang),
        amount=SignedMoney(amount=line.amount_minor, currency=currency),
    )
