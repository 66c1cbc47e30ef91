"""Searching for the plan of a job, from its frozen inputs alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from api.services.plan_inputs import hash_inputs, thaw
from api.services.sequence_codec import decode_sequences
from routing.errors import Fault
from routing.problem.sequences import Sequences
from routing.service import Network, Outcome, PlanInputs, make_plan
from routing.service.keep_promises import replan
from routing.service.standing import stand_all
from routing.solver.answer import OnProgress, ShouldStop, SolveOptions


@dataclass(frozen=True)
class Asked:
    """One plan to be searched for. `base` is the plan it is to go on from, if any.

    `checkpoint` is the best plan an earlier attempt saved, worth something only when
    `input_hash` still stands for the same inputs on the same roads.
    """

    plan_id: str
    version: int
    inputs: str
    input_hash: str
    options: dict[str, Any]  # Any: JSON
    checkpoint: str = ""
    base: "Asked | None" = None


FindPlan = Callable[[Network, Asked, OnProgress, ShouldStop], Outcome]


def find_plan(
    network: Network, asked: Asked, on_progress: OnProgress, should_stop: ShouldStop
) -> Outcome:
    """Return the best plan found for what was asked.

    Raises
    ------
    InputError
        With every fault of the inputs.
    """
    inputs, warnings = _read_inputs(network, asked)
    options, saved = _read_options(asked.options), _read_checkpoint(network, asked)
    if asked.base is None:
        outcome = make_plan(
            network,
            inputs,
            replace(options, start_from=saved),
            on_progress=on_progress,
            should_stop=should_stop,
            plan_id=asked.plan_id,
            version=asked.version,
        )
    else:
        outcome = replan(
            network,
            inputs,
            options,
            base=_rebuild(network, asked.base if saved is None else asked),
            keep_days=asked.options["keep_days"],
            on_progress=on_progress,
            should_stop=should_stop,
            plan_id=asked.plan_id,
            version=asked.version,
        )
    return replace(outcome, warnings=(*warnings, *outcome.warnings))


def _rebuild(network: Network, asked: Asked) -> Outcome:
    """Return a stored plan with all that it was made from."""
    return make_plan(
        network,
        _read_inputs(network, asked)[0],
        SolveOptions(steps=0, start_from=decode_sequences(asked.checkpoint)),
        should_stop=lambda: True,
        plan_id=asked.plan_id,
        version=asked.version,
    )


def _read_inputs(network: Network, asked: Asked) -> tuple[PlanInputs, tuple[Fault, ...]]:
    """Return the inputs with the closures that hold on these roads, and what is wrong with any.

    Closures were known when they were stored; roads imported anew since may not know them.
    """
    inputs = thaw(asked.inputs)
    standing = stand_all(network, inputs.closures)
    return replace(inputs, closures=standing.records), standing.faults


def _read_checkpoint(network: Network, asked: Asked) -> Sequences | None:
    if hash_inputs(asked.inputs, network.graph.version) != asked.input_hash:
        return None
    return decode_sequences(asked.checkpoint)


def _read_options(options: dict[str, Any]) -> SolveOptions:  # Any: JSON
    return SolveOptions(
        time_limit_s=options["time_limit_s"],
        steps=options["steps"],
        seed=options["seed"],
        threads=options["threads"],
    )
