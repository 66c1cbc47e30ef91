"""VRPLIB instances, with the fields of PyVRP's dialect: from CVRP to several trips and prizes."""

from typing import Final

import numpy as np

from routing.formats.vrp.ground import Ground, Unit, group_units, lay_out, without_needless
from routing.formats.vrp.instance import VrpInstance
from routing.formats.vrp.scaling import SCALINGS, WHOLE, Longs, Scaling
from routing.formats.vrp.text_rows import Notes
from routing.formats.vrp.vrplib_legs import read_legs
from routing.formats.vrp.vrplib_text import parse_vrplib
from routing.formats.vrp.vrplib_values import VrplibValues
from routing.problem.request import Request, RequestKind
from routing.problem.time_window import TimeWindow
from routing.units import MILLI, NO_LIMIT

TIMES: Final = (
    "TIME_WINDOW",
    "SERVICE_TIME",
    "RELEASE_TIME",
    "VEHICLES_MAX_DURATION",
    "DISTANCE",
)
"""What makes time a rule. Without any, only lengths and loads count."""


def read_vrplib(text: str, *, file: str = "", scaling: Scaling | None = None) -> VrpInstance:
    """Return the instance that a VRPLIB file states.

    Customers are pickups, which are the same as deliveries on single trips; goods that are
    released at some time are deliveries. Driving takes as long as it is far.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    notes = Notes(file)
    values = VrplibValues(parse_vrplib(text, notes), notes)
    kind = values.word("TYPE", "CVRP")
    return _Reading(values, notes, kind, scaling or SCALINGS.get(kind, WHOLE)).instance()


class _Reading:
    """One file on its way to a problem, in whole numbers of a scale."""

    def __init__(self, values: VrplibValues, notes: Notes, kind: str, scaling: Scaling) -> None:
        self.values, self.notes, self.kind, self.scaling = values, notes, kind, scaling
        if kind not in SCALINGS or kind == "PDPTW":
            notes.add("vrp.unsupported", column="TYPE", name=f"TYPE {kind}")
        self.timed = any(values.given(name) for name in TIMES)

    def instance(self) -> VrpInstance:
        """Return what the file states, or raise with all that is wrong with it."""
        values = self.values
        xy, real_legs = read_legs(values, self.notes)
        demand = values.loads_by_node("DEMAND")
        service_s = self._scaled_nodes("SERVICE_TIME")
        self._check_depots(demand, service_s)
        legs = self.scaling.whole(real_legs)
        hours = self._find_hours(legs if self.timed else WHOLE.whole(real_legs), service_s)
        requests = self._requests(demand, service_s, hours)
        count = values.units(len(requests))
        units = self._units(count)
        self.notes.stop_if_faulty()
        groups = group_units(units)
        if not self.timed and len(xy) and not values.given("VEHICLES_MAX_DISTANCE"):
            units = without_needless(units, int(demand.sum()))
        ground = Ground(xy, legs, legs if self.timed else WHOLE.whole(real_legs))
        depots = [(node, hours[node]) for node in values.depots]
        problem = lay_out(self.notes, ground, depots, requests, units)
        return VrpInstance(values.word("NAME"), self.kind, problem, self.scaling.factor, groups)

    def _scaled_nodes(self, name: str) -> Longs:
        return self.scaling.whole(self.values.by_node(name)[:, 0])

    def _check_depots(self, demand: Longs, service_s: Longs) -> None:
        for node in self.values.depots:
            for name, value in (("DEMAND", demand[node]), ("SERVICE_TIME", service_s[node])):
                if value:
                    self.notes.refuse(f"{name} {node + 1}", value, "0 (depot)")

    def _find_hours(self, legs: Longs, service_s: Longs) -> list[TimeWindow]:
        """Return when each node may be served; any time is as long as the longest route."""
        if not self.values.given("TIME_WINDOW"):
            whole = int(legs.max(axis=1).sum() + service_s.sum())
            return [TimeWindow(0, whole)] * len(legs)
        scaled = self.scaling.whole(self.values.by_node("TIME_WINDOW", 2)).tolist()
        for node, (ready, due) in enumerate(scaled):
            if ready > due:
                self.notes.refuse(f"TIME_WINDOW {node + 1}", due, f">= {ready}")
        return [TimeWindow(min(ready, due), due) for ready, due in scaled]

    def _requests(
        self, demand: Longs, service_s: Longs, hours: list[TimeWindow]
    ) -> tuple[Request, ...]:
        released_s = self._scaled_nodes("RELEASE_TIME")
        prizes = self._scaled_nodes("PRIZE")
        pickups = not self.values.given("RELEASE_TIME")
        return tuple(
            Request(
                id=str(node),
                stop=node,
                weight_g=int(demand[node]),
                volume_ml=0,
                windows=(hours[node],),
                service_s=int(service_s[node]),
                required=not prizes[node],
                penalty_minor=int(prizes[node]),
                kind=RequestKind.PICKUP if pickups else RequestKind.DELIVERY,
                released_s=int(released_s[node]),
            )
            for node in range(len(self.values.depots), self.values.nodes)
        )

    def _units(self, count: int) -> tuple[Unit, ...]:
        values, scale = self.values, self.scaling.whole
        limits = {
            name: values.by_unit(name, count, float(NO_LIMIT))
            for name in ("VEHICLES_MAX_DISTANCE", "VEHICLES_MAX_RELOADS")
        }
        capacity = values.loads_by_unit("CAPACITY", count)
        fixed = scale(values.by_unit("VEHICLES_FIXED_COST", count, 0.0))
        rate = np.round(MILLI * values.by_unit("VEHICLES_UNIT_DISTANCE_COST", count, 1.0))
        depot = self._depots_of_units(count)
        reloads = values.lists_by_unit("VEHICLES_RELOAD_DEPOT", count)
        duration_s = self._max_duration(count)
        return tuple(
            Unit(
                number=i + 1,
                depot=depot[i],
                capacity=int(capacity[i]),
                fixed_minor=int(fixed[i]),
                rate_milli=int(rate[i]),
                max_duration_s=duration_s[i],
                max_distance_m=_limit(limits["VEHICLES_MAX_DISTANCE"][i], self.scaling.factor),
                reloads=reloads[i],
                max_reloads=_limit(limits["VEHICLES_MAX_RELOADS"][i], 1),
            )
            for i in range(count)
        )

    def _depots_of_units(self, count: int) -> list[int]:
        listed = self.values.lists_by_unit("VEHICLES_DEPOT", count)
        for number, depots in enumerate(listed):
            if len(depots) > 1:
                self.notes.refuse(f"VEHICLES_DEPOT {number + 1}", len(depots), "one depot")
        return [depots[0] if depots else 0 for depots in listed]

    def _max_duration(self, count: int) -> list[int]:
        """Return how long each route may last; CVRPLIB calls that bound DISTANCE."""
        name = "DISTANCE" if self.values.given("DISTANCE") else "VEHICLES_MAX_DURATION"
        found = self.values.by_unit(name, count, float(NO_LIMIT))
        return [_limit(value, self.scaling.factor) for value in found.tolist()]


def _limit(value: float, factor: int) -> int:
    return NO_LIMIT if value >= NO_LIMIT else int(factor * value + 1e-9)
