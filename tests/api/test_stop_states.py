"""The state of a stop: the same for every order of arrival, and as a second reading has it."""

import random
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from api.services.stop_states import StopEvent, StopState, fields_of, fold

NINE = datetime(2025, 5, 19, 2, tzinfo=UTC)
OUTCOME = {"outcome", "done_at", "weight_g", "count", "signed_by", "reason"}
AGREED = ("outcome", "weight_g", "count", "reason")


def event(  # a report by its words
    kind: str, seq: int, device: str = "a", *, name: str = "", at: datetime = NINE, **said: Any
) -> StopEvent:
    more = {key: said.pop(key) for key in ("is_late", "seen", "digest") if key in said}
    told = {"digest": "0", **more}
    what = said.get("outcome", kind) if kind == "decided" else kind
    said.pop("outcome", None)
    return StopEvent(
        name or f"{device}{seq}", device_id=device, seq=seq, kind=kind,
        fields=fields_of(what, at, said), **told,
    )  # fmt: skip


def codes(state: StopState) -> list[str]:
    return [review.code for review in state.reviews]


def test_the_last_word_of_a_device_holds_field_by_field() -> None:
    state = fold(
        [
            event("picked_up", 3, weight_g=9000),
            event("arrived", 1),
            event("delayed", 2, delay_min=20),
        ]
    )
    assert state.fields == {
        "arrived_at": NINE,
        "outcome": "picked_up",
        "done_at": NINE,
        "weight_g": 9000,
        "delay_min": 20,
    }
    assert state.reviews == ()


def test_a_device_may_correct_itself() -> None:
    told = [event("picked_up", 1, weight_g=9000, count=3), event("picked_up", 2, weight_g=8000)]
    assert fold(told).fields == {"outcome": "picked_up", "done_at": NINE, "weight_g": 8000}
    undone = [event("picked_up", 1, weight_g=9000), event("failed", 2, reason="refused")]
    assert fold(undone).fields == {"outcome": "failed", "done_at": NINE, "reason": "refused"}
    assert codes(fold(undone)) == []


def test_picked_up_after_failed_is_looked_at_and_the_goods_are_on_board() -> None:
    state = fold([event("failed", 1, reason="absent"), event("picked_up", 2, weight_g=500)])
    assert state.fields["outcome"] == "picked_up"
    assert "reason" not in state.fields
    assert codes(state) == ["PICKED_UP_AFTER_FAILED"]


def test_goods_that_one_device_has_on_board_are_on_board_until_decided() -> None:
    told = [event("picked_up", 1, "a", weight_g=500), event("failed", 9, "b", reason="road")]
    state = fold(told)
    assert state.fields == {"outcome": "picked_up", "done_at": NINE, "weight_g": 500}
    assert codes(state) == ["DEVICES_DISAGREE"]
    decided = event("decided", 1, "office", outcome="failed", seen=frozenset({"a1", "b9"}))
    settled = fold([*told, decided])
    assert settled.fields["outcome"] == "failed"
    assert settled.reviews == ()
    again = fold([*told, decided, event("picked_up", 10, "b", weight_g=400)])
    assert again.fields["outcome"] == "picked_up"
    assert codes(again) == ["DEVICES_DISAGREE"]
    assert again.reviews[0].field == "outcome"


def test_what_else_is_looked_at() -> None:
    assert codes(fold([event("arrived", 1)], is_on_route=False)) == ["STOP_MOVED"]
    assert codes(fold([event("arrived", 1, is_late=True)])) == ["LATE_LINK"]
    twins = [
        event("picked_up", 1, weight_g=1, digest="1"),
        event("picked_up", 1, weight_g=2, digest="2"),
    ]
    assert codes(fold(twins)) == ["SAME_ID"]
    assert fold(twins).fields["weight_g"] == 1
    assert fold([]) == StopState()


def test_arrival_is_when_anybody_first_told_of_it() -> None:
    later = NINE + timedelta(minutes=4)
    told = [event("arrived", 1, "a", at=later), event("arrived", 1, "b")]
    assert fold(told).fields == {"arrived_at": NINE}


def draw_event(rng: random.Random, number: int) -> StopEvent:
    kind = rng.choice(["arrived", "picked_up", "picked_up", "failed", "delayed"])
    said: dict[str, Any] = {}
    if kind == "picked_up":
        said = {"weight_g": rng.choice([None, 100, 200]), "count": rng.choice([None, 1])}
    elif kind == "failed":
        said = {"reason": rng.choice(["absent", "road"])}
    elif kind == "delayed":
        said = {"delay_min": rng.choice([5, 10])}
    at = NINE + timedelta(minutes=rng.randrange(90))
    late = rng.random() < 0.1
    device = rng.choice("abc")
    return event(kind, rng.randrange(6), device, name=f"e{number}", at=at, is_late=late, **said)


def read_again(  # noqa: C901, PLR0912 - all of it in one place, to be read against the fold
    events: list[StopEvent], *, is_on_route: bool
) -> tuple[dict[str, Any], set[str]]:
    """The same rules read a second time, by searching instead of folding; without decisions."""
    if not events:
        return {}, set()
    found: set[str] = set()
    said: dict[str, dict[str, Any]] = {}
    for device in sorted({each.device_id for each in events}):
        own = [each for each in events if each.device_id == device]
        ends = [each for each in own if each.kind in {"picked_up", "failed"}]
        last = max(ends, key=lambda e: (e.seq, e.id), default=None)
        fields = dict(last.fields) if last else {}
        if last and last.kind == "picked_up" and any(e.kind == "failed" for e in ends):
            found.add("PICKED_UP_AFTER_FAILED")
        for name in ("arrived_at", "delay_min"):
            telling = [each for each in own if name in each.fields]
            if telling:
                fields[name] = max(telling, key=lambda e: (e.seq, e.id)).fields[name]
        said[device] = fields
    rank = {d: (max((e.seq, e.id) for e in events if e.device_id == d)[0], d) for d in said}
    taken = {d for d in said if said[d].get("outcome") == "picked_up"}
    answer: dict[str, Any] = {}
    for name in {name for fields in said.values() for name in fields}:
        telling = [d for d in said if name in said[d]]
        if name in OUTCOME and taken:
            telling = [d for d in telling if d in taken]
        if telling:
            answer[name] = said[max(telling, key=lambda d: rank[d])][name]
    arrivals = [fields["arrived_at"] for fields in said.values() if "arrived_at" in fields]
    if arrivals:
        answer["arrived_at"] = min(arrivals)
    for name in AGREED:
        if len({fields[name] for fields in said.values() if name in fields}) > 1:
            found.add(f"DEVICES_DISAGREE {name}")
    if any(each.is_late for each in events):
        found.add("LATE_LINK")
    if not is_on_route:
        found.add("STOP_MOVED")
    return answer, found


@pytest.mark.parametrize("seed", range(300))
def test_every_order_ends_in_the_same_state_which_is_that_of_a_second_reading(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a test
    events = [draw_event(rng, number) for number in range(rng.randrange(8))]
    is_on_route = rng.random() < 0.8
    state = fold(events, is_on_route=is_on_route)
    for _ in range(5):
        shuffled = rng.sample(events, len(events))
        assert fold(shuffled, is_on_route=is_on_route) == state
    fields, reviews = read_again(events, is_on_route=is_on_route)
    assert state.fields == fields
    assert {f"{each.code} {each.field}".strip() for each in state.reviews} == reviews


def test_decisions_weigh_alike_in_every_order() -> None:
    seen = frozenset({"a1", "b2"})
    told = [
        event("failed", 1, "a", reason="absent"),
        event("picked_up", 2, "b", weight_g=7),
        event("decided", 1, "office", name="d1", outcome="failed", seen=seen),
        event("decided", 2, "office", name="d2", outcome="picked_up", weight_g=8, seen=seen),
    ]
    states = [fold(order) for order in permutations(told)]
    assert all(state == states[0] for state in states)
    assert (states[0].fields["outcome"], states[0].fields["weight_g"]) == ("picked_up", 8)
    assert states[0].reviews == ()
