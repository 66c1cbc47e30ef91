"""Quantities, clocks, dates and money in the words of a language."""

import unicodedata
from datetime import date
from typing import Final

from routing.plan.plan import PlanRoute
from routing.problem.horizon import Horizon
from routing.texts import Lang, text
from routing.units import GRAMS_PER_KG, ML_PER_M3, divide_half_up

_WHOLE_CURRENCIES: Final = frozenset({"VND", "JPY", "KRW", "XPF"})
_POINTS_TO_COMMAS: Final = str.maketrans(",.", ".,")
_PLAIN_SIGNS: Final = str.maketrans(
    {"đ": "d", "Đ": "D", "₫": "d", "–": "-", "—": "-", "·": "-", "→": "->", "↓": ">"}
    | {
        "³": "3",
        "₂": "2",
        "’": "'",
        "“": '"',
        "”": '"',
        "…": "...",
        "−": "-",
        "©": "(c)",
        "×": "x",
    }
)


def number_words(value: float, lang: Lang, *, decimals: int = 0) -> str:
    """Return a number with the language's separators: 1.250,5 in Vietnamese, 1,250.5 in English.

    Zeros at the end of the decimals are left out.
    """
    written = f"{value:,.{decimals}f}"
    if decimals:
        written = written.rstrip("0").rstrip(".")
    if lang == "en":
        return written
    return written.translate(_POINTS_TO_COMMAS)


def weight_words(weight_g: int, lang: Lang) -> str:
    """Return a weight in kg, to 100 g."""
    return (
        f"{number_words(divide_half_up(weight_g, GRAMS_PER_KG // 10) / 10, lang, decimals=1)} kg"
    )


def visit_words(route: PlanRoute, lang: Lang) -> str:
    """Return how many times a route fetches, or fetches and brings, goods."""
    visits = [stop for stop in route.stops if stop.visits]
    kind = "mixed" if any(stop.kind == "delivery" for stop in visits) else "pickups"
    return text(f"outputs.visits.{kind}", lang, count=len(visits))


def volume_words(volume_ml: int, lang: Lang) -> str:
    """Return a volume in m³, to 10 l."""
    return (
        f"{number_words(divide_half_up(volume_ml, ML_PER_M3 // 100) / 100, lang, decimals=2)} m³"
    )


def distance_words(distance_m: int, lang: Lang) -> str:
    """Return a distance in km, to 100 m."""
    return f"{number_words(divide_half_up(distance_m, 100) / 10, lang, decimals=1)} km"


def duration_words(duration_s: int, lang: Lang) -> str:
    """Return a duration in hours and minutes, to the nearest minute."""
    hours, minutes = divmod(divide_half_up(duration_s, 60), 60)
    if not hours:
        return text("outputs.minutes", lang, minutes=minutes)
    return text("outputs.hours_minutes", lang, hours=hours, minutes=minutes)


def clock_words(horizon: Horizon, moment_s: int, day: date) -> str:
    """Return the local clock of a moment, with the days it lies after a given day."""
    local = horizon.local(moment_s)
    later = (local.date() - day).days
    return f"{local:%H:%M}" + (f" (+{later})" if later else "")


def day_words(day: date, lang: Lang) -> str:
    """Return a day: thứ Hai 19/05/2025 in Vietnamese, Monday 2025-05-19 in English."""
    weekday = text(f"outputs.weekday.{day.weekday()}", lang)
    return f"{weekday} {day:%d/%m/%Y}" if lang == "vi" else f"{weekday} {day.isoformat()}"


def money_words(amount_minor: int, currency: str, lang: Lang) -> str:
    """Return an amount with its currency: 84.000 ₫ in Vietnamese."""
    sign = "₫" if currency == "VND" else currency
    if minor_per_unit(currency) == 1:
        return f"{number_words(amount_minor, lang)} {sign}"
    whole, cents = divmod(abs(amount_minor), 100)
    point = "," if lang == "vi" else "."
    minus = "-" if amount_minor < 0 else ""
    return f"{minus}{number_words(whole, lang)}{point}{cents:02d} {sign}"


def minor_per_unit(currency: str) -> int:
    """Return how many minor units make one unit of a currency."""
    return 1 if currency in _WHOLE_CURRENCIES else 100


def plain_ascii(words: str) -> str:
    """Return words without diacritics in ASCII, for telephones and text messages.

    A sign that has no plain form becomes a question mark.
    """
    split = unicodedata.normalize("NFD", words.translate(_PLAIN_SIGNS))
    bare = "".join(char for char in split if not unicodedata.combining(char))
    return bare.encode("ascii", "replace").decode("ascii")
