"""Access that depends on the season or the time: ``motor_vehicle:conditional=no @ (Nov-Apr)``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from routing.roads.calendars import Calendar
from routing.roads.osm.access import ACCESS_KEYS, CLOSED_VALUES, OPEN_VALUES, Tags, read_directions
from routing.roads.osm.road_kinds import read_kind
from routing.roads.osm.tag_values import read_grams
from routing.roads.osm.times import Times, read_times
from routing.roads.osm.vehicle_kinds import NOBODY
from routing.roads.vocabulary import OPEN_TO_ALL, VEHICLE_KINDS, access_bit

BOTH, FORWARD, BACKWARD = "", "forward", "backward"

_SUFFIX: Final = ":conditional"
_RULE: Final = re.compile(r"([-a-z_0-9]+) ?@ ?(?:\(([^()]*)\)|([^;()]+))")
_WEIGHT: Final = re.compile(r"(?:max)?weight(?:rating)? ?>=? ?(.+)")
_SEASON_OF: Final = {
    **dict.fromkeys(("wet", "rain", "wet_season", "rainy_season", "monsoon"), "rain"),
    **dict.fromkeys(("dry", "dry_season"), "dry"),
}
_OTHER: Final = {"rain": "dry", "dry": "rain"}
_ONEWAY: Final = "oneway"
_ONEWAY_BARS: Final = {"yes": BACKWARD, "1": BACKWARD, "-1": FORWARD, "reverse": FORWARD}


@dataclass(frozen=True, slots=True)
class Conditional:
    """Some kinds are barred from a way in a season (``dry`` or ``rain``) or by a calendar.

    `direction` is ``forward`` or ``backward`` where only one is barred; `season` is empty where
    the calendar counts.
    """

    way_id: int
    vehicles: int
    direction: str
    season: str
    calendar: Calendar
    tag: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """One part of a value: what it says, and when; `grams` where the weight decides instead."""

    word: str
    season: str = ""
    times: Times | None = None
    grams: float | None = None


@dataclass(frozen=True, slots=True)
class _Sign:
    """A conditional tag that was understood: whom it binds, and its rules, all of one sense."""

    key: str
    direction: str
    vehicles: int
    rules: tuple[_Rule, ...]
    opens: bool
    tag: str


def read_conditionals(way_id: int, tags: Tags) -> tuple[list[Conditional], list[str]]:
    """Return what bars a way at times, and the tags that cannot be read.

    Notes
    -----
    A sign that opens a closed way at times bars it at all others, to those whom it lets in.
    """
    found: list[Conditional] = []
    unread: list[str] = []
    seasonal = tags.get("seasonal", "no")
    if seasonal not in ("no", "yes"):
        rule = _read_rule("yes", seasonal)
        tag = f"seasonal={seasonal}"
        if rule is None or rule.grams is not None:
            unread.append(tag)
        else:
            found += _bar_beyond(way_id, OPEN_TO_ALL, BOTH, rule, tag)
    for sign in _list_signs(tags):
        if isinstance(sign, str):
            unread.append(sign)
        elif sign.opens:
            for direction, bits in _newly_open(tags, sign):
                found += _bar_beyond(way_id, bits, direction, sign.rules[0], sign.tag)
        else:
            found += _bar_at(way_id, sign)
    return found, unread


def open_at_times(tags: Tags) -> Tags:
    """Return tags by which a way that is open at times is open; read them to keep such a way."""
    opening = [sign for sign in _list_signs(tags) if not isinstance(sign, str) and sign.opens]
    return {**tags, **{sign.key: sign.rules[0].word for sign in opening}} if opening else tags


def weight_limits_g(tags: Tags) -> list[float]:
    """Return the weights above which conditional signs bar vehicles: ``no @ (weight>7.5)``."""
    signs = (sign for sign in _list_signs(tags) if not isinstance(sign, str))
    return [rule.grams for sign in signs for rule in sign.rules if rule.grams is not None]


def _list_signs(tags: Tags) -> Iterator[_Sign | str]:
    """Return the conditional signs among tags, as ``key=value`` those that cannot be read."""
    for key, value in tags.items():
        if key.endswith(_SUFFIX):
            tag = f"{key}={value}"
            yield _read_sign(key.removesuffix(_SUFFIX), value, tag) or tag


def _read_sign(key: str, value: str, tag: str) -> _Sign | None:
    """Return a sign, None when any part of it is not understood."""
    rules = _read_rules(value)
    if rules is None:
        return None
    words = {rule.word for rule in rules}
    # Of several openings the times between would have to be found; of a weight, who is below.
    may_open = len(rules) == 1 and rules[0].grams is None
    if key == _ONEWAY:
        senses = {_ONEWAY_BARS.get(word, "") for word in words}
        if len(senses) == 1 and senses < {FORWARD, BACKWARD}:
            return _Sign(key, senses.pop(), OPEN_TO_ALL, rules, opens=False, tag=tag)
        is_known = words == {"no"} and may_open
        return _Sign(key, BOTH, OPEN_TO_ALL, rules, opens=True, tag=tag) if is_known else None
    stem, _, direction = key.partition(":")
    vehicles = _bound_by(stem) if direction in (BOTH, FORWARD, BACKWARD) else NOBODY
    closes, opens = words <= CLOSED_VALUES, words <= OPEN_VALUES and may_open
    if vehicles == NOBODY or not (closes or opens):
        return None
    return _Sign(key, direction, vehicles, rules, opens=opens, tag=tag)


def _bound_by(key: str) -> int:
    bits = NOBODY
    for kind in VEHICLE_KINDS:
        bits |= access_bit(kind) if key in ACCESS_KEYS[kind] else NOBODY
    return bits


def _read_rules(value: str) -> tuple[_Rule, ...] | None:
    matches = list(_RULE.finditer(value))
    left = _RULE.sub("", value).replace(";", "").strip()
    if not matches or left:
        return None
    rules = [_read_rule(match[1], (match[2] or match[3]).strip()) for match in matches]
    known = tuple(rule for rule in rules if rule is not None)
    return known if len(known) == len(rules) else None


def _read_rule(word: str, condition: str) -> _Rule | None:
    if condition in _SEASON_OF:
        return _Rule(word, season=_SEASON_OF[condition])
    weight = _WEIGHT.fullmatch(condition)
    if weight:
        grams = read_grams(weight[1])
        return None if grams is None else _Rule(word, grams=grams)
    times = read_times(condition)
    return None if times is None else _Rule(word, times=times)


def _bar_at(way_id: int, sign: _Sign) -> Iterator[Conditional]:
    """Return the bars of a sign that closes a way at times."""
    for rule in sign.rules:
        if rule.season:
            season = rule.season
            yield Conditional(way_id, sign.vehicles, sign.direction, season, Calendar(), sign.tag)
        for calendar in rule.times.calendars() if rule.times else ():
            yield Conditional(way_id, sign.vehicles, sign.direction, "", calendar, sign.tag)


def _bar_beyond(
    way_id: int, vehicles: int, direction: str, rule: _Rule, tag: str
) -> Iterator[Conditional]:
    """Return the bars at all times but those of a rule."""
    if rule.season:
        yield Conditional(way_id, vehicles, direction, _OTHER[rule.season], Calendar(), tag)
    for calendar in rule.times.other_calendars() if rule.times else ():
        yield Conditional(way_id, vehicles, direction, "", calendar, tag)


def _newly_open(tags: Tags, sign: _Sign) -> Sequence[tuple[str, int]]:
    """Return whom a sign lets in that may not pass otherwise, by direction."""
    kind = read_kind(tags)
    if isinstance(kind, str):
        return ()
    before = read_directions(tags, kind[1])
    after = read_directions({**tags, sign.key: sign.rules[0].word}, kind[1])
    forward, backward = (new & ~old for old, new in zip(before, after, strict=True))
    if forward == backward:
        return ((BOTH, forward),) if forward else ()
    return tuple((way, bits) for way, bits in ((FORWARD, forward), (BACKWARD, backward)) if bits)
