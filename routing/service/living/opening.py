"""A stored plan opened as a living plan: its promises held, its routes as they were told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from routing.plan.promises import Told, hold_record
from routing.problem.problem import Problem
from routing.problem.records import RequestRecord
from routing.problem.sequences import Sequences
from routing.service.living.driven import DrivenLeg, hold_driven
from routing.service.living.state import LivingPlan
from routing.service.network import Network
from routing.service.planning import PlanInputs, draft_plan
from routing.service.standing import stand_all


@dataclass(frozen=True)
class StoredPlan:
    """What is kept of a plan in force.

    `told` holds, by request, what its parts were told; `parts_g` the grams of each part of the
    requests that were split. Before `kept_until` only the shifts in `worked` (vehicle, ISO
    date) were there to be planned; `driven` are the drives that were made.
    """

    inputs: PlanInputs
    sequences: Sequences
    told: Mapping[str, Sequence[Told]]
    parts_g: Mapping[str, tuple[int, ...]]
    kept_until: date = date.max
    worked: Collection[tuple[str, str]] | None = None
    driven: tuple[DrivenLeg, ...] = ()


def open_living(network: Network, stored: StoredPlan) -> LivingPlan:
    """Return a stored plan as the first version of a living plan.

    Every request is held to the hour it was told, within the tolerance of a promise.

    Raises
    ------
    InputError
        When the roads or places of today no longer know what it was made of.
    """
    requests = tuple(_held(record, stored) for record in stored.inputs.requests)
    inputs = replace(
        stored.inputs,
        requests=requests,
        closures=stand_all(network, stored.inputs.closures).records,
    )
    draft = draft_plan(network, inputs, stored.parts_g)
    return LivingPlan(
        network=network,
        inputs=inputs,
        problem=hold_driven(_without_idle_past(draft.problem, stored), stored.driven),
        sequences=stored.sequences,
        sites=draft.sites,
        travel=draft.travel,
        conditions=draft.conditions,
        driven=stored.driven,
    )


def _held(record: RequestRecord, stored: StoredPlan) -> RequestRecord:
    told = stored.told.get(record.id)
    return hold_record(record, told) if told else record


def _without_idle_past(problem: Problem, stored: StoredPlan) -> Problem:
    if stored.worked is None:
        return problem
    shifts = tuple(
        shift
        for shift in problem.shifts
        if shift.date >= stored.kept_until
        or (problem.vehicles[shift.vehicle].id, shift.date.isoformat()) in stored.worked
    )
    return replace(problem, shifts=shifts)
