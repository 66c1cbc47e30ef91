"""A plan read back from JSON of schema ``luco.plan/1``; unknown keys are passed over."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from routing.errors import Fault, InputError, fault
from routing.formats.json_reader import JsonReader
from routing.formats.route_from_json import (
    RFC_3339,
    Moment,
    moment_reader,
    read_cost,
    read_route,
)
from routing.plan.plan import Plan, PlanChange, PlanDropped, SearchInfo
from routing.problem.horizon import DEFAULT_ZONE, Horizon
from routing.problem.verdict import Reason, Repair, Rule, Violation
from routing.texts import text
from routing.units import NO_LIMIT

MAX_DAYS: Final = 366
MAX_FAULTS: Final = 1000
_ORIGINS: Final[tuple[Literal["proposed", "imposed"], ...]] = ("proposed", "imposed")
_STATES: Final[tuple[Literal["dropped", "deferred"], ...]] = ("dropped", "deferred")
_NO_START: Final = datetime(2000, 1, 1, tzinfo=UTC)
_AS_WRITTEN: Final = "outputs.reason_as_written"


def plan_from_json(document: object, *, file: str = "") -> Plan:
    """Return the plan that JSON values describe.

    Raises
    ------
    InputError
        With a fault for every key that is missing or whose value breaks a rule.
    """
    faults: list[Fault] = []
    plan = _plan(JsonReader(document, faults, file=file))
    if len(faults) > MAX_FAULTS:
        more = fault("outputs.more_faults", file=file, count=len(faults) - MAX_FAULTS)
        faults = [*faults[:MAX_FAULTS], more]
    if faults:
        raise InputError(faults)
    return plan


def _plan(json_plan: JsonReader) -> Plan:
    horizon = _horizon(json_plan)
    dates_hold = not json_plan.faults  # else every date would be wrong for one reason
    moment = moment_reader(horizon)
    roads = json_plan.child("roads")
    json_plan.choice("schema", ("luco.plan/1",))
    return Plan(
        plan_id=json_plan.text("plan_id"),
        version=json_plan.whole("version"),
        origin=json_plan.choice("origin", _ORIGINS),
        conditions_hash=json_plan.text("conditions_hash"),
        horizon=horizon,
        roads_name=roads.text("name"),
        roads_version=roads.text("version"),
        schematic=roads.flag("schematic", default=False),
        currency=json_plan.text("currency"),
        cost=read_cost(json_plan.child("cost")),
        routes=tuple(
            read_route(part, horizon, moment, dates_hold=dates_hold)
            for part in json_plan.children("routes")
        ),
        dropped=tuple(_dropped(part) for part in json_plan.children("dropped")),
        violations=tuple(
            _violation(part) for part in json_plan.child("referee").children("violations")
        ),
        search=_search(json_plan.child("search")),
        changed=tuple(
            _change(part, moment)
            for part in (json_plan.children("changed") if "changed" in json_plan.value else ())
        ),
    )


def _horizon(json_plan: JsonReader) -> Horizon:
    zone = json_plan.parsed("timezone", _zone, DEFAULT_ZONE, "Asia/Ho_Chi_Minh")
    span = json_plan.child("horizon")
    start = span.parsed("start", _parse_moment, _NO_START, RFC_3339)
    horizon = Horizon(start.date(), span.whole("days", low=1, high=MAX_DAYS), zone)
    if not json_plan.faults and horizon.seconds(start) != 0:
        span.refuse(start.isoformat(), horizon.local(0).isoformat(), "start")
    return horizon


def _dropped(part: JsonReader) -> PlanDropped:
    unknown = "weight_g" in part.value and part.value["weight_g"] is None
    return PlanDropped(
        request=part.text("request"),
        part=part.whole("part", 1, low=1),
        weight_g=None if unknown else part.whole("weight_g"),
        state=part.choice("state", _STATES),
        reasons=tuple(_reason(reason) for reason in part.children("reasons")),
        repair=_repair(part.child("repair")) if part.value.get("repair") is not None else None,
    )


def _change(part: JsonReader, moment: Moment) -> PlanChange:
    before = part.child("before")
    after = None if part.value.get("after") is None else part.child("after")
    return PlanChange(
        request=part.text("request"),
        part=part.whole("part", 1, low=1),
        what=part.texts("what"),
        vehicle=before.text("vehicle"),
        start_s=moment(before, "start"),
        new_vehicle="" if after is None else after.text("vehicle"),
        new_start_s=None if after is None else moment(after, "start"),
        reasons=tuple(_reason(reason) for reason in part.children("reasons")),
    )


def _repair(part: JsonReader) -> Repair:
    key, extra_minor = part.text("key", ""), part.whole("extra_minor", 0, low=-NO_LIMIT)
    params = part.child("params").value if "params" in part.value else {}
    if key != _AS_WRITTEN and _can_say(key, params):
        return Repair(key, tuple(params.items()), extra_minor)
    words = part.text("text")
    as_written: dict[str, object] = {"en": part.text("text_en", words), "vi": words}
    return Repair(_AS_WRITTEN, tuple(as_written.items()), extra_minor)


def _reason(part: JsonReader) -> Reason:
    code = _rule(part, "code")
    vehicle = part.text("vehicle", "")
    key = part.text("key", "")
    params = part.child("params").value if "params" in part.value else {}
    if key != _AS_WRITTEN and _can_say(key, params):
        return Reason(code, key, tuple(params.items()), vehicle)
    # Written by another program or a later version, the reason keeps the words it came with.
    words = part.text("detail")
    as_written: dict[str, object] = {"en": part.text("detail_en", words), "vi": words}
    return Reason(code, _AS_WRITTEN, tuple(as_written.items()), vehicle)


def _can_say(key: str, params: Mapping[str, object]) -> bool:
    try:
        return bool(text(key, "vi", **params))
    except (KeyError, ValueError, IndexError, TypeError, AttributeError):
        return False


def _violation(part: JsonReader) -> Violation:
    return Violation(_rule(part, "rule"), part.text("where"), part.whole("amount"))


def _search(part: JsonReader) -> SearchInfo:
    bounded = part.value.get("pool_bound_minor") is not None
    return SearchInfo(
        seed=part.whole("seed", low=-NO_LIMIT),
        engines=part.texts("engines"),
        time_s=part.number("time_s", low=0, high=NO_LIMIT),
        stopped_by=part.text("stopped_by"),
        rejected=part.texts("rejected", []),
        pool_bound_minor=part.whole("pool_bound_minor") if bounded else None,
    )


def _rule(part: JsonReader, key: str) -> Rule:
    return part.parsed(key, Rule, Rule.NO_REASON_FOUND, " | ".join(Rule))


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(name) from error


def _parse_moment(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise ValueError(f"{written}: want an offset")
    return moment
