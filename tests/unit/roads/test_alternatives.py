"""Alternatives: other, not much longer, and sensible everywhere."""

from routing.roads.alternatives import Bounds, is_good, list_alternatives
from routing.roads.drives import Drive
from routing.roads.graph import RoadGraph
from routing.roads.road_points import at_node
from routing.roads.router import Router

from .streets import Street, build_streets, router_of


def two_valleys(detour_m: float = 2000.0) -> RoadGraph:
    """From A to B by the south road, 10 km, or by a northern one that swings out so far.

    A lane leaves the south road half-way and comes back to it 200 m further on.
    """
    return build_streets(
        {
            "A": (0.0, 0.0),
            "M": (5000.0, 0.0),
            "P": (5200.0, 0.0),
            "B": (10_000.0, 0.0),
            "N": (5000.0, detour_m),
        },
        [
            Street(1, "A", "M"),
            Street(2, "M", "P"),
            Street(3, "P", "B"),
            Street(4, "A", "N"),
            Street(5, "N", "B"),
            Street(6, "M", "P", bends=((5100.0, -300.0),)),
        ],
    )


def best_of(graph: RoadGraph) -> tuple[Router, Drive]:
    router = router_of(graph)
    ends = (at_node(graph, graph.node_index(each)) for each in "AB")
    return router, router.drive(*ends)


def nodes(graph: RoadGraph, drive: Drive) -> list[str]:
    return [graph.node_id(int(graph.edges.tail[each])) for each in drive.edges]


def test_the_other_valley_is_offered_and_the_lane_is_not() -> None:
    graph = two_valleys()
    router, best = best_of(graph)
    assert nodes(graph, best) == ["A", "M", "P"]
    found = list_alternatives(router, best, 3)
    assert [nodes(graph, drive) for drive in found] == [["A", "N"]]
    assert found[0].choice > best.choice


def test_what_is_found_costs_what_it_costs_not_what_the_search_charged() -> None:
    graph = two_valleys()
    router, best = best_of(graph)
    (other,) = list_alternatives(router, best, 1)
    assert other.costs.tolist() == router.costs.of_pieces(other.pieces).tolist()


def test_a_valley_too_far_is_not_offered() -> None:
    graph = two_valleys(detour_m=8000)
    router, best = best_of(graph)
    assert list_alternatives(router, best, 2) == ()
    loose = Bounds(stretch=5.0)
    assert len(list_alternatives(router, best, 1, loose)) == 1


def test_a_way_that_shares_too_much_is_no_alternative() -> None:
    graph = two_valleys()
    router, best = best_of(graph)
    (other,) = list_alternatives(router, best, 1)
    assert is_good(router, other, (best,), Bounds(sharing=0.0))
    assert not is_good(router, best, (best,), Bounds(sharing=0.99))


def test_a_way_with_a_senseless_loop_is_no_alternative() -> None:
    graph = two_valleys()
    router, best = best_of(graph)
    lane = next(i for i in range(len(graph.edges)) if graph.edge_id(i).startswith("6:M"))
    pieces = tuple(
        type(piece)(lane) if graph.edge_id(piece.edge) == "2:M:P" else piece
        for piece in best.pieces
    )
    looped = Drive(best.start, best.goal, pieces, router.costs.of_pieces(pieces))
    wide = Bounds(sharing=1.0, stretch=5.0, locality=0.2)
    assert not is_good(router, looped, (best,), wide)


def test_no_alternative_is_asked_or_possible() -> None:
    graph = two_valleys()
    router, best = best_of(graph)
    assert list_alternatives(router, best, 0) == ()
    here = router.drive(best.start, best.start)
    assert list_alternatives(router, here, 2) == ()
