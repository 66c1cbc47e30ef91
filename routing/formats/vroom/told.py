"""Routes as they are told: steps with times, loads and sums, in VROOM's own units."""

from collections.abc import Iterator
from dataclasses import dataclass

from routing.formats.vroom.case import Case
from routing.formats.vroom.document import Break, Place, StepKind, Task, Vehicle
from routing.problem.dated import DatedItem, DatedRoute
from routing.problem.sequences import Item, ItemKind


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One step. Times are exact, in units of the case's clock; `driven` and metres add up.

    `load` is what is on board after it. Start and end have neither task nor rest; both steps
    of a shipment have the same request.
    """

    kind: StepKind
    place: Place | None
    arrival: int
    begin: int
    driven: int
    distance_m: int
    cost: int
    load: tuple[int, ...]
    task: Task | None = None
    request: int = -1
    rest: Break | None = None
    setup: int = 0
    service: int = 0


@dataclass(frozen=True, slots=True)
class ToldRoute:
    """What one vehicle does, from start to end."""

    vehicle: Vehicle
    steps: tuple[ToldStep, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every task of the route, in order."""
        return tuple(step.task for step in self.steps if step.task is not None)


def tell_route(case: Case, route: DatedRoute) -> ToldRoute:
    """Return a dated route as steps.

    A break that is none of the vehicle's is not told: it marks when the vehicle was to start.
    """
    vehicle = case.document.vehicles[route.shift]
    return ToldRoute(vehicle, tuple(_tell_steps(case, vehicle, route)))


def task_of(case: Case, item: Item) -> Task:
    """Return the task that a visit of the problem is."""
    steps = case.tasks[item.request]
    return steps[-1] if item.kind is ItemKind.DELIVERY else steps[0]


def _tell_steps(case: Case, vehicle: Vehicle, route: DatedRoute) -> Iterator[ToldStep]:
    tasks = [task_of(case, each.item) for each in route.items if each.item.request >= 0]
    load = _start_load(case, tasks)
    begin_s = _begins_at(vehicle, route)
    yield ToldStep("start", vehicle.start or _first(tasks), begin_s, begin_s, 0, 0, 0, load)
    driven = distance_m = cost = 0
    here = vehicle.start
    for dated in route.items:
        driven += dated.leg_driving_s
        distance_m += dated.leg_distance_m
        if dated.item.kind is ItemKind.BREAK:
            if dated.item.planned < len(vehicle.breaks):
                rest = vehicle.breaks[dated.item.planned]
                yield _tell_rest(case, dated, rest, (driven, distance_m, cost), load)
            continue
        is_visit = dated.item.request >= 0
        task = task_of(case, dated.item) if is_visit else None
        there = task.place if task else vehicle.end
        cost += _leg_cost(case, vehicle, here, there)
        here = there
        if task is None:
            at = dated.arrival_s
            place = vehicle.end or _last(tasks)
            yield ToldStep("end", place, at, at, driven, distance_m, cost, load)
        else:
            load = _after(load, task)
            yield _tell_visit(case, dated, task, vehicle, (driven, distance_m, cost), load)


def _begins_at(vehicle: Vehicle, route: DatedRoute) -> int:
    first = route.items[0]
    is_mark = first.item.kind is ItemKind.BREAK and first.item.planned >= len(vehicle.breaks)
    return first.start_s if is_mark else route.start_s


def _tell_rest(
    case: Case, dated: DatedItem, rest: Break, sums: tuple[int, int, int], load: tuple[int, ...]
) -> ToldStep:
    return ToldStep(
        "break",
        None,
        dated.arrival_s,
        dated.start_s,
        *sums,
        load,
        rest=rest,
        service=case.clock.length(rest.service_s),
    )


def _tell_visit(
    case: Case,
    dated: DatedItem,
    task: Task,
    vehicle: Vehicle,
    sums: tuple[int, int, int],
    load: tuple[int, ...],
) -> ToldStep:
    return ToldStep(
        task.kind,
        task.place,
        dated.arrival_s,
        dated.start_s,
        *sums,
        load,
        task=task,
        request=dated.item.request,
        setup=dated.setup_s,
        service=case.clock.length(task.service_of(vehicle.type)),
    )


def _leg_cost(case: Case, vehicle: Vehicle, here: Place | None, there: Place | None) -> int:
    """Return the cost of a leg by custom costs, 0 without."""
    costs = case.measures[vehicle.profile].costs
    if costs is None or here is None or there is None:
        return 0
    return max(0, int(costs[case.stops.index_of(here), case.stops.index_of(there)]))


def _start_load(case: Case, tasks: list[Task]) -> tuple[int, ...]:
    load = (0,) * case.document.dimensions
    for task in tasks:
        if task.kind == "job":
            load = tuple(a + b for a, b in zip(load, task.delivery, strict=True))
    return load


def _after(load: tuple[int, ...], task: Task) -> tuple[int, ...]:
    return tuple(
        have - left + taken
        for have, left, taken in zip(load, task.delivery, task.pickup, strict=True)
    )


def _first(tasks: list[Task]) -> Place | None:
    return tasks[0].place if tasks else None


def _last(tasks: list[Task]) -> Place | None:
    return tasks[-1].place if tasks else None
