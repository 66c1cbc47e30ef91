"""A quote in words: what each line is for."""

from typing import Final

from routing.formats.words import distance_words, money_words, number_words, weight_words
from routing.pricing.lines import LineCode, QuoteLine
from routing.pricing.quote import Quote
from routing.texts import Lang, load_catalogue, text

_HANDLING: Final = "pricing.tag"


def line_words(line: QuoteLine, currency: str, lang: Lang) -> str:
    """Return what a line charges for, with its quantity and rate."""
    what: dict[str, object] = {
        "rate": money_words(line.rate_minor, currency, lang),
        "percent": line.quantity,
        "minutes": line.detail,
        "month": line.detail,
        "lane": line.detail,
    }
    if line.code in (LineCode.DISTANCE, LineCode.CARRY):
        what["distance"] = distance_words(line.quantity, lang)
    elif line.code in (LineCode.WEIGHT, LineCode.LINEHAUL):
        what["weight"] = weight_words(line.quantity, lang)
    elif line.code is LineCode.CLIMB:
        what["climb"] = number_words(line.quantity, lang)
    elif line.code in (LineCode.INSURANCE, LineCode.COD):
        what["share"] = number_words(line.quantity / 100, lang, decimals=2)
    elif line.code is LineCode.HANDLING:
        what["what"] = _tag_words(line.detail, lang)
    return text(f"pricing.line.{line.code.lower()}", lang, **what)


def quote_to_json(quote: Quote) -> dict[str, object]:
    """Return a quote as the shapes outsiders read: money as amount and currency."""
    return {
        "estimate": quote.estimate,
        "rate_card": quote.card,
        "price": _money(quote.total_minor, quote.currency),
        "lines": [
            {
                "code": line.code.value,
                "text": line_words(line, quote.currency, "vi"),
                "text_en": line_words(line, quote.currency, "en"),
                "amount": _money(line.amount_minor, quote.currency),
            }
            for line in quote.lines
        ],
        "weight_g": quote.weight_g,
        "volume_ml": quote.volume_ml,
        "chargeable_g": quote.chargeable_g,
        "distance_m": quote.distance_m,
        "duration_s": quote.duration_s,
        "climb_m": quote.climb_m,
        "date": quote.on.isoformat(),
        "valid_until": quote.valid_until.isoformat(timespec="seconds"),
    }


def _money(amount_minor: int, currency: str) -> dict[str, object]:
    return {"amount": amount_minor, "currency": currency}


def _tag_words(tag: str, lang: Lang) -> str:
    key = f"{_HANDLING}.{tag}"
    if key in load_catalogue():
        return text(key, lang)
    return text(f"{_HANDLING}.other", lang, tag=tag)
