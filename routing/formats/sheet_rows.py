"""What a printed route sheet says of each stop: a line in bold and a line in small."""

from collections.abc import Iterator
from dataclasses import dataclass

from routing.formats.labels import Labels
from routing.formats.words import (
    clock_words,
    distance_words,
    duration_words,
    volume_words,
    weight_words,
)
from routing.plan.plan import Plan, PlanRoute, PlanStop
from routing.texts import Lang, text


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One stop on paper. `number` counts places halted at, as on the profile above it."""

    number: int
    times: str
    place: str
    details: str
    weight: str
    load: str
    leg: str
    roads: str
    to_tick: bool


def list_sheet_rows(plan: Plan, route: PlanRoute, lang: Lang, labels: Labels) -> list[SheetRow]:
    """Return a row for each stop of a route, in order."""
    rows: list[SheetRow] = []
    number = -1
    for stop in route.stops:
        number += stop.kind == "start" or stop.leg_distance_m > 0
        rows.append(_row(plan, route, stop, max(0, number), lang, labels))
    return rows


def _row(
    plan: Plan, route: PlanRoute, stop: PlanStop, number: int, lang: Lang, labels: Labels
) -> SheetRow:
    arrival, departure = (
        clock_words(plan.horizon, moment_s, route.date)
        for moment_s in (stop.arrival_s, stop.departure_s)
    )
    moves = stop.leg_distance_m > 0 or stop.leg_driving_s > 0
    leg = (
        f"{distance_words(stop.leg_distance_m, lang)} · {duration_words(stop.leg_driving_s, lang)}"
    )
    return SheetRow(
        number=number,
        times=departure if stop.kind == "start" else f"{arrival} – {departure}",
        place=stop.place_name or stop.place,
        details=" · ".join(filter(None, _details(plan, route, stop, lang, labels))),
        weight=weight_words(stop.weight_g, lang) if stop.visits else "",
        load=weight_words(stop.load_g, lang),
        leg=leg if moves else "",
        roads=", ".join(stop.leg_roads),
        to_tick=stop.visits,
    )


def _details(
    plan: Plan, route: PlanRoute, stop: PlanStop, lang: Lang, labels: Labels
) -> Iterator[str]:
    if stop.kind == "break":
        rest = duration_words(stop.departure_s - stop.start_s, lang)
        yield text("outputs.print.rest", lang, duration=rest)
    if stop.kind == "start":
        yield text("outputs.kind.start", lang)
    if stop.kind == "delivery":
        yield text("outputs.kind.delivery", lang)
    if stop.kind in ("reload", "end"):
        yield text("outputs.print.unload", lang, weight=weight_words(stop.weight_g, lang))
    if stop.start_s > stop.arrival_s:
        clock = clock_words(plan.horizon, stop.start_s, route.date)
        yield text("outputs.route.wait", lang, clock=clock).strip()
    if stop.visits:
        yield from _goods(stop, lang, labels)


def _goods(stop: PlanStop, lang: Lang, labels: Labels) -> Iterator[str]:
    if stop.brought_g:
        brought = weight_words(stop.brought_g, lang)
        yield text("outputs.route.brings", lang, weight=brought).strip()
    yield stop.request
    yield labels.product(stop.product, lang)
    if stop.parts > 1:
        yield text("outputs.route.part", lang, part=stop.part, parts=stop.parts)
    if stop.volume_ml:
        yield volume_words(stop.volume_ml, lang)
    yield stop.shop
    contact = labels.contacts.get(stop.request)
    if contact:
        yield from (contact.name, contact.phone, contact.notes)
