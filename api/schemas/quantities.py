"""Numbers, words and times as they stand on the wire, and their units inside.

The wire speaks kilograms, cubic metres and RFC 3339; everything inside is whole grams,
millilitres and aware times. Nothing is guessed: what is finer than a gram is refused.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from api.identity import MAX_ID, is_good_id
from routing.geo import LonLat
from routing.units import GRAMS_PER_KG, ML_PER_M3, NO_LIMIT, SECONDS_PER_HOUR

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
_CLOCK: Final = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:[Zz]|[+-]\d{2}:\d{2})", re.ASCII
)


class Strict(BaseModel):
    """A body we accept: unknown members are faults, never ignored."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


def check_text(value: str) -> str:
    """Return text in NFC; control characters, which no database keeps alike, are a fault."""
    if any(unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t" for char in value):
        raise PydanticCustomError("control_character", "want text without control characters")
    return unicodedata.normalize("NFC", value)


def _check_id(value: str) -> str:
    value = check_text(value)
    if not is_good_id(value):
        raise PydanticCustomError("bad_id", "want a printable id without / \\ ? # and percent")
    return value


Words = Annotated[str, AfterValidator(check_text), Field(max_length=500)]
Id = Annotated[str, AfterValidator(_check_id), Field(min_length=1, max_length=MAX_ID)]
LongWords = Annotated[str, AfterValidator(check_text), Field(max_length=20_000)]


def _thousandths(value: float) -> float:
    return _whole_parts(value, GRAMS_PER_KG)


def _millionths(value: float) -> float:
    return _whole_parts(value, ML_PER_M3)


def _whole_parts(value: float, parts: int) -> float:
    if Decimal(repr(value)) * parts % 1:
        raise PydanticCustomError(
            "too_fine", "want at most {digits} decimals", {"digits": len(str(parts)) - 1}
        )
    return value


Kilograms = Annotated[float, Field(ge=0, le=1e9), AfterValidator(_thousandths)]
CubicMetres = Annotated[float, Field(ge=0, le=1e6), AfterValidator(_millionths)]
Amount = Annotated[int, Field(ge=0, le=NO_LIMIT)]


def grams(value: float) -> int:
    """Return kilograms as whole grams."""
    return int(Decimal(repr(value)) * GRAMS_PER_KG)


def millilitres(value: float) -> int:
    """Return cubic metres as whole millilitres."""
    return int(Decimal(repr(value)) * ML_PER_M3)


def kilograms(value_g: int) -> float:
    """Return grams as kilograms."""
    return value_g / GRAMS_PER_KG


def cubic_metres(value_ml: int) -> float:
    """Return millilitres as cubic metres."""
    return value_ml / ML_PER_M3


def hours_as_seconds(value: float) -> int:
    """Return hours as seconds, rounded to whole ones."""
    return round(value * SECONDS_PER_HOUR)


def _clock(value: object) -> int:
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        raise PydanticCustomError("bad_clock", "want HH:MM from 00:00 to 24:00")
    return int(value[:2]) * 60 + int(value[3:])


def clock_text(minute: int) -> str:
    """Return minutes after midnight as HH:MM."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _day(value: object) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            found = date.fromisoformat(value)
        except ValueError:
            found = None
        if found and FIRST_YEAR <= found.year < LAST_YEAR:
            return found
    raise PydanticCustomError(
        "bad_date", "want a date YYYY-MM-DD from {first} on", {"first": FIRST_YEAR}
    )


def _instant(value: object) -> datetime:
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        try:
            found = datetime.fromisoformat(value.upper())
        except ValueError:
            found = None
        if found and FIRST_YEAR <= found.year < LAST_YEAR:
            return found
    raise PydanticCustomError("bad_time", "want a time with an offset, 2025-05-19T07:30:00+07:00")


def _moment(value: object) -> date | datetime:
    return _day(value) if isinstance(value, str) and len(value) == 10 else _instant(value)


_CLOCK_SCHEMA: Final = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$"}
_DAY_SCHEMA: Final = {"type": "string", "format": "date"}
_INSTANT_SCHEMA: Final = {"type": "string", "format": "date-time"}

_as_clock: Final = PlainSerializer(clock_text, str)
_as_iso: Final = PlainSerializer(lambda moment: moment.isoformat(), str)

Clock = Annotated[int, PlainValidator(_clock), _as_clock, WithJsonSchema(_CLOCK_SCHEMA)]
Day = Annotated[date, PlainValidator(_day), _as_iso, WithJsonSchema(_DAY_SCHEMA)]
Instant = Annotated[datetime, PlainValidator(_instant), _as_iso, WithJsonSchema(_INSTANT_SCHEMA)]
Moment = Annotated[
    date | datetime,
    PlainValidator(_moment),
    _as_iso,
    WithJsonSchema({"anyOf": [_DAY_SCHEMA, _INSTANT_SCHEMA]}),
]
Weekdays = Annotated[
    tuple[Annotated[int, Field(ge=1, le=7)], ...],
    Field(min_length=1, max_length=7, description="1 Monday to 7 Sunday"),
]
EVERY_DAY: Final = (1, 2, 3, 4, 5, 6, 7)
Dates = Annotated[tuple[Day, ...], Field(max_length=1000)]
Ids = Annotated[tuple[Id, ...], Field(max_length=1000)]


def first_instant(moment: date | datetime, zone: ZoneInfo) -> datetime:
    """Return when a moment begins; a date begins at its local midnight."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time(), zone)


def last_instant(moment: date | datetime, zone: ZoneInfo) -> datetime:
    """Return the last second of a moment; a date lasts until the next local midnight."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment + timedelta(days=1), time(), zone) - timedelta(seconds=1)


class Money(Strict):
    """Whole minor units of a currency; the đồng has none below 1."""

    amount: Amount
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "VND"

    model_config = ConfigDict(json_schema_extra={"example": {"amount": 125000, "currency": "VND"}})


class SignedMoney(BaseModel):
    """An amount that may lower a sum, such as a rounding down."""

    amount: int
    currency: str


class Position(Strict):
    """A WGS 84 position in degrees."""

    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: Annotated[float, Field(ge=-90, le=90)]

    model_config = ConfigDict(json_schema_extra={"example": {"lon": 103.45, "lat": 22.4}})

    def to_lonlat(self) -> LonLat:
        """Return the position as the library has it."""
        return LonLat(self.lon, self.lat)


class ClockWindow(Strict):
    """A stretch of the local clock, on every day it applies to."""

    start: Clock
    end: Clock
