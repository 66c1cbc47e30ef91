"""What a row of requests asks for beyond being fetched: kind, second stop, times, company."""

from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from routing.formats import bounds
from routing.formats.folding import fold
from routing.formats.location_cells import CheckLocation, checked, read_second_location
from routing.formats.row import Row
from routing.problem.records import Location, MeetingPlace, RequestTerms
from routing.problem.request import RequestKind
from routing.units import NO_LIMIT

TO_SERVICE_S: Final = 600
_KINDS: Final = {
    "pickup": RequestKind.PICKUP.value,
    "lay": RequestKind.PICKUP.value,
    "lay_hang": RequestKind.PICKUP.value,
    "delivery": RequestKind.DELIVERY.value,
    "giao": RequestKind.DELIVERY.value,
    "giao_hang": RequestKind.DELIVERY.value,
    "pair": RequestKind.PAIR.value,
    "noi_den_noi": RequestKind.PAIR.value,
}
_COST: Final = "="


def read_terms(row: Row, zone: ZoneInfo, check: CheckLocation) -> RequestTerms:
    """Return the terms of a row, noting what does not go together."""
    mark = row.mark
    terms = RequestTerms(
        kind=row.choice("kind", _KINDS, RequestKind.PICKUP.value),
        to=read_second_location(row, "to_", check),
        to_windows=row.windows("to_windows"),
        to_service_s=row.scaled("to_service_min", 60, bounds.MINUTES, TO_SERVICE_S),
        from_hub=row.name("from_hub"),
        wish_by=row.moment("wish_by", zone, at_end=True),
        deliver_by=row.moment("deliver_by", zone, at_end=True),
        max_ride_s=row.scaled("max_ride_min", 60, bounds.RIDE_MINUTES, NO_LIMIT),
        tags=frozenset(fold(tag) for tag in row.words("tags")),
        exclude_tags=frozenset(fold(tag) for tag in row.words("exclude_tags")),
        alternatives=_read_alternatives(row, check),
        same_vehicle=row.name("same_vehicle"),
    )
    if row.is_clean_since(mark):
        _check_kind(row, terms)
    return terms


def _check_kind(row: Row, terms: RequestTerms) -> None:
    """Note a pair without a second stop, and cells that the kind has no use for."""
    if terms.kind == RequestKind.PAIR.value and terms.to is None:
        row.fault("tables.pair_without_end", "to_place")
    wrong = {
        RequestKind.PICKUP.value: ("to_place", "to_lon", "from_hub"),
        RequestKind.DELIVERY.value: ("to_place", "to_lon", "hub"),
        RequestKind.PAIR.value: ("hub", "from_hub", "alternatives"),
    }
    for column in wrong[terms.kind]:
        if row.peek(column) != "":
            row.fault("tables.not_of_this_kind", column, kind=terms.kind)


def _read_alternatives(row: Row, check: CheckLocation) -> tuple[MeetingPlace, ...]:
    """Return the other places of a cell such as ``Pa So=20000|Lản Nhì Thàng``."""
    found: list[MeetingPlace] = []
    for word in row.words("alternatives"):
        place, _, cost = word.partition(_COST)
        if cost and not (cost.strip().isdecimal() and bounds.MONEY.holds(Decimal(cost))):
            row.fault("tables.bad_alternative", "alternatives", value=word)
            continue
        location = checked(row, "", Location(place.strip()), check) if place.strip() else None
        if location is not None:
            found.append(MeetingPlace(location, int(cost) if cost else 0))
        elif not place.strip():
            row.fault("tables.bad_alternative", "alternatives", value=word)
    return tuple(found)
