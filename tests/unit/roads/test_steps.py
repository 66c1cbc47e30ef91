"""Steps: what is told at which junction, and what is not."""

from itertools import pairwise

import pytest

from routing.roads.drives import Drive
from routing.roads.instructions import instruct_all
from routing.roads.road_points import RoadPoint, at_node
from routing.roads.steps import Step, classed_edges, road_classes
from routing.roads.vocabulary import Feature

from .streets import Street, build_streets, crossing, edge, lonlat, router_of


def drive(start: str, goal: str) -> Drive:
    graph = crossing()
    ends = (at_node(graph, graph.node_index(each)) for each in (start, goal))
    return router_of(graph).drive(*ends)


def told(steps: tuple[Step, ...]) -> list[tuple[str, str, str]]:
    return [(step.manoeuvre.kind, step.manoeuvre.modifier, step.road) for step in steps]


def steps(start: str, goal: str) -> tuple[Step, ...]:
    return router_of(crossing()).steps(drive(start, goal))


def test_straight_on_over_a_crossing_is_not_told() -> None:
    assert told(steps("W", "E")) == [("depart", "", "QL1"), ("arrive", "", "QL1")]


def test_a_bend_where_no_other_road_leaves_is_no_turn() -> None:
    # At E the road turns a right angle to the north, but there is only one way on.
    assert told(steps("X", "F")) == [("depart", "", "QL1"), ("arrive", "", "QL1")]


def test_leaving_a_road_at_a_crossing_is_a_turn() -> None:
    assert told(steps("W", "S"))[1] == ("turn", "right", "Phố Nam")
    assert told(steps("W", "N"))[1] == ("turn", "left", "Phố Bắc")


def test_a_road_that_ends_at_a_t_is_told_as_such() -> None:
    assert told(steps("E", "H"))[1] == ("end of road", "right", "Phố Đông")


def test_going_straight_into_a_road_of_another_name_is_a_new_name() -> None:
    assert told(steps("N", "S"))[1] == ("new name", "straight", "Phố Nam")


def test_steps_add_up_to_the_drive() -> None:
    whole = drive("W", "H")
    parts = router_of(crossing()).steps(whole)
    assert sum(step.distance_m for step in parts) == whole.distance_m == 4000
    assert sum(step.time_ms for step in parts) == whole.time_ms
    assert sum(step.choice for step in parts) == whole.choice
    for step, following in pairwise(parts):
        assert step.points[-1] == following.points[0]


def test_intersections_tell_what_may_be_entered_and_what_was_taken() -> None:
    depart, turn, arrive = steps("W", "S")
    (start,) = depart.intersections
    assert (start.bearings, start.came, start.went) == ((90,), -1, 0)
    (at_x,) = turn.intersections
    assert at_x.bearings == (0, 90, 180, 270)
    assert (at_x.came, at_x.went) == (3, 2)
    assert at_x.entry == (True, True, True, True)
    (end,) = arrive.intersections
    assert (end.bearings, end.came, end.went) == ((0,), 0, -1)
    assert (turn.manoeuvre.bearing_before, turn.manoeuvre.bearing_after) == (90, 180)


def test_a_point_is_left_and_reached_at_once() -> None:
    graph = crossing()
    here = at_node(graph, 0)
    parts = router_of(graph).steps(router_of(graph).drive(here, here))
    assert [(step.manoeuvre.kind, step.distance_m) for step in parts] == [
        ("depart", 0),
        ("arrive", 0),
    ]


def test_turning_back_on_a_road_is_a_u_turn() -> None:
    graph = crossing()
    start = RoadPoint(lonlat(0, 0), 0.0, 0, edge(graph, "1:W:X"), 0.75, sides=2)
    goal = at_node(graph, graph.node_index("X"))
    router = router_of(graph)
    parts = router.steps(router.drive(start, goal))
    assert told(parts)[1] == ("continue", "uturn", "QL1")


def test_a_fork_of_two_slight_ways_is_a_fork() -> None:
    graph = build_streets(
        {
            "A": (0.0, 0.0),
            "B": (0.0, 500.0),
            "C": (200.0, 1000.0),
            "D": (-200.0, 1000.0),
        },
        [
            Street(1, "A", "B", name="Đường Vào"),
            Street(2, "B", "C", name="Đường Phải"),
            Street(3, "B", "D", name="Đường Trái"),
        ],
    )
    router = router_of(graph)
    ends = (at_node(graph, graph.node_index(each)) for each in "AC")
    found = router.steps(router.drive(*ends))
    assert told(found)[1] == ("fork", "slight right", "Đường Phải")
    assert instruct_all(found)[1] == "Tại ngã ba, đi bên phải vào Đường Phải"


def test_at_a_fork_the_straight_way_has_its_side_too() -> None:
    graph = build_streets(
        {
            "A": (0.0, 0.0),
            "B": (0.0, 500.0),
            "C": (0.0, 1000.0),
            "D": (-150.0, 1000.0),
        },
        [
            Street(1, "A", "B", name="Đường Vào"),
            Street(2, "B", "C", name="Đường Thẳng"),
            Street(3, "B", "D", name="Đường Trái"),
        ],
    )
    router = router_of(graph)
    for goal, side in (("C", "phải vào Đường Thẳng"), ("D", "trái vào Đường Trái")):
        ends = (at_node(graph, graph.node_index(each)) for each in ("A", goal))
        found = router.steps(router.drive(*ends))
        assert instruct_all(found)[1] == f"Tại ngã ba, đi bên {side}"


def ring() -> tuple[dict[str, tuple[float, float]], list[Street]]:
    nodes = {
        "S": (0.0, -20.0),
        "E": (20.0, 0.0),
        "N": (0.0, 20.0),
        "W": (-20.0, 0.0),
        "s": (0.0, -500.0),
        "e": (500.0, 0.0),
        "n": (0.0, 500.0),
    }
    round_way = [Street(9, a, b, both=False, name="Vòng") for a, b in ("SE", "EN", "NW", "WS")]
    arms = [
        Street(1, "s", "S", name="Phố Nam"),
        Street(2, "E", "e", name="Phố Đông"),
        Street(3, "N", "n", name="Phố Bắc"),
    ]
    return nodes, [*round_way, *arms]


@pytest.mark.parametrize(("goal", "number"), [("e", 1), ("n", 2)])
def test_exits_of_a_roundabout_are_counted(goal: str, number: int) -> None:
    graph = build_streets(*ring())
    router = router_of(graph)
    ends = (at_node(graph, graph.node_index(each)) for each in ("s", goal))
    found = router.steps(router.drive(*ends))
    kinds = [(step.manoeuvre.kind, step.manoeuvre.exit) for step in found]
    assert kinds == [
        ("depart", 0),
        ("roundabout", number),
        ("exit roundabout", number),
        ("arrive", 0),
    ]


def test_instructions_name_the_road_behind_the_roundabout() -> None:
    graph = build_streets(*ring())
    router = router_of(graph)
    ends = (at_node(graph, graph.node_index(each)) for each in "sn")
    said = router.steps(router.drive(*ends))
    assert instruct_all(said) == (
        "Xuất phát về hướng bắc theo Phố Nam",
        "Vào vòng xuyến, ra ở lối thứ 2 để sang Phố Bắc",
        "Ra khỏi vòng xuyến vào Phố Bắc",
        "Đến nơi",
    )
    assert instruct_all(said, "en")[1] == "Enter the roundabout, leave by exit 2 onto Phố Bắc"


def test_boarding_and_leaving_a_ferry_are_told() -> None:
    graph = build_streets(
        {"A": (0.0, 0.0), "B": (500.0, 0.0), "C": (900.0, 0.0), "D": (1500.0, 0.0)},
        [
            Street(1, "A", "B", name="Bến Tây"),
            Street(2, "B", "C", name="Phà Nậm Nhùn", road_class="ferry", features=Feature.FERRY),
            Street(3, "C", "D", name="Bến Đông"),
        ],
    )
    router = router_of(graph)
    ends = (at_node(graph, graph.node_index(each)) for each in "AD")
    found = router.steps(router.drive(*ends))
    assert [step.mode for step in found] == ["driving", "ferry", "driving", "driving"]
    assert instruct_all(found)[1:3] == (
        "Lên phà: Phà Nậm Nhùn",
        "Xuống phà, đi tiếp vào Bến Đông",
    )
    assert road_classes(graph, edge(graph, "2:B:C")) == ("ferry",)
    assert classed_edges(graph, frozenset({"ferry", "toll"})) == [
        edge(graph, "2:B:C"),
        edge(graph, "2:C:B"),
    ]
    assert classed_edges(graph, frozenset()) == []
