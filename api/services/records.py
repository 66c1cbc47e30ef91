"""Rows and the library's records: the same columns, sets as sorted lists, no limit as empty."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter

from api.tables import Closure, Hub, Request, Vehicle
from api.tables import Lane as LaneRow
from api.tables.owned import Owned
from routing.geo import LonLat
from routing.pricing.lanes import Lane
from routing.problem.records import (
    ClosureRecord,
    FleetRecord,
    HubRecord,
    RequestRecord,
    RequestTerms,
    Source,
)
from routing.units import NO_LIMIT

Record = HubRecord | FleetRecord | RequestRecord | ClosureRecord | Lane
RecordT = TypeVar("RecordT", HubRecord, FleetRecord, RequestRecord, ClosureRecord, Lane)
TABLES: Final[Mapping[type, type[Owned]]] = {
    HubRecord: Hub,
    FleetRecord: Vehicle,
    RequestRecord: Request,
    ClosureRecord: Closure,
    Lane: LaneRow,
}
_ADAPTERS: Final[Mapping[type, TypeAdapter[Any]]] = {  # Any: one adapter a record type
    kind: TypeAdapter(kind) for kind in TABLES
}


def columns_of(record: Record) -> dict[str, Any]:  # Any: a column of any type
    """Return the columns of a record's row."""
    columns = _ADAPTERS[type(record)].dump_python(record)
    del columns["source"]
    if "location" in columns:
        columns |= _place_columns(columns.pop("location"))
    if "terms" in columns:
        columns |= _terms_columns(columns.pop("terms"))
    return {name: _plain(value) for name, value in columns.items()}


def record_of(kind: type[RecordT], row: Owned) -> RecordT:
    """Return the record of a row; its faults will name the row by ``<table>/<id>``."""
    stored = row.model_dump()
    values = _values_of(kind, stored)
    if "location" in kind.__dataclass_fields__:
        values["location"] = _location(stored)
    if kind is RequestRecord:
        values["terms"] = _terms(stored)
    values["source"] = Source(f"{type(row).__tablename__}/{row.id}")
    record: RecordT = _ADAPTERS[kind].validate_python(values)
    return record


def _values_of(
    kind: type[Any], stored: Mapping[str, Any]
) -> dict[str, Any]:  # Any: columns of any type, of any record
    """Return the columns that are fields of a record; an empty limit is none."""
    fields = kind.__dataclass_fields__
    return {
        name: NO_LIMIT if value is None and fields[name].default == NO_LIMIT else value
        for name, value in stored.items()
        if name in fields
    }


def _place_columns(location: dict[str, Any]) -> dict[str, Any]:  # Any: a column of any type
    lon, lat = location["lonlat"] or (None, None)
    return {"place": location["place"], "lon": lon, "lat": lat}


def _location(columns: Mapping[str, Any]) -> dict[str, Any]:  # Any: a column of any type
    place, lon, lat = (columns[name] for name in ("place", "lon", "lat"))
    return {"place": place, "lonlat": None if place else LonLat(lon, lat)}


def _terms_columns(terms: dict[str, Any]) -> dict[str, Any]:  # Any: a column of any type
    to = _place_columns(terms.pop("to") or {"place": "", "lonlat": None})
    terms["alternatives"] = [
        {**_place_columns(each["location"]), "cost_minor": each["cost_minor"]}
        for each in terms["alternatives"]
    ]
    return {**terms, **{f"to_{name}": value for name, value in to.items()}}


def _terms(stored: Mapping[str, Any]) -> dict[str, Any]:  # Any: a column of any type
    to = {name: stored[f"to_{name}"] for name in ("place", "lon", "lat")}
    named = to["place"] or to["lon"] is not None
    return {
        **_values_of(RequestTerms, stored),
        "to": _location(to) if named else None,
        "alternatives": [
            {"location": _location(each), "cost_minor": each["cost_minor"]}
            for each in stored["alternatives"]
        ],
    }


def _plain(value: Any) -> Any:  # Any: a column of any type
    if isinstance(value, frozenset):
        return sorted(item.isoformat() if isinstance(item, date) else item for item in value)
    if isinstance(value, tuple):
        return [list(item) if isinstance(item, tuple) else item for item in value]
    return None if value == NO_LIMIT else value
