"""Jobs and shipments out of VROOM's JSON."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from routing.formats.vroom.document import Place, Shipment, Task, TaskKind
from routing.formats.vroom.values import MOST_ID, Values

MAX_PRIORITY: Final = 100


def read_jobs(root: Values, dimensions: int) -> tuple[Task, ...]:
    """Return the jobs, each id once."""
    jobs = [
        _read_job(Values(each, "job", root.faults), dimensions) for each in root.objects("jobs")
    ]
    note_twins(root, "job", (job.id for job in jobs))
    return tuple(jobs)


def read_shipments(root: Values, dimensions: int) -> tuple[Shipment, ...]:
    """Return the shipments; ids are unique among pickups, and among deliveries."""
    found = [_read_shipment(root, each, dimensions) for each in root.objects("shipments")]
    shipments = [each for each in found if each is not None]
    note_twins(root, "pickup", (each.pickup.id for each in shipments))
    note_twins(root, "delivery", (each.delivery.id for each in shipments))
    return tuple(shipments)


def read_id(values: Values, kind: str) -> int:
    """Return the id of an object, which from then on is called by it."""
    if not values.has("id"):
        values.note(f"Invalid or missing id for {kind}")
        return 0
    number = values.whole("id", high=MOST_ID)
    values.name = f"{kind} {number}"
    return number


def note_twins(root: Values, kind: str, ids: Iterable[int]) -> None:
    """Note ids that more than one object of a kind has."""
    for number, count in Counter(ids).items():
        if count > 1:
            root.note(f"Duplicate {kind} id: {number}")


def _read_job(values: Values, dimensions: int) -> Task:
    number = read_id(values, "job")
    is_old = values.has("amount") and not values.has("delivery") and not values.has("pickup")
    return _read_task(
        values,
        "job",
        number,
        pickup=values.amount("pickup", dimensions),
        delivery=values.amount("amount" if is_old else "delivery", dimensions),
        shared=values,
    )


def _read_shipment(root: Values, value: Mapping[str, object], dimensions: int) -> Shipment | None:
    shared = Values(value, "shipment", root.faults)
    missing = [key for key in ("pickup", "delivery") if not isinstance(value.get(key), dict)]
    for key in missing:
        shared.note(f"Missing {key} for shipment")
    if missing:
        return None
    steps = {kind: shared.within(kind, kind) for kind in ("pickup", "delivery")}
    ids = {kind: read_id(step, kind) for kind, step in steps.items()}
    shared.name = f"shipment {ids['pickup']}"
    amount, nothing = shared.amount("amount", dimensions), (0,) * dimensions
    return Shipment(
        _read_task(
            steps["pickup"],
            "pickup",
            ids["pickup"],
            pickup=amount,
            delivery=nothing,
            shared=shared,
        ),
        _read_task(
            steps["delivery"],
            "delivery",
            ids["delivery"],
            pickup=nothing,
            delivery=amount,
            shared=shared,
            reports=False,
        ),
    )


def _read_task(
    values: Values,
    kind: TaskKind,
    number: int,
    *,
    pickup: tuple[int, ...],
    delivery: tuple[int, ...],
    shared: Values,
    reports: bool = True,
) -> Task:
    """Return a task; what it shares with another step is reported once."""
    if not reports:
        shared = Values(shared.value, shared.name)
    place = values.place("location", "location_index")
    if place is None:
        values.note(f"Invalid location for {values.name}: none, want location or location_index")
    return Task(
        kind=kind,
        id=number,
        place=place or Place(),
        windows=values.windows(),
        setup_s=values.whole("setup", what="duration"),
        service_s=values.whole("service", what="duration"),
        setup_per_type=_read_per_type(values, "setup_per_type"),
        service_per_type=_read_per_type(values, "service_per_type"),
        pickup=pickup,
        delivery=delivery,
        skills=frozenset(shared.wholes("skills")),
        priority=shared.whole("priority", high=MAX_PRIORITY),
        description=values.text("description"),
    )


def _read_per_type(values: Values, key: str) -> dict[str, int]:
    times = values.within(key, f"{key} of {values.name}")
    return {name: times.whole(name, what="duration") for name in times.value}
