"""VROOM's answer: summary, routes with their steps, and what is left unassigned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from routing.formats.vroom.case import Case
from routing.formats.vroom.document import Costs, Place, Task
from routing.formats.vroom.told import ToldRoute, ToldStep
from routing.formats.vroom.violations import Violation, find_violations, join_violations
from routing.units import MILLI, SECONDS_PER_HOUR, divide_half_up

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent on reading, solving and drawing."""

    loading: int = 0
    solving: int = 0
    routing: int = 0


def build_answer(
    case: Case,
    routes: Sequence[ToldRoute],
    timings: Timings,
    *,
    lines: Sequence[str] | None = None,
    own: Mapping[str, object] | None = None,
    reasons: Mapping[int, Sequence[Json]] | None = None,
) -> Json:
    """Return an answer of told routes.

    Parameters
    ----------
    lines
        The encoded line of each route.
    own
        What is told under our own key ``luco``.
    reasons
        Why requests were left out, by index in the problem.
    """
    sums = [_sum_route(case, route) for route in routes]
    told = [_tell(case, route, its) for route, its in zip(routes, sums, strict=True)]
    served = {(task.kind, task.id) for route in routes for task in route.tasks}
    unassigned = [task for task in case.document.tasks if (task.kind, task.id) not in served]
    found = [violation for _, violations in told for violation in violations]
    for (document, _), line in zip(told, lines or (), strict=False):
        document["geometry"] = line
    summary = _summarise(case, sums, unassigned, found)
    summary["computing_times"] = {
        "loading": timings.loading,
        "solving": timings.solving,
        "routing": timings.routing,
    }
    return {
        "code": 0,
        "summary": summary,
        "unassigned": [_tell_unassigned(case, task, reasons or {}) for task in unassigned],
        "routes": [route for route, _ in told],
        **({"luco": dict(own)} if own else {}),
    }


def knows_distances(case: Case) -> bool:
    """Tell whether distances are told: all of them are known, and some are wanted or given."""
    return all(each.distances_m is not None for each in case.measures.values())


def user_cost(
    costs: Costs, duration_s: int, distance_m: int, task_s: int, custom: int | None
) -> int:
    """Return the cost of a route by what is told of it, rounded as VROOM does.

    `custom` is the sum of custom costs, which then stand for those of time and distance. What
    travel costs is rounded to the nearest, what tasks cost is rounded down.
    """
    task = costs.per_task_hour * task_s // SECONDS_PER_HOUR
    if custom is not None:
        return costs.fixed + custom + task
    metric = costs.per_km * distance_m * SECONDS_PER_HOUR
    hourly = costs.per_hour * duration_s * MILLI
    return costs.fixed + divide_half_up(hourly + metric, MILLI * SECONDS_PER_HOUR) + task


@dataclass(frozen=True, slots=True)
class _Sums:
    """What is added up of a route, in seconds, metres and VROOM's costs."""

    cost: int
    setup_s: int
    service_s: int
    duration_s: int
    waiting_s: int
    priority: int
    distance_m: int

    def document(self, *, with_distance: bool) -> Json:
        """Return all but the cost as VROOM names it."""
        told: Json = {
            "setup": self.setup_s,
            "service": self.service_s,
            "duration": self.duration_s,
            "waiting_time": self.waiting_s,
            "priority": self.priority,
        }
        return {**told, "distance": self.distance_m} if with_distance else told


def _sum_route(case: Case, route: ToldRoute) -> _Sums:
    last, clock, vehicle = route.steps[-1], case.clock, route.vehicle
    duration_s = last.driven // clock.parts
    setup_s = sum(step.setup // clock.parts for step in route.steps)
    service_s = sum(step.service // clock.parts for step in route.steps)
    custom = None if case.measures[vehicle.profile].costs is None else last.cost
    cost = user_cost(vehicle.costs, duration_s, last.distance_m, setup_s + service_s, custom)
    return _Sums(
        cost=cost,
        setup_s=setup_s,
        service_s=service_s,
        duration_s=duration_s,
        waiting_s=sum(_waiting_s(case, step) for step in route.steps),
        priority=sum(task.priority for task in route.tasks),
        distance_m=last.distance_m,
    )


def _add(sums: Sequence[_Sums]) -> _Sums:
    return _Sums(*(sum(getattr(each, part.name) for each in sums) for part in fields(_Sums)))


def _waiting_s(case: Case, step: ToldStep) -> int:
    return case.clock.seconds(step.begin) - case.clock.seconds(step.arrival)


def _tell(case: Case, route: ToldRoute, sums: _Sums) -> tuple[Json, list[Violation]]:
    per_step, beside = find_violations(route, case.clock)
    violations = join_violations([*beside, *(each for found in per_step for each in found)])
    told: Json = {"vehicle": route.vehicle.id, "cost": sums.cost}
    if route.vehicle.description:
        told["description"] = route.vehicle.description
    told |= _tell_amounts(case, route.tasks)
    told |= sums.document(with_distance=knows_distances(case))
    told["steps"] = [_tell_step(case, route, at, found) for at, found in enumerate(per_step)]
    told["violations"] = [each.document() for each in violations]
    return told, violations


def _tell_step(case: Case, route: ToldRoute, at: int, violations: list[Violation]) -> Json:
    step, clock = route.steps[at], case.clock
    what = step.task or step.rest
    told: Json = {"type": step.kind}
    if what is not None and what.description:
        told["description"] = what.description
    told |= _tell_place(case, step.place)
    if what is not None:
        told["id"] = what.id
    told |= {
        "setup": step.setup // clock.parts,
        "service": step.service // clock.parts,
        "waiting_time": _waiting_s(case, step),
    }
    if step.task is not None:
        told["job"] = step.task.id
    if case.document.dimensions:
        told["load"] = list(step.load)
    told |= {
        "arrival": clock.seconds(step.arrival),
        "duration": step.driven // clock.parts,
        "violations": [each.document() for each in violations],
    }
    if knows_distances(case):
        told["distance"] = step.distance_m
    return told


def _tell_place(case: Case, place: Place | None) -> Json:
    told: Json = {}
    if place is not None and place.lonlat is not None:
        told["location"] = [place.lonlat.lon, place.lonlat.lat]
    if place is not None and case.document.matrices:
        told["location_index"] = place.index
    return told


def _tell_unassigned(case: Case, task: Task, reasons: Mapping[int, Sequence[Json]]) -> Json:
    told: Json = {"id": task.id, **_tell_place(case, task.place), "type": task.kind}
    if task.description:
        told["description"] = task.description
    why = reasons.get(case.request_of[task.kind, task.id])
    return {**told, "luco_reasons": list(why)} if why else told


def _tell_amounts(case: Case, tasks: Sequence[Task]) -> Json:
    if not case.document.dimensions:
        return {}
    brought, fetched = (
        [sum(parts) for parts in zip(*amounts, strict=True)] or [0] * case.document.dimensions
        for amounts in ([task.delivery for task in tasks], [task.pickup for task in tasks])
    )
    return {"delivery": brought, "amount": brought, "pickup": fetched}


def _summarise(
    case: Case, sums: Sequence[_Sums], unassigned: Sequence[Task], violations: list[Violation]
) -> Json:
    whole = _add(sums)
    left = {(task.kind, task.id) for task in unassigned}
    served = [task for task in case.document.tasks if (task.kind, task.id) not in left]
    return {
        "cost": whole.cost,
        "routes": len(sums),
        "unassigned": len(unassigned),
        **_tell_amounts(case, served),
        **whole.document(with_distance=knows_distances(case)),
        "violations": [each.document() for each in join_violations(violations)],
    }
