"""The dated rate card: every amount a price is made of."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Final

from routing.errors import Fault, InputError, fault

DEFAULT_CARD: Final = "lai_chau_2025.toml"
_TOP: Final = (
    ("quote_valid_min", 1),
    ("minimum_minor", 0),
    ("round_down_to_minor", 1),
    ("divisor_cm3_per_kg", 1),
)
_RATES: Final = ("base_minor", "per_km_minor", "per_kg_minor", "per_100_m_climb_minor")


@dataclass(frozen=True, slots=True)
class VatRate:
    """Value-added tax from a day on, until the next rate starts."""

    start: date
    percent: int


@dataclass(frozen=True, slots=True)
class RateCard:
    """Amounts in minor units without tax; percentages are whole.

    `handling_percent` pairs a tag or handling of the product with its surcharge, sorted by
    name. `vat` is sorted by its start, and its first rate holds when the card starts.
    """

    id: str
    name_vi: str
    name_en: str
    currency: str
    valid_from: date
    valid_until: date
    quote_valid_min: int
    minimum_minor: int
    round_down_to_minor: int
    divisor_cm3_per_kg: int
    base_minor: int
    per_km_minor: int
    per_kg_minor: int
    per_100_m_climb_minor: int
    remote_after_min: int
    remote_percent: int
    handling_percent: tuple[tuple[str, int], ...]
    vat: tuple[VatRate, ...]

    def holds_on(self, day: date) -> bool:
        """Tell whether the card may price a pickup of a day (both ends included)."""
        return self.valid_from <= day <= self.valid_until

    def vat_percent(self, day: date) -> int:
        """Return the tax of a day the card holds on."""
        return next(rate.percent for rate in reversed(self.vat) if rate.start <= day)


def load_rate_card(path: Path | None = None) -> RateCard:
    """Return the rate card of a TOML file, by default the one shipped for Lai Châu.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    name = path.name if path else DEFAULT_CARD
    try:
        content = path.read_bytes() if path else _shipped_card()
        table = tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise InputError([fault("pricing.no_card", file=name, why=error.strerror)]) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError([fault("pricing.not_toml", file=name, why=error)]) from error
    faults = [*_find_faults(table, name)]
    if faults:
        raise InputError(faults)
    return _build_card(table)


def _shipped_card() -> bytes:
    return (files("routing.pricing") / "rate_cards" / DEFAULT_CARD).read_bytes()


def _build_card(table: Mapping[str, object]) -> RateCard:
    rates, remote = _table(table, "rates"), _table(table, "remote")
    handling = sorted(_table(table, "handling_percent").items())
    return RateCard(
        id=str(table["id"]),
        name_vi=str(table["name_vi"]),
        name_en=str(table["name_en"]),
        currency=str(table["currency"]),
        valid_from=_date(table["valid_from"]),
        valid_until=_date(table["valid_until"]),
        **{column: _count(table[column]) for column, _ in _TOP},
        **{column: _count(rates[column]) for column in _RATES},
        remote_after_min=_count(remote["after_min"]),
        remote_percent=_count(remote["percent"]),
        handling_percent=tuple((name, _count(percent)) for name, percent in handling),
        vat=_vat(table),
    )


def _find_faults(table: Mapping[str, object], file: str) -> Iterator[Fault]:
    for column in ("id", "name_vi", "name_en", "currency"):
        if not isinstance(table.get(column), str):
            yield _bad(file, column, table.get(column), "text")
    for column, least in _TOP:
        yield from _check_count(file, column, table.get(column), least)
    for column in _RATES:
        yield from _check_count(file, f"rates.{column}", _table(table, "rates").get(column), 0)
    for column in ("after_min", "percent"):
        yield from _check_count(file, f"remote.{column}", _table(table, "remote").get(column), 0)
    for name, percent in _table(table, "handling_percent").items():
        yield from _check_count(file, f"handling_percent.{name}", percent, 0)
    yield from _find_date_faults(table, file)


def _find_date_faults(table: Mapping[str, object], file: str) -> Iterator[Fault]:
    start, end = table.get("valid_from"), table.get("valid_until")
    if not (isinstance(start, date) and isinstance(end, date) and start <= end):
        yield _bad(file, "valid_from", f"{start}, valid_until = {end}", "dates in this order")
        return
    rows = table.get("vat")
    rows = rows if isinstance(rows, list) else []
    starts = [row.get("from") for row in rows if isinstance(row, dict)]
    dates = [day for day in starts if isinstance(day, date)]
    if not dates or len(dates) < len(rows) or dates != sorted(dates) or dates[0] > start:
        yield _bad(file, "vat.from", starts, f"dates in order, the first by {start}")
    for row in rows:
        yield from _check_count(file, "vat.percent", dict(row).get("percent"), 0)


def _table(table: Mapping[str, object], name: str) -> Mapping[str, object]:
    inner = table.get(name)
    return inner if isinstance(inner, dict) else {}


def _vat(table: Mapping[str, object]) -> tuple[VatRate, ...]:
    rows = table["vat"]
    rows = rows if isinstance(rows, list) else []
    return tuple(VatRate(_date(row["from"]), _count(row["percent"])) for row in rows)


def _check_count(file: str, column: str, value: object, least: int) -> Iterator[Fault]:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        yield _bad(file, column, value, f"a whole number >= {least}")


def _count(value: object) -> int:
    return value if isinstance(value, int) else int(str(value))


def _date(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _bad(file: str, column: str, value: object, want: str) -> Fault:
    return fault("pricing.bad_card", file=file, column=column, value=value, want=want)
