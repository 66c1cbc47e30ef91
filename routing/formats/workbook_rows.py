"""The rows of a plan's workbook, by column key."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Final, Literal

from routing.formats.labels import Labels
from routing.formats.words import minor_per_unit
from routing.plan.plan import Plan, PlanDropped, PlanRoute, PlanStop
from routing.plan.summary import total_plan
from routing.texts import Lang, text
from routing.units import GRAMS_PER_KG, ML_PER_M3, NO_LIMIT, SECONDS_PER_HOUR

Cell = str | int | float | datetime | None
Row = dict[str, Cell]

_MEASURES: Final = (
    ("parts", 1),
    ("served_g", GRAMS_PER_KG),
    ("cost_minor", 0),
    ("cost_per_kg_minor", 0),
    ("distance_m", 1000),
    ("driving_s", SECONDS_PER_HOUR),
    ("fuel_ml", 1000),
    ("co2_g", 1000),
    ("vehicle_days", 1),
    ("trips", 1),
    ("unserved_parts", 1),
    ("unserved_g", GRAMS_PER_KG),
)
"""Sums to show and what they are divided by; 0 stands for money."""


class WorkbookRows:
    """Rows of each sheet of one plan in one language."""

    def __init__(self, plan: Plan, lang: Lang, labels: Labels) -> None:
        self.plan, self.lang, self.labels = plan, lang, labels

    def routes(self) -> Iterator[Row]:
        """Yield a row for each route."""
        for route in self.plan.routes:
            names = {stop.place: stop.place_name for stop in route.stops}
            yield {
                "date": _midnight(route),
                "vehicle": route.vehicle,
                "driver": route.driver,
                "profile": self.labels.profile(route.profile, self.lang),
                "start_hub": names.get(route.start_hub) or route.start_hub,
                "end_hub": names.get(route.end_hub) or route.end_hub,
                "start": self._moment(route.start_s),
                "end": self._moment(route.end_s),
                "pickups": sum(stop.visits for stop in route.stops),
                "distance_km": route.distance_m / 1000,
                "driving_h": route.driving_s / SECONDS_PER_HOUR,
                "waiting_h": route.waiting_s / SECONDS_PER_HOUR,
                "service_h": route.service_s / SECONDS_PER_HOUR,
                "peak_kg": route.peak_load_g / GRAMS_PER_KG,
                **_capacity(route),
                "peak_m3": route.peak_volume_ml / ML_PER_M3,
                "fuel_l": route.fuel_ml / 1000,
                "cost": self._money(route.cost.total_minor),
            }

    def stops(self) -> Iterator[Row]:
        """Yield a row for each stop of each route."""
        for route in self.plan.routes:
            for stop in route.stops:
                yield {"date": _midnight(route), "vehicle": route.vehicle, **self._stop(stop)}

    def dropped(self) -> Iterator[Row]:
        """Yield a row for each reason of each request left out."""
        for dropped in self.plan.dropped:
            head = self._dropped(dropped)
            for reason in dropped.reasons:
                yield head | {
                    "code": reason.code.value,
                    "detail": reason.detail(self.lang),
                    "vehicle": reason.vehicle,
                }
            if not dropped.reasons:
                yield head

    def summary(self, summary: Mapping[str, object] | None) -> Iterator[Row]:
        """Yield a row for each sum of a summary in JSON values, beside its baselines."""
        ways = _read_ways(summary) if summary else {"plan": self._own_totals()}
        for measure, divisor in _MEASURES:
            if all(measure not in totals for totals in ways.values()):
                continue
            row: Row = {"measure": self._say("measure", measure, currency=self.plan.currency)}
            for way, totals in ways.items():
                row[way] = self._measured(totals.get(measure), divisor)
            yield row

    def _stop(self, stop: PlanStop) -> Row:
        contact = self.labels.contacts.get(stop.request)
        return {
            "seq": stop.seq,
            "kind": self._say("kind", stop.kind),
            "place": stop.place_name or stop.place,
            "request": stop.request,
            "part": f"{stop.part} / {stop.parts}" if stop.parts > 1 else "",
            "product": self.labels.product(stop.product, self.lang),
            "shop": stop.shop,
            "call": " ".join(filter(None, (contact.name, contact.phone))) if contact else "",
            "weight_kg": stop.weight_g / GRAMS_PER_KG if stop.weight_g else None,
            "volume_m3": stop.volume_ml / ML_PER_M3 if stop.volume_ml else None,
            "window_start": self._moment(stop.window.earliest_s) if stop.window else None,
            "window_end": self._moment(stop.window.latest_s) if stop.window else None,
            "arrival": self._moment(stop.arrival_s),
            "start": self._moment(stop.start_s),
            "departure": self._moment(stop.departure_s),
            "leg_km": stop.leg_distance_m / 1000,
            "leg_min": stop.leg_driving_s / 60,
            "leg_roads": ", ".join(stop.leg_roads),
            "load_kg": stop.load_g / GRAMS_PER_KG,
        }

    def _dropped(self, dropped: PlanDropped) -> Row:
        return {
            "request": dropped.request,
            "part": dropped.part,
            "state": self._say("state", dropped.state),
            "weight_kg": None if dropped.weight_g is None else dropped.weight_g / GRAMS_PER_KG,
            "code": "",
            "detail": "",
            "vehicle": "",
        }

    def _own_totals(self) -> Mapping[str, object]:
        fuels: dict[str, Literal["petrol", "diesel"]] = {
            route.profile: "diesel" for route in self.plan.routes
        }
        totals = asdict(total_plan(self.plan, fuels))
        # A plan does not tell the fuel, on which carbon dioxide alone depends.
        del totals["co2_g"]
        return totals

    def _measured(self, value: object, divisor: int) -> float | None:
        if not isinstance(value, int | float):
            return None
        if divisor == 0:
            return self._money(value)
        return value if divisor == 1 else value / divisor

    def _money(self, amount_minor: float) -> float:
        units = minor_per_unit(self.plan.currency)
        return amount_minor if units == 1 else amount_minor / units

    def _moment(self, moment_s: int) -> datetime:
        return self.plan.horizon.local(moment_s).replace(tzinfo=None)

    def _say(self, group: str, key: str, **params: object) -> str:
        return text(f"outputs.{group}.{key}", self.lang, **params)


def _read_ways(summary: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    ways = {way: summary.get(way) for way in ("plan", "own_motorbike", "one_village")}
    return {way: totals for way, totals in ways.items() if isinstance(totals, Mapping)}


def _midnight(route: PlanRoute) -> datetime:
    return datetime.combine(route.date, datetime.min.time())


def _capacity(route: PlanRoute) -> Row:
    if route.capacity_g >= NO_LIMIT:
        return {"capacity_kg": None, "load_factor": None}
    return {
        "capacity_kg": route.capacity_g / GRAMS_PER_KG,
        "load_factor": route.peak_load_g / route.capacity_g,
    }
