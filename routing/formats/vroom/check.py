"""What no single value shows: rows beyond a matrix, steps told twice, costs told two ways."""

from collections.abc import Iterator

from routing.formats.vroom.document import (
    DEFAULT_PER_HOUR,
    NO_INDEX,
    Place,
    Step,
    TaskKind,
    Vehicle,
    VroomDocument,
)


def find_faults(document: VroomDocument) -> list[str]:
    """Return every fault between values that are sound by themselves."""
    return [
        *_check_places(document),
        *_check_costs(document),
        *_check_steps(document),
        *_check_lines(document),
    ]


def named_places(document: VroomDocument) -> Iterator[tuple[str, Place]]:
    """Yield every place with what it is the place of."""
    for task in document.tasks:
        yield f"{task.kind} {task.id}", task.place
    for vehicle in document.vehicles:
        for name, place in (("start", vehicle.start), ("end", vehicle.end)):
            if place is not None:
                yield f"{name} of vehicle {vehicle.id}", place


def _check_places(document: VroomDocument) -> Iterator[str]:
    for name, place in named_places(document):
        if document.matrices and place.index == NO_INDEX:
            yield f"Missing location index: {name}."
        if not document.matrices and place.lonlat is None:
            yield f"Missing coordinates for routing: {name}."
    for profile, given in document.matrices.items():
        kinds = {
            "durations": given.durations_s,
            "distances": given.distances_m,
            "costs": given.costs,
        }
        for kind, matrix in kinds.items():
            if matrix is not None:
                yield from _check_rows(document, f"{kind} matrix size for {profile}", len(matrix))


def _check_rows(document: VroomDocument, matrix: str, size: int) -> Iterator[str]:
    for name, place in named_places(document):
        if place.index >= size:
            yield (
                f"location_index exceeding {matrix} profile:"
                f" {name}, {place.index}, want at most {size - 1}."
            )


def _check_costs(document: VroomDocument) -> Iterator[str]:
    for vehicle in document.vehicles:
        given = document.matrices.get(vehicle.profile)
        if given is None or given.costs is None:
            continue
        for name, value, usual in (
            ("per_hour", vehicle.costs.per_hour, DEFAULT_PER_HOUR),
            ("per_km", vehicle.costs.per_km, 0),
        ):
            if value != usual:
                yield (
                    f"Custom costs are incompatible with using a {name} value:"
                    f" vehicle {vehicle.id}, {value}."
                )


def _check_steps(document: VroomDocument) -> Iterator[str]:
    known: set[tuple[TaskKind, int]] = {(task.kind, task.id) for task in document.tasks}
    told: set[tuple[str, int]] = set()
    for vehicle in document.vehicles:
        yield from _check_ends(vehicle)
        breaks = {rest.id for rest in vehicle.breaks}
        for step in vehicle.steps:
            if step.kind == "break" and step.id not in breaks:
                yield f"Invalid break id {step.id} for vehicle {vehicle.id}."
            if step.is_task and (step.kind, step.id) not in known:
                yield f"Invalid {step.kind} id {step.id} for vehicle {vehicle.id}."
            key = (f"break of {id(vehicle)}", step.id) if step.kind == "break" else _key(step)
            if key in told and step.kind not in ("start", "end"):
                yield (
                    f"Duplicate {step.kind} id {step.id} in input steps for vehicle {vehicle.id}."
                )
            told.add(key)


def _key(step: Step) -> tuple[str, int]:
    return step.kind, step.id


def _check_ends(vehicle: Vehicle) -> Iterator[str]:
    last = len(vehicle.steps) - 1
    for i, step in enumerate(vehicle.steps):
        if (step.kind == "start" and i > 0) or (step.kind == "end" and i < last):
            yield f"Unexpected {step.kind} in input steps for vehicle {vehicle.id}."


def _check_lines(document: VroomDocument) -> Iterator[str]:
    if not document.options.geometry:
        return
    for name, place in named_places(document):
        if place.lonlat is None:
            yield f"Route geometry request with missing coordinates: {name}."
