"""Routers: closures take effect at once, running queries keep what they began with."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from routing.errors import NoPathError
from routing.roads.conditions import Closure, Conditions
from routing.roads.hierarchy_engine import HierarchyEngine
from routing.roads.profiles import load_profiles
from routing.roads.road_points import at_node
from routing.roads.router import Routers
from routing.roads.vocabulary import Feature
from routing.roads.weights import edge_weights

from .hills import closure
from .streets import Street, build_streets, crossing

DRY = Conditions("dry")


def routers() -> Routers:
    return Routers(crossing(), load_profiles())


def ends(*names: str) -> list:
    return [at_node(crossing(), crossing().node_index(name)) for name in names]


def close(*edge_ids: str, **facts: object) -> Closure:
    return closure(crossing(), *edge_ids, **facts)


def test_a_closure_takes_effect_and_its_end_too() -> None:
    shelf = routers()
    w, e = ends("W", "E")
    before = shelf.get("light_truck", DRY)
    shut = shelf.get("light_truck", Conditions("dry", (close("2:X:E"),)))
    assert before.drive(w, e).distance_m == 2000
    # By X, N … there is no other way to E than from F: X–E shut means unreachable from W.
    with pytest.raises(NoPathError, match="light_truck"):
        shut.drive(w, e)
    assert shut.drive(e, w).distance_m == 2000
    assert shelf.get("light_truck", DRY) is before


def test_a_slow_road_costs_time_and_no_metres() -> None:
    shelf = routers()
    w, x = ends("W", "X")
    usual = shelf.get("truck", DRY).drive(w, x)
    slow = shelf.get("truck", Conditions("dry", (close("1:W:X", speed_factor=0.5),))).drive(w, x)
    assert slow.distance_m == usual.distance_m
    assert slow.time_ms == pytest.approx(2 * usual.time_ms, abs=2)


def test_every_profile_has_a_router_of_the_hierarchy() -> None:
    shelf = routers()
    w, e = ends("W", "E")
    times = {name: shelf.get(name, DRY).drive(w, e).time_ms for name in load_profiles()}
    assert len(set(times.values())) > 1
    assert isinstance(shelf.get("truck", DRY).engine, HierarchyEngine)


def test_a_changed_router_weighs_what_one_built_anew_weighs() -> None:
    conditions = Conditions("rain", (close("1:X:W"), close("5:E:F", speed_factor=0.3)))
    points = [at_node(crossing(), node) for node in range(len(crossing().nodes))]
    shelf = routers()
    shelf.get("light_truck", Conditions("rain"))
    changed = shelf.get("light_truck", conditions)
    weights = edge_weights(crossing(), load_profiles()["light_truck"], conditions)
    anew = changed.engine.customised(weights)
    for a, b in zip(
        vars_of(changed.table(points, points)), vars_of(anew.table(points, points)), strict=True
    ):
        assert np.array_equal(a, b)


def test_shut_roads_weigh_as_if_all_had_been_weighed_anew() -> None:
    conditions = Conditions("dry", (close("1:X:W"), close("5:E:F", profiles=frozenset({"x"}))))
    found = routers().get("motorbike", conditions).weights
    expected = edge_weights(crossing(), load_profiles()["motorbike"], conditions)
    assert found.conditions_hash == expected.conditions_hash
    for name in ("time_ms", "fuel_empty_ul", "fuel_full_ul", "barred_reason", "choice"):
        assert np.array_equal(getattr(found, name), getattr(expected, name)), name


def vars_of(table: object) -> list:
    names = ("time_ms", "distance_m", "fuel_empty_ul", "fuel_full_ul")
    return [getattr(table, name) for name in names]


def test_classes_of_roads_can_be_left_out() -> None:
    graph = build_streets(
        {"A": (0.0, 0.0), "B": (1000.0, 0.0)},
        [
            Street(1, "A", "B", features=int(Feature.TOLL)),
            Street(2, "A", "B", bends=((500.0, 500.0),)),
        ],
    )
    shelf = Routers(graph, load_profiles())
    a, b = at_node(graph, 0), at_node(graph, 1)
    assert shelf.get("truck", DRY).drive(a, b).distance_m == 1000
    free = shelf.get("truck", DRY, frozenset({"toll"}))
    assert free.drive(a, b).distance_m == pytest.approx(1414, abs=1)
    assert free.weights.reason(0) == "closed"


def test_old_routers_answer_while_new_ones_are_made() -> None:
    shelf = routers()
    w, e = ends("W", "E")
    first = shelf.get("light_truck", DRY)
    closures = [close("2:X:E", speed_factor=share / 20) for share in range(1, 20)]

    def ask(each: Closure) -> tuple[int, int]:
        router = shelf.get("light_truck", Conditions("dry", (each,)))
        return first.drive(w, e).time_ms, router.drive(w, e).time_ms

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, closures))
    assert {old for old, _ in answers} == {first.drive(w, e).time_ms}
    assert [new for _, new in answers] == sorted((new for _, new in answers), reverse=True)


def test_without_a_compiler_scipy_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    w, e = ends("W", "E")
    by_hierarchy = routers().get("light_truck", DRY).drive(w, e)
    monkeypatch.setattr("routing.roads.router.build_hierarchy_engine", lambda *_, **__: None)
    by_scipy = routers().get("light_truck", DRY).drive(w, e)
    assert by_scipy.pieces == by_hierarchy.pieces
    shut = routers().get("light_truck", Conditions("dry", (close("2:X:E"),)))
    with pytest.raises(NoPathError):
        shut.drive(w, e)


def test_another_season_is_another_router() -> None:
    shelf = routers()
    assert shelf.get("truck", DRY) is not shelf.get("truck", replace(DRY, season="rain"))
