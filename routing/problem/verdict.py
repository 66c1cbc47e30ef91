"""What a check says of a plan, and why a request was left out."""

from dataclasses import dataclass
from enum import StrEnum

from routing.texts import Lang, text


class Rule(StrEnum):
    """Permanent codes of rules, for violations and for reasons of dropped requests."""

    SKILL = "SKILL"
    TIME_WINDOW = "TIME_WINDOW"
    CAPACITY = "CAPACITY"
    REACHABLE = "REACHABLE"
    MAX_DISTANCE = "MAX_DISTANCE"
    MAX_DURATION = "MAX_DURATION"
    MAX_DRIVING = "MAX_DRIVING"
    MAX_STOPS = "MAX_STOPS"
    BREAK = "BREAK"
    LOCKED = "LOCKED"
    CLASS_ACCESS = "CLASS_ACCESS"
    COMPATIBILITY = "COMPATIBILITY"
    MAX_RIDE_TIME = "MAX_RIDE_TIME"
    HUB_INTAKE = "HUB_INTAKE"
    HUB_HOURS = "HUB_HOURS"
    HUB = "HUB"
    SHIFT = "SHIFT"
    CLOSED_ROAD = "CLOSED_ROAD"
    UNKNOWN_PLACE = "UNKNOWN_PLACE"
    UNKNOWN_WEIGHT = "UNKNOWN_WEIGHT"
    NO_VEHICLE = "NO_VEHICLE"
    PRICE = "PRICE"
    DEFERRED = "DEFERRED"
    ALTERNATIVE = "ALTERNATIVE"
    TOGETHER = "TOGETHER"
    IMPOSED = "IMPOSED"
    NO_REASON_FOUND = "NO_REASON_FOUND"
    CONSERVATION = "CONSERVATION"
    SCHEDULE = "SCHEDULE"
    LOAD = "LOAD"
    LEG = "LEG"
    COST = "COST"


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule: where (`route/stop`, a hub-day, a request) and by how much.

    `amount` is in the rule's own unit (seconds, grams, millilitres, metres, minor units, or a
    count), always positive.
    """

    rule: Rule
    where: str
    amount: int


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The referee's answer: no violations means the plan may leave the library."""

    violations: tuple[Violation, ...]
    legs_checked: int = 0

    @property
    def ok(self) -> bool:
        """Whether every rule is kept."""
        return not self.violations


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a request was left out: a rule, a text key with its placeholders, perhaps a vehicle."""

    code: Rule
    key: str
    params: tuple[tuple[str, object], ...] = ()
    vehicle: str = ""

    def detail(self, lang: Lang = "vi") -> str:
        """Return the reason in words."""
        return text(self.key, lang, **dict(self.params))


@dataclass(frozen=True, slots=True)
class Repair:
    """A change that would let a request in, proved by solving again: a text with placeholders.

    `extra_minor` is how much dearer the plan is then.
    """

    key: str
    params: tuple[tuple[str, object], ...] = ()
    extra_minor: int = 0

    def detail(self, lang: Lang = "vi") -> str:
        """Return the change in words."""
        return text(self.key, lang, **dict(self.params))
