"""A driver's day as plain text, short lines first to last, fit for a telephone."""

from collections.abc import Iterator
from typing import Final

from routing.formats.labels import NO_LABELS, Labels
from routing.formats.leg_climb import Climb, leg_climbs
from routing.formats.safe_text import printable
from routing.formats.words import (
    clock_words,
    day_words,
    distance_words,
    duration_words,
    number_words,
    plain_ascii,
    visit_words,
    volume_words,
    weight_words,
)
from routing.plan.plan import Plan, PlanRoute, PlanStop
from routing.texts import Lang, text

NOTABLE_CLIMB_M: Final = 50


def route_text(
    plan: Plan, route: PlanRoute, lang: Lang = "vi", *, labels: Labels = NO_LABELS
) -> str:
    """Return what the driver does, where, when and with how much, one thing a line."""
    writer = _Writer(plan, route, lang, labels)
    return printable("\n".join([*writer.head(), "", *writer.stops(), "", *writer.foot()])) + "\n"


def route_sms(plan: Plan, route: PlanRoute, *, labels: Labels = NO_LABELS) -> str:
    """Return the Vietnamese text of a route without diacritics, in ASCII."""
    return plain_ascii(route_text(plan, route, "vi", labels=labels))


class _Writer:
    """The lines of one route in one language."""

    def __init__(self, plan: Plan, route: PlanRoute, lang: Lang, labels: Labels) -> None:
        self.plan, self.route, self.lang, self.labels = plan, route, lang, labels

    def head(self) -> Iterator[str]:
        route = self.route
        yield self._say("title", vehicle=route.vehicle, day=day_words(route.date, self.lang))
        if route.driver:
            yield self._say("driver", driver=route.driver)
        yield self._say(
            "span",
            profile=self.labels.profile(route.profile, self.lang),
            start=self._clock(route.start_s),
            end=self._clock(route.end_s),
            visits=visit_words(route, self.lang),
        )

    def stops(self) -> Iterator[str]:
        climbs = leg_climbs(self.route)
        number = 0
        for i, stop in enumerate(self.route.stops):
            number += stop.visits
            if stop.leg_distance_m or stop.leg_driving_s:
                yield from self._leg(stop, climbs[i] if climbs else None)
            yield from self._stop(stop, number)

    def foot(self) -> Iterator[str]:
        route, lang = self.route, self.lang
        yield self._say(
            "total",
            distance=distance_words(route.distance_m, lang),
            driving=duration_words(route.driving_s, lang),
        )
        yield self._say(
            "load",
            peak=weight_words(route.peak_load_g, lang),
            capacity=weight_words(route.capacity_g, lang),
        )
        if self.plan.schematic:
            yield text("outputs.schematic", lang)
        yield text("outputs.osm_credit", lang)

    def _leg(self, stop: PlanStop, climb: Climb | None) -> Iterator[str]:
        yield self._say(
            "leg",
            distance=distance_words(stop.leg_distance_m, self.lang),
            duration=duration_words(stop.leg_driving_s, self.lang),
        )
        if climb and max(climb) >= NOTABLE_CLIMB_M:
            up, down = (number_words(height_m, self.lang) for height_m in climb)
            yield self._say("climb", up_m=up, down_m=down)
        if stop.leg_roads:
            yield self._say("roads", roads=", ".join(stop.leg_roads))

    def _stop(self, stop: PlanStop, number: int) -> Iterator[str]:
        clock, place = self._clock(stop.arrival_s), stop.place_name or stop.place
        if stop.kind == "start":
            yield self._say("start", clock=self._clock(stop.departure_s), place=place)
            if stop.load_g:
                yield self._say("loaded", load=weight_words(stop.load_g, self.lang))
        elif stop.kind == "break":
            rest = duration_words(stop.departure_s - stop.start_s, self.lang)
            yield self._say("break", clock=clock, place=place, duration=rest)
        elif stop.kind in ("reload", "end"):
            yield self._say(stop.kind, clock=clock, place=place)
            yield from self._wait(stop)
            yield self._say(
                "unload",
                weight=weight_words(stop.weight_g, self.lang),
                clock=self._clock(stop.departure_s),
            )
            if stop.load_g:
                yield self._say("loaded", load=weight_words(stop.load_g, self.lang))
        else:
            yield self._say(stop.kind, clock=clock, place=place, number=number)
            if stop.brought_g:
                yield self._say("brings", weight=weight_words(stop.brought_g, self.lang))
            yield from self._goods(stop)
            yield from self._people(stop)
            yield from self._wait(stop)
            load = weight_words(stop.load_g, self.lang)
            yield self._say("leave", clock=self._clock(stop.departure_s), load=load)

    def _goods(self, stop: PlanStop) -> Iterator[str]:
        parts = [
            self.labels.product(stop.product, self.lang),
            weight_words(stop.weight_g, self.lang),
            volume_words(stop.volume_ml, self.lang) if stop.volume_ml else "",
            self._say("part", part=stop.part, parts=stop.parts) if stop.parts > 1 else "",
        ]
        yield "    " + " · ".join(part for part in parts if part)
        yield self._say("request", request=stop.request)

    def _people(self, stop: PlanStop) -> Iterator[str]:
        if stop.shop:
            yield self._say("shop", shop=stop.shop)
        contact = self.labels.contacts.get(stop.request)
        if contact and (contact.name or contact.phone):
            yield self._say("call", who=" ".join(filter(None, (contact.name, contact.phone))))
        if contact and contact.notes:
            yield self._say("notes", notes=contact.notes)

    def _wait(self, stop: PlanStop) -> Iterator[str]:
        if stop.start_s > stop.arrival_s:
            yield self._say("wait", clock=self._clock(stop.start_s))
        if stop.window:
            start, end = stop.window.earliest_s, stop.window.latest_s
            yield self._say("window", start=self._clock(start), end=self._clock(end))

    def _clock(self, moment_s: int) -> str:
        return clock_words(self.plan.horizon, moment_s, self.route.date)

    def _say(self, key: str, **params: object) -> str:
        return text(f"outputs.route.{key}", self.lang, **params)
