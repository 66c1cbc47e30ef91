"""Changes of the living plan and whole living plans as text."""

import hashlib
import json
from typing import Any, Final

from pydantic import TypeAdapter

from api.services.plan_inputs import freeze, thaw
from api.services.sequence_codec import (
    decode_route,
    decode_sequences,
    encode_route,
    encode_sequences,
)
from routing.problem.records import RequestRecord
from routing.service.living.driven import DrivenLeg
from routing.service.living.opening import StoredPlan
from routing.service.living.state import Change, LivingPlan

_RECORDS: Final = TypeAdapter(RequestRecord)
_DRIVEN: Final = TypeAdapter(tuple[DrivenLeg, ...])


def dump_record(record: RequestRecord) -> dict[str, Any]:  # Any: JSON
    """Return a request as JSON."""
    found: dict[str, Any] = _RECORDS.dump_python(record, mode="json")
    return found


def read_record(document: dict[str, Any]) -> RequestRecord:  # Any: JSON
    """Return a request from its JSON."""
    return _RECORDS.validate_json(json.dumps(document))


def dump_change(change: Change) -> dict[str, Any]:  # Any: JSON
    """Return a change as JSON."""
    return {
        "record": dump_record(change.record) if change.record else None,
        "parts_g": list(change.parts_g),
        "removed": change.removed,
        "routes": [encode_route(route) for route in change.routes],
        "gone": list(change.gone),
    }


def read_change(document: dict[str, Any]) -> Change:  # Any: JSON
    """Return a change from its JSON."""
    record = document["record"]
    return Change(
        record=read_record(record) if record else None,
        parts_g=tuple(document["parts_g"]),
        removed=document["removed"],
        routes=tuple(decode_route(route) for route in document["routes"]),
        gone=tuple(document["gone"]),
    )


def next_mark(mark: str, change: dict[str, Any]) -> str:  # Any: JSON
    """Return the name of what a change makes of a plan that has a name."""
    said = json.dumps(change, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{mark}\n{said}".encode()).hexdigest()


def dump_living(living: LivingPlan) -> str:
    """Return a whole living plan as text."""
    document = {
        "inputs": freeze(living.inputs),
        "sequences": encode_sequences(living.sequences),
        "parts_g": living.parts_g,
        "shifts": sorted(living.shift_names),
        "driven": _DRIVEN.dump_python(living.driven, mode="json"),
    }
    return json.dumps(document, ensure_ascii=False)


def read_living(text: str) -> StoredPlan:
    """Return a living plan from its text, to be opened."""
    document = json.loads(text)
    sequences = decode_sequences(document["sequences"])
    if sequences is None:
        raise ValueError("a snapshot of the living plan cannot be read")
    return StoredPlan(
        inputs=thaw(document["inputs"]),
        sequences=sequences,
        told={},
        parts_g={name: tuple(each) for name, each in document["parts_g"].items()},
        worked=frozenset((vehicle, day) for vehicle, day in document["shifts"]),
        driven=_DRIVEN.validate_python(document.get("driven", ())),
    )
