"""What a rate card may charge for besides the way and the weight; all of it may be left out."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from routing.errors import Fault
from routing.pricing.card_values import (
    Cells,
    bad_cell,
    check_count,
    count_of,
    rows_of,
    table_of,
)
from routing.units import divide_half_up

_TEN_THOUSAND: Final = 10_000
_MONTHS: Final = frozenset(range(1, 13))


@dataclass(frozen=True, slots=True)
class SeasonRate:
    """A surcharge on the transport lines of pickups in some months (1 is January)."""

    months: frozenset[int]
    percent: int


@dataclass(frozen=True, slots=True)
class ValueRate:
    """A fee by an amount of money: of what exceeds `free_minor`, and at least `minimum_minor`."""

    per_10_000: int = 0
    free_minor: int = 0
    minimum_minor: int = 0

    def fee_minor(self, value_minor: int) -> int:
        """Return the fee for an amount; nothing for what is free."""
        if value_minor <= self.free_minor or not self.per_10_000:
            return 0
        fee = divide_half_up((value_minor - self.free_minor) * self.per_10_000, _TEN_THOUSAND)
        return max(fee, self.minimum_minor)


@dataclass(frozen=True, slots=True)
class PlanRule:
    """How prices follow the plan, in percent: what a pickup adds, or a share, against the card.

    `marginal_percent` is the weight of what it adds, the rest that of its expected share.
    """

    floor_percent: int = 60
    margin_percent: int = 10
    marginal_percent: int = 50
    express_percent: int = 160

    def with_margin(self, cost_minor: int) -> int:
        """Return a cost with the margin on it."""
        return divide_half_up(cost_minor * (100 + self.margin_percent), 100)


@dataclass(frozen=True, slots=True)
class CardOptions:
    """Surcharges by season, fees by value, what a sender's carry is worth, and the plan's rule.

    `carry_per_kg_km_minor` is paid back for carrying a kilogram one kilometre to a meeting point.
    """

    seasons: tuple[SeasonRate, ...] = ()
    insurance: ValueRate = ValueRate()
    cod: ValueRate = ValueRate()
    carry_per_kg_km_minor: int = 0
    plan: PlanRule = PlanRule()

    def season_percent(self, day: date) -> int:
        """Return the surcharge of a day's month."""
        return sum(one.percent for one in self.seasons if day.month in one.months)


NO_OPTIONS: Final = CardOptions()


def read_options(table: Cells) -> CardOptions:
    """Return the options of a card in which no fault was found."""
    plan = {name: count_of(value) for name, value in table_of(table, "plan").items()}
    return CardOptions(
        seasons=tuple(
            SeasonRate(_months(row.get("months")), count_of(row["percent"]))
            for row in rows_of(table, "season")
        ),
        insurance=_value_rate(table, "insurance"),
        cod=_value_rate(table, "cod"),
        carry_per_kg_km_minor=count_of(table_of(table, "carry").get("per_kg_km_minor", 0)),
        plan=PlanRule(**plan),
    )


def find_option_faults(table: Cells, file: str) -> Iterator[Fault]:
    """Yield every fault of what may be left out of a card."""
    for row in rows_of(table, "season"):
        months = row.get("months")
        if not _months(months) or not _months(months) <= _MONTHS:
            yield bad_cell(file, "season.months", months, "a list of months 1 to 12")
        yield from check_count(file, "season.percent", row.get("percent"), 0)
    names = {
        "insurance": [one.name for one in fields(ValueRate)],
        "cod": [one.name for one in fields(ValueRate)],
        "carry": ["per_kg_km_minor"],
        "plan": [one.name for one in fields(PlanRule)],
    }
    for part, known in names.items():
        for name, value in table_of(table, part).items():
            column = f"{part}.{name}"
            if name not in known:
                yield bad_cell(file, column, value, " | ".join(known))
                continue
            share = name in ("floor_percent", "marginal_percent")
            yield from check_count(file, column, value, 0, 100 if share else None)


def _months(value: object) -> frozenset[int]:
    whole = isinstance(value, list) and all(isinstance(month, int) for month in value)
    return frozenset(value) if isinstance(value, list) and whole else frozenset()


def _value_rate(table: Cells, name: str) -> ValueRate:
    return ValueRate(**{key: count_of(value) for key, value in table_of(table, name).items()})
