"""References between records: hubs that exist, profiles that are known, classes kept."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from routing.errors import Fault, fault
from routing.problem.records import FleetRecord, HubRecord, HubSlotRecord, RequestRecord
from routing.units import MILLI

SAME_HUB: Final = ""
EVERY_HUB: Final = "*"
OPEN_END: Final = "-"
"""What may stand for a hub where a shift ends or reloads."""


def find_reference_faults(
    hubs: Sequence[HubRecord],
    fleet: Sequence[FleetRecord],
    requests: Sequence[RequestRecord],
    payloads_g: Mapping[str, int],
    slots: Sequence[HubSlotRecord] = (),
) -> Iterator[Fault]:
    """Yield every reference to nothing and every capacity above its profile's class.

    Parameters
    ----------
    payloads_g
        Payload of each profile's class.
    """
    known = {hub.id for hub in hubs}
    for row in fleet:
        yield from _find_fleet_faults(row, known, payloads_g)
    for request in requests:
        named = {"hub": request.hub, "from_hub": request.terms.from_hub}
        for column, hub in named.items():
            if hub and hub not in known:
                yield _unknown_hub(request, column, hub, known)
    for slot in slots:
        if slot.hub not in known:
            yield _unknown_hub(slot, "hub", slot.hub, known)


def _find_fleet_faults(
    row: FleetRecord, known: set[str], payloads_g: Mapping[str, int]
) -> Iterator[Fault]:
    if row.hub not in known:
        yield _unknown_hub(row, "hub", row.hub, known)
    if row.end_hub not in (known | {SAME_HUB, EVERY_HUB, OPEN_END}):
        yield _unknown_hub(row, "end_hub", row.end_hub, known)
    for hub in row.reload:
        if hub not in (known | {SAME_HUB, EVERY_HUB}):
            yield _unknown_hub(row, "reload", hub, known)
    payload_g = payloads_g.get(row.profile)
    if payload_g is None:
        known_profiles = ", ".join(sorted(payloads_g))
        yield _fault(
            row, "builder.unknown_profile", "profile", value=row.profile, known=known_profiles
        )
    elif row.capacity_g > payload_g:
        yield _fault(
            row,
            "builder.over_class",
            "capacity_kg",
            value=row.capacity_g / MILLI,
            profile=row.profile,
            limit=payload_g / MILLI,
        )


def _fault(
    record: FleetRecord | RequestRecord | HubSlotRecord, key: str, column: str, **params: object
) -> Fault:
    source = record.source
    return fault(key, file=source.file, row=source.row, column=column, **params)


def _unknown_hub(
    record: FleetRecord | RequestRecord | HubSlotRecord, column: str, value: str, known: set[str]
) -> Fault:
    return _fault(
        record, "builder.unknown_hub", column, value=value, known=", ".join(sorted(known))
    )
