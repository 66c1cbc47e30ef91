"""All that is stated for a plan, and the money assumed for what is left open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from routing.problem.records import FleetRecord, HubRecord, HubSlotRecord, Product, RequestRecord

FORBIDDEN_PAIRS: Final = frozenset(
    {("odour_strong", "odour_sensitive"), ("wet", "odour_sensitive")}
)
"""Tags of goods that spoil each other: tea and rice take on smells, and rot when wet."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Money that planning assumes, and rules that hold only where asked for.

    An optional request without a penalty of its own costs `penalty_base_minor` times
    1 + priority / 10 when left out. Goods due beyond the horizon may wait, at
    `waiting_minor_per_day`, but not more than `max_wait_days`. Service after the wished time
    costs `lateness_minor_per_hour`.

    Tags of a pair in `forbidden_pairs` never ride together. With `keep_products`, a request has
    the tags and the longest time in a vehicle of its product beside its own.
    """

    penalty_base_minor: int = 150_000
    waiting_minor_per_day: int = 60_000
    max_wait_days: int = 7
    lateness_minor_per_hour: int = 30_000
    forbidden_pairs: frozenset[tuple[str, str]] = frozenset()
    keep_products: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """All records of a plan, with the stop each hub and request stands at.

    `second_stops` holds, for a pair by its id, the stop it is brought to; `other_stops`, by id,
    the stops of the alternatives to a request, in the record's order.
    """

    hubs: tuple[HubRecord, ...]
    hub_stops: tuple[int, ...]
    fleet: tuple[FleetRecord, ...]
    requests: tuple[RequestRecord, ...]
    request_stops: tuple[int, ...]
    second_stops: Mapping[str, int] = field(default_factory=dict)
    other_stops: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    hub_slots: tuple[HubSlotRecord, ...] = ()
    products: Mapping[str, Product] = field(default_factory=dict)


KEEP_PRODUCTS: Final = Settings(forbidden_pairs=FORBIDDEN_PAIRS, keep_products=True)
"""The rules of products hold: what may ride together, and for how long."""
