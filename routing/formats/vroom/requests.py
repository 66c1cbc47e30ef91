"""Jobs and shipments of a document as requests of a problem."""

from typing import NamedTuple

from routing.formats.vroom.clock import Clock
from routing.formats.vroom.document import Task, VroomDocument
from routing.formats.vroom.stops import Stops
from routing.formats.vroom.vehicles import VehicleTypes, windows_in
from routing.problem.request import Request, RequestKind, Visit


def build_requests(
    document: VroomDocument,
    stops: Stops,
    clock: Clock,
    types: VehicleTypes,
    tasks: tuple[tuple[Task, ...], ...],
) -> tuple[Request, ...]:
    """Return a request for each job, then for each shipment.

    VROOM serves as much priority as it can, then as many tasks, then as cheaply: a task of
    priority p weighs more than all tasks of lower ones together, and never nothing.
    """
    weight = 1 + len(document.tasks)

    def build(steps: tuple[Task, ...]) -> Request:
        task, stay = steps[0], _stay(steps[0], clock, types)
        double = 2 if types.doubled else 1
        fetched = tuple(double * each for each in task.pickup)
        brought = tuple(double * each for each in task.delivery)
        kind = _kind_of(steps)
        carried = brought if kind is RequestKind.DELIVERY else fetched
        both = kind is RequestKind.EXCHANGE
        grams, millilitres, *extra = (*carried, 0, 0)[: max(2, len(carried))]
        return Request(
            id=" ".join(f"{step.kind} {step.id}" for step in steps),
            stop=stops.index_of(task.place),
            weight_g=grams,
            volume_ml=millilitres,
            extra=tuple(extra),
            brought=(*brought, 0, 0)[: max(2, len(brought))] if both else (),
            priority=sum(1 + step.priority * weight for step in steps) - 1,
            skills=frozenset(map(str, task.skills)),
            kind=kind,
            to=_visit(steps[1], stops, clock, types) if len(steps) > 1 else None,
            windows=windows_in(clock, task.windows),
            service_s=stay.service,
            setup_s=stay.setup,
            service_by_type=stay.service_by_type,
            setup_by_type=stay.setup_by_type,
        )

    return tuple(build(steps) for steps in tasks)


def _kind_of(steps: tuple[Task, ...]) -> RequestKind:
    if len(steps) > 1:
        return RequestKind.PAIR
    task = steps[0]
    if not any(task.delivery):
        return RequestKind.PICKUP
    return RequestKind.EXCHANGE if any(task.pickup) else RequestKind.DELIVERY


def _visit(task: Task, stops: Stops, clock: Clock, types: VehicleTypes) -> Visit:
    stay = _stay(task, clock, types)
    return Visit(
        stop=stops.index_of(task.place),
        windows=windows_in(clock, task.windows),
        service_s=stay.service,
        setup_s=stay.setup,
        service_by_type=stay.service_by_type,
        setup_by_type=stay.setup_by_type,
    )


class _Stay(NamedTuple):
    """How long a task takes, in units; by type of vehicle where types differ."""

    service: int
    setup: int
    service_by_type: tuple[int, ...]
    setup_by_type: tuple[int, ...]


def _stay(task: Task, clock: Clock, types: VehicleTypes) -> _Stay:
    service = [clock.length(task.service_of(name)) for name in types.names]
    setup = [clock.length(task.setup_of(name)) for name in types.names]
    return _Stay(service[0], setup[0], _if_many(service), _if_many(setup))


def _if_many(lengths: list[int]) -> tuple[int, ...]:
    return tuple(lengths) if len(set(lengths)) > 1 else ()
