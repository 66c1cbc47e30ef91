"""What is true of a stop, folded from all that was reported of it, in whatever order it came.

Within one device what it reported last (by its own count) holds, field by field. Where devices
disagree, or something cannot be, it is kept for review; goods that one of them says are on board
are on board until a coordinator decides. A decision is an event, too: it settles what it saw.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

DECIDED: Final = "decided"
PICKED_UP: Final = "picked_up"
FAILED: Final = "failed"

Fields = Mapping[str, Any]  # Any: whatever a field holds
_MUST_AGREE: Final = ("outcome", "weight_g", "count", "reason")
_OF_OUTCOME: Final = frozenset(
    {"outcome", "done_at", "weight_g", "count", "signed_by", "pin_ok", "reason"}
)


@dataclass(frozen=True, slots=True)
class StopEvent:
    """One event of a stop. `digest` tells events of one id apart; `fields` is what it says."""

    id: str
    digest: str
    device_id: str
    seq: int
    kind: str
    fields: Fields
    is_late: bool = False
    seen: frozenset[str] = frozenset()

    @property
    def rank(self) -> tuple[str, int, str, str]:
        """By which events of a stop are put in order."""
        return self.device_id, self.seq, self.id, self.digest


@dataclass(frozen=True, slots=True)
class Review:
    """Why a coordinator has to look, at which events, and about which field if one."""

    code: str
    events: tuple[str, ...]
    field: str = ""


@dataclass(frozen=True, slots=True)
class StopState:
    """What holds of a stop, and what is to be reviewed."""

    fields: dict[str, Any] = field(default_factory=dict)  # Any: whatever a field holds
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class _Voice:
    """What one device says, or what was decided: its fields, its events, how far it got."""

    rank: tuple[int, str]
    fields: dict[str, Any]  # Any: whatever a field holds
    events: tuple[StopEvent, ...]


def fields_of(kind: str, at: datetime, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that an event of a kind tells."""
    said = {name: value for name, value in payload.items() if value is not None}
    if kind == "arrived":
        return {"arrived_at": at}
    if kind in {PICKED_UP, FAILED}:
        return {"outcome": kind, "done_at": at, **said}
    return said


def fold(events: Iterable[StopEvent], *, is_on_route: bool = True) -> StopState:
    """Return what holds of a stop by its events; the order they are given in does not matter."""
    known = sorted(events, key=lambda event: event.rank)
    reports, reviews = _without_twins([each for each in known if each.kind != DECIDED])
    decisions = [each for each in known if each.kind == DECIDED]
    latest = max(decisions, key=lambda each: (each.seq, each.id, each.digest), default=None)
    seen = latest.seen if latest else frozenset()
    voices = [_listen(device) for device in _by_device(e for e in reports if e.id not in seen)]
    if latest:
        settled = [_listen(device) for device in _by_device(e for e in reports if e.id in seen)]
        fields = {**_decided_over(_agree(settled), latest.fields), **latest.fields}
        voices.append(_Voice((-1, ""), fields, (latest,)))
    for voice in voices:
        reviews += _contradictions(voice) + _wrong_pins(voice)
    reviews += _disagreements(voices)
    reviews += [Review("LATE_LINK", (each.id,)) for each in reports if each.is_late]
    if reports and not is_on_route:
        reviews.append(Review("STOP_MOVED", tuple(each.id for each in reports)))
    left = [review for review in reviews if not seen.issuperset(review.events)]
    return StopState(_agree(voices), tuple(left))


def _decided_over(known: Fields, decided: Fields) -> dict[str, Any]:  # Any: any field
    """Return what was known that still tells something beside another outcome."""
    is_other = known.get("outcome") != decided["outcome"]
    return {name: known[name] for name in known if not (is_other and name in _OF_OUTCOME)}


def _without_twins(reports: Sequence[StopEvent]) -> tuple[list[StopEvent], list[Review]]:
    """Return one event of each id, and a review where the same id came with other content."""
    by_id: dict[str, list[StopEvent]] = defaultdict(list)
    for each in reports:
        by_id[each.id].append(each)
    twins = [Review("SAME_ID", (name,)) for name in sorted(by_id) if len(by_id[name]) > 1]
    first = {name: min(found, key=lambda each: each.digest) for name, found in by_id.items()}
    return [each for each in reports if first[each.id] is each], twins


def _by_device(reports: Iterable[StopEvent]) -> list[list[StopEvent]]:
    devices: dict[str, list[StopEvent]] = defaultdict(list)
    for each in reports:
        devices[each.device_id].append(each)
    return list(devices.values())


def _listen(events: Sequence[StopEvent]) -> _Voice:
    """Return what one device says: its last word on each field."""
    fields: dict[str, Any] = {}  # Any: whatever a field holds
    for each in events:
        if "outcome" in each.fields:
            fields = {name: value for name, value in fields.items() if name not in _OF_OUTCOME}
        fields |= each.fields
    return _Voice((events[-1].seq, events[-1].device_id), fields, tuple(events))


def _contradictions(voice: _Voice) -> list[Review]:
    """Return a review where goods were picked up after it was said that they could not be."""
    outcomes = [each for each in voice.events if "outcome" in each.fields and each.kind != DECIDED]
    if not outcomes or outcomes[-1].kind != PICKED_UP:
        return []
    if all(each.kind == PICKED_UP for each in outcomes):
        return []
    return [Review("PICKED_UP_AFTER_FAILED", tuple(each.id for each in outcomes))]


def _wrong_pins(voice: _Voice) -> list[Review]:
    """Return a review where the last PIN that a device was told is not the sender's."""
    if voice.fields.get("pin_ok", True):
        return []
    wrong = tuple(each.id for each in voice.events if each.fields.get("pin_ok") is False)
    return [Review("WRONG_PIN", wrong)] if wrong else []


def _disagreements(voices: Sequence[_Voice]) -> list[Review]:
    reviews: list[Review] = []
    for name in _MUST_AGREE:
        speaking = [voice for voice in voices if name in voice.fields]
        if len({voice.fields[name] for voice in speaking}) > 1:
            ids = sorted({each.id for voice in speaking for each in voice.events})
            reviews.append(Review("DEVICES_DISAGREE", tuple(ids), name))
    return reviews


def _agree(voices: Sequence[_Voice]) -> dict[str, Any]:
    """Return what holds when voices are heard together: goods on board stay on board."""
    ordered = sorted(voices, key=lambda voice: voice.rank)
    taken = [voice for voice in ordered if voice.fields.get("outcome") == PICKED_UP]
    fields: dict[str, Any] = {}  # Any: whatever a field holds
    for voice in ordered:
        hidden = _OF_OUTCOME if taken and voice not in taken else frozenset()
        fields |= {name: value for name, value in voice.fields.items() if name not in hidden}
    arrivals = [voice.fields["arrived_at"] for voice in ordered if "arrived_at" in voice.fields]
    return {**fields, "arrived_at": min(arrivals)} if arrivals else fields
