"""A lock that by itself breaks a rule is named, with the rule and the amount."""

from dataclasses import replace

import pytest

from routing.errors import InputError
from routing.problem.feasible_locks import find_lock_faults, require_feasible_locks
from routing.problem.lock import Lock, LockKind
from routing.problem.problem import Problem
from routing.problem.sequences import Item, end, pickup, rest
from routing.problem.time_window import TimeWindow
from tests.unit.plan.rich_bounds import paired, reloading
from tests.unit.plan.valley import LAW, change, valley

BOTH = (pickup(0), pickup(1))


def locked(kind: LockKind, *items: Item, problem: Problem | None = None) -> Problem:
    return replace(problem or valley(), locks=(Lock(0, kind, items),))


@pytest.mark.parametrize("kind", LockKind)
def test_a_lock_that_can_be_kept_is_no_fault(kind: LockKind) -> None:
    require_feasible_locks(locked(kind, *BOTH))
    require_feasible_locks(locked(kind, *BOTH, end(0)))
    require_feasible_locks(locked(kind, pickup(0), problem=paired()))
    require_feasible_locks(valley())


def test_a_lock_against_a_window_names_the_rule_and_the_seconds() -> None:
    early = change(valley(), "requests", 0, windows=(TimeWindow(20_000, 21_600),))
    with pytest.raises(InputError) as caught:
        require_feasible_locks(locked(LockKind.PREFIX, pickup(0), problem=early))
    (found,) = caught.value.faults
    assert "TIME_WINDOW" in found.line("en")
    assert "3600" in found.line("en")
    assert found.message("vi") != found.message("en")


def test_an_order_may_be_impossible_where_each_alone_is_not() -> None:
    # Bản B opens at 40,000, Bản A closes at 36,000: A cannot come after B.
    problem = change(valley(), "requests", 1, windows=(TimeWindow(40_000, 43_200),))
    assert not list(find_lock_faults(locked(LockKind.VEHICLE, *BOTH, problem=problem)))
    assert not list(find_lock_faults(locked(LockKind.ORDER, *BOTH, problem=problem)))
    assert list(find_lock_faults(locked(LockKind.ORDER, *reversed(BOTH), problem=problem)))


def test_too_much_for_one_trip_is_no_fault_where_a_reload_helps() -> None:
    tight = change(valley(), "vehicle_types", capacity_g=400_000)
    assert list(find_lock_faults(locked(LockKind.ORDER, *BOTH, problem=tight)))
    reloads = reloading(capacity_g=400_000)
    assert not list(find_lock_faults(locked(LockKind.ORDER, *BOTH, problem=reloads)))
    assert list(find_lock_faults(locked(LockKind.PREFIX, *BOTH, problem=reloads)))


def test_a_rest_may_still_be_added() -> None:
    law = replace(LAW, max_continuous_s=5_000)
    assert not list(
        find_lock_faults(locked(LockKind.PREFIX, *BOTH, problem=replace(valley(), law=law)))
    )
    assert not list(find_lock_faults(locked(LockKind.PREFIX, pickup(0), rest(900))))


@pytest.mark.parametrize(
    ("locks", "want"),
    [
        ((Lock(1, LockKind.ORDER, BOTH),), "lock 0: 1"),
        ((Lock(0, LockKind.ORDER, (pickup(2),)),), "lock 0: 2"),
        ((Lock(0, LockKind.ORDER, (end(2),)),), "lock 0: 2"),
        ((Lock(0, LockKind.ORDER, (end(0), pickup(0))),), "an end only as the last item"),
        ((Lock(0, LockKind.ORDER, BOTH),) * 2, "one lock per shift and kind"),
        ((Lock(0, LockKind.ORDER, (rest(-1),)),), "lock 0: -1"),
    ],
)
def test_a_lock_of_nothing_is_refused_with_the_problem(locks: tuple[Lock, ...], want: str) -> None:
    with pytest.raises(InputError) as caught:
        replace(valley(), locks=locks)
    assert any(want in fault.line("en") for fault in caught.value.faults)
