"""Closures stored earlier, on the roads there are now: where they hold, and what is lost."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from routing.errors import Fault, InputError, fault
from routing.problem.records import ClosureRecord
from routing.roads.closures import names_way, resolve_closures
from routing.roads.conditions import Closure
from routing.roads.edge_map import rename_edges
from routing.service.network import Network

State = Literal["as_stated", "mapped", "partly", "lost"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A stored closure on the roads there are.

    Parameters
    ----------
    state
        ``as_stated``: the roads know what it says. ``mapped``: they do not, but all edges it
        closed are there under other ids. ``partly``: some of its edges or profiles are gone,
        the others hold. ``lost``: it holds nowhere.
    record
        What to lay on the roads, None when lost.
    closure
        The same laid on them.
    faults
        Why it is not as stated.
    """

    state: State
    record: ClosureRecord | None
    closure: Closure | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class StandingClosures:
    """Stored closures that hold, as records and laid on the roads, and what is wrong with any."""

    records: tuple[ClosureRecord, ...]
    closures: tuple[Closure, ...]
    faults: tuple[Fault, ...]


def find_standing(network: Network, record: ClosureRecord) -> Standing:
    """Return where a stored closure holds.

    Edges that were imported anew are found by the edge map of the roads; nothing else is put
    in the place of what is gone.
    """
    known = frozenset(record.profiles & network.profiles.keys())
    gone = _find_profile_faults(network, record)
    if record.profiles and not known:
        return Standing("lost", None, None, gone)
    asked = replace(record, profiles=known)
    try:
        return Standing("partly" if gone else "as_stated", asked, _lay(network, asked), gone)
    except InputError as error:
        unclear = error.faults
    mapped, lost = _find_mapped(network, asked)
    if mapped is None:
        return Standing("lost", None, None, (*gone, *unclear))
    told = lost if _names_edges(record) else (*unclear, *lost)
    state: State = "partly" if gone or lost else "mapped"
    return Standing(state, mapped, _lay(network, mapped), (*gone, *told))


def stand_all(network: Network, records: Iterable[ClosureRecord]) -> StandingClosures:
    """Return all stored closures that hold on the roads there are."""
    found = [find_standing(network, record) for record in records]
    return StandingClosures(
        tuple(each.record for each in found if each.record),
        tuple(each.closure for each in found if each.closure),
        tuple(fault for each in found for fault in each.faults),
    )


def lay_new(network: Network, record: ClosureRecord) -> ClosureRecord:
    """Return a new closure with the edges it closes, so that it can be found again.

    Raises
    ------
    InputError
        With every fault: what it names must be known.
    """
    return replace(record, last_edges=_lay(network, record).edge_ids)


def _lay(network: Network, record: ClosureRecord) -> Closure:
    return resolve_closures(
        (record,), network.graph, network.places, network.km_posts, profiles=network.profiles
    )[0]


def _find_profile_faults(network: Network, record: ClosureRecord) -> tuple[Fault, ...]:
    want = " | ".join(sorted(network.profiles))
    return tuple(
        fault(
            "roads.closure_value",
            file=record.source.file,
            row=record.source.row,
            column="profiles",
            value=profile,
            want=want,
        )
        for profile in sorted(record.profiles - network.profiles.keys())
    )


def _find_mapped(
    network: Network, record: ClosureRecord
) -> tuple[ClosureRecord | None, tuple[Fault, ...]]:
    """Return the closure of the edges that are left of one, and a fault for each that is not."""
    asked = record.edge_ids if _names_edges(record) else record.last_edges
    now: dict[str, None] = {}
    lost: list[str] = []
    for edge in asked:
        heirs, gone = _find_heirs(network, edge)
        now |= dict.fromkeys(heirs)
        lost += gone
    faults = tuple(
        fault(
            "roads.edge_gone",
            file=record.source.file,
            row=record.source.row,
            column="edge_ids",
            value=edge,
        )
        for edge in lost
    )
    if not now:
        return None, faults
    return (
        replace(
            record,
            road_ref="",
            km_from=None,
            km_to=None,
            from_place="",
            to_place="",
            polygon="",
            edge_ids=tuple(now),
            # What was stored for another statement has its directions among its edges.
            direction=record.direction if _names_edges(record) else "forward",
        ),
        faults,
    )


def _names_edges(record: ClosureRecord) -> bool:
    """Tell whether a closure is stated by edges alone, not by whole ways or otherwise."""
    return bool(record.edge_ids) and not any(map(names_way, record.edge_ids))


def _find_heirs(network: Network, edge: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what an edge is called now, and the edge itself when it is gone, even in part."""
    if network.graph.find_edge(edge) is not None:
        return (edge,), ()
    heirs, lost = rename_edges([edge], network.renamed) if network.renamed else ((edge,), ())
    known = tuple(heir for heir in heirs if network.graph.find_edge(heir) is not None)
    return known, (edge,) if lost or len(known) < len(heirs) else ()
