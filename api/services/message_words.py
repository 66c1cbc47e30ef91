"""What messages say of places and times, in both languages."""

from dataclasses import dataclass
from datetime import date, datetime

from api.services.scope import Scope
from routing.problem.records import ClosureRecord, Location
from routing.texts import text


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a sentence that a text shows in its own language by ``{name.vi}``."""

    vi: str
    en: str


def words(key: str, **params: object) -> Words:
    """Return a text of the catalogue as a piece of other ones."""
    return Words(text(key, "vi", **params), text(key, "en", **params))


def tell_span(scope: Scope, start: datetime, end: datetime) -> Words:
    """Return a promised time: the hours of a day, or days."""
    first, last = start.astimezone(scope.zone), end.astimezone(scope.zone)
    if first.date() == last.date():
        day = tell_day(first.date())
        hours = f"{first:%H:%M}–{last:%H:%M}"
        return Words(f"{hours} ngày {day.vi}", f"{hours} on {day.en}")
    days = tell_day(first.date()), tell_day(last.date())
    return Words(f"{days[0].vi} đến {days[1].vi}", f"{days[0].en} to {days[1].en}")


def tell_day(day: date) -> Words:
    """Return a day as each language writes it."""
    return Words(f"{day:%d/%m/%Y}", day.isoformat())


def tell_place(scope: Scope, location: Location) -> str:
    """Return what a place is called."""
    network = scope.knowledge.network
    known = next((each.name for each in network.places if each.id == location.place), "")
    if known or location.place:
        return known or location.place
    point = location.lonlat
    return f"{point.lat:.5f}, {point.lon:.5f}" if point else ""


def tell_closure(record: ClosureRecord, *, is_open: bool = False) -> Words:
    """Return which road is closed, or open again, and why it was."""
    where = record.road_ref or "–".join(filter(None, (record.from_place, record.to_place)))
    said = ", ".join(filter(None, (where, record.reason))) or record.id
    return words(f"api.because.{'opened' if is_open else 'closure'}", said=said)
