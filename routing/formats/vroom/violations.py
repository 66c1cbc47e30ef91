"""Which rules the steps of a route break, by VROOM's names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from routing.formats.vroom.clock import Clock
from routing.formats.vroom.document import Task, Vehicle
from routing.formats.vroom.told import ToldRoute, ToldStep
from routing.problem.time_window import TimeWindow


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule by its cause; too early and too late by how many seconds."""

    cause: str
    duration_s: int = 0

    def document(self) -> dict[str, object]:
        """Return it as VROOM writes it."""
        if self.cause in ("lead_time", "delay"):
            return {"cause": self.cause, "duration": self.duration_s}
        return {"cause": self.cause}


def find_violations(
    route: ToldRoute, clock: Clock
) -> tuple[list[list[Violation]], list[Violation]]:
    """Return what each step breaks, and what the route breaks beside them."""
    steps = [[*_check_step(route, at, clock)] for at in range(len(route.steps))]
    told = {step.rest.id for step in route.steps if step.rest is not None}
    is_missing = any(rest.id not in told for rest in route.vehicle.breaks)
    return steps, [Violation("missing_break")] if is_missing else []


def join_violations(violations: Iterable[Violation]) -> list[Violation]:
    """Return each cause once, with the sum of its seconds."""
    sums: dict[str, int] = {}
    for each in violations:
        sums[each.cause] = sums.get(each.cause, 0) + each.duration_s
    return [Violation(cause, seconds) for cause, seconds in sums.items()]


def _check_step(route: ToldRoute, at: int, clock: Clock) -> Iterator[Violation]:
    vehicle, step = route.vehicle, route.steps[at]
    yield from _check_time(step, _windows_of(vehicle, step), clock)
    if any(have > most for have, most in zip(step.load, vehicle.capacity, strict=True)):
        yield Violation("load")
    if step.rest is not None and any(
        have > most for have, most in zip(step.load, step.rest.max_load, strict=False)
    ):
        yield Violation("max_load")
    if step.driven > clock.length(vehicle.max_travel_time_s):
        yield Violation("max_travel_time")
    if step.distance_m > vehicle.max_distance_m:
        yield Violation("max_distance")
    if step.task is not None:
        yield from _check_task(route, at, step.task)


def _windows_of(vehicle: Vehicle, step: ToldStep) -> tuple[TimeWindow, ...]:
    if step.task is not None:
        return step.task.windows
    if step.rest is not None:
        return step.rest.windows
    return (vehicle.window,) if vehicle.window else ()


def _check_time(
    step: ToldStep, windows: tuple[TimeWindow, ...], clock: Clock
) -> Iterator[Violation]:
    """Yield by how much a step is too early or too late for the window it is least off."""
    off: list[tuple[int, str]] = []
    for window in map(clock.window, windows):
        if step.begin > window.latest_s:
            off.append((step.begin - window.latest_s, "delay"))
        elif step.begin < window.earliest_s:
            off.append((window.earliest_s - step.begin, "lead_time"))
        else:
            return
    if off:
        units, cause = min(off)
        yield Violation(cause, units // clock.parts)


def _check_task(route: ToldRoute, at: int, task: Task) -> Iterator[Violation]:
    vehicle = route.vehicle
    before = sum(step.task is not None for step in route.steps[: at + 1])
    if before > vehicle.max_tasks:
        yield Violation("max_tasks")
    if not task.skills <= vehicle.skills:
        yield Violation("skills")
    if task.kind != "job" and not _has_partner(route, at):
        yield Violation("precedence")


def _has_partner(route: ToldRoute, at: int) -> bool:
    """Tell whether the other half of a shipment comes at its turn."""
    step = route.steps[at]
    others = route.steps[at + 1 :] if step.kind == "pickup" else route.steps[:at]
    return any(other.request == step.request for other in others)
