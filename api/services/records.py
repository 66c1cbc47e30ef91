"""Rows and the library's records: the same columns, sets as sorted lists, no limit as empty."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter

from api.tables import Closure, Hub, Request, Vehicle
from api.tables.owned import Owned
from routing.errors import Fault, InputError, fault
from routing.geo import LonLat
from routing.problem.records import (
    ClosureRecord,
    FleetRecord,
    HubRecord,
    RequestRecord,
    RequestTerms,
    Source,
)
from routing.units import NO_LIMIT

Record = HubRecord | FleetRecord | RequestRecord | ClosureRecord
RecordT = TypeVar("RecordT", HubRecord, FleetRecord, RequestRecord, ClosureRecord)
TABLES: Final[Mapping[type, type[Owned]]] = {
    HubRecord: Hub,
    FleetRecord: Vehicle,
    RequestRecord: Request,
    ClosureRecord: Closure,
}
_UNKEPT: Final[Mapping[type, tuple[str, ...]]] = {
    FleetRecord: ("overtime_s", "cost_per_overtime_hour_minor", "reload"),
    RequestRecord: ("terms",),
}
"""Fields that only plans of tables make use of."""

_ADAPTERS: Final[Mapping[type, TypeAdapter[Any]]] = {  # Any: one adapter a record type
    kind: TypeAdapter(kind) for kind in TABLES
}


def columns_of(record: Record) -> dict[str, Any]:  # Any: a column of any type
    """Return the columns of a record's row.

    Raises
    ------
    InputError
        When the record states what no column keeps.
    """
    faults = list(find_unkept(record))
    if faults:
        raise InputError(faults)
    columns = _ADAPTERS[type(record)].dump_python(record)
    for name in ("source", *_UNKEPT.get(type(record), ())):
        del columns[name]
    if "location" in columns:
        location = columns.pop("location")
        lon, lat = location["lonlat"] or (None, None)
        columns |= {"place": location["place"], "lon": lon, "lat": lat}
    return {name: _plain(value) for name, value in columns.items()}


def find_unkept(record: Record) -> Iterator[Fault]:
    """Yield what a record states and the database does not keep."""
    source = record.source
    for name in _UNKEPT.get(type(record), ()):
        value, usual = getattr(record, name), record.__dataclass_fields__[name].default
        for column, said in _differences(name, value, usual):
            yield fault(
                "api.not_kept", file=source.file, row=source.row, column=column, value=said
            )


def _differences(name: str, value: object, usual: object) -> Iterator[tuple[str, object]]:
    """Yield each field in which a value is not as usual, those of terms one by one."""
    if isinstance(value, RequestTerms):
        for part in fields(value):
            yield from _differences(part.name, getattr(value, part.name), part.default)
    elif value != usual:
        yield name, value


def record_of(kind: type[RecordT], row: Owned) -> RecordT:
    """Return the record of a row; its faults will name the row by ``<table>/<id>``."""
    adapter, fields = _ADAPTERS[kind], kind.__dataclass_fields__
    values: dict[str, Any] = {  # Any: a column of any type
        name: NO_LIMIT if value is None and fields[name].default == NO_LIMIT else value
        for name, value in row.model_dump().items()
        if name in fields
    }
    if "location" in fields:
        place, lon, lat = (getattr(row, name) for name in ("place", "lon", "lat"))
        values["location"] = {"place": place, "lonlat": None if place else LonLat(lon, lat)}
    values["source"] = Source(f"{type(row).__tablename__}/{row.id}")
    record: RecordT = adapter.validate_python(values)
    return record


def _plain(value: Any) -> Any:  # Any: a column of any type
    if isinstance(value, frozenset):
        return sorted(item.isoformat() if isinstance(item, date) else item for item in value)
    if isinstance(value, tuple):
        return [list(item) if isinstance(item, tuple) else item for item in value]
    return None if value == NO_LIMIT else value
