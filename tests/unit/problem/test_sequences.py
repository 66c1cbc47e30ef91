"""Sequences: orders of items that end at a hub."""

import pytest

from routing.problem.sequences import Item, RouteSequence, end, pickup, rest


def test_a_route_knows_its_requests_in_order_and_its_end() -> None:
    route = RouteSequence(3, (pickup(5), rest(900), pickup(2), end(1)))
    assert route.requests == (5, 2)
    assert route.end_hub == 1


@pytest.mark.parametrize("items", [(), (pickup(0),), (end(0), pickup(0)), (end(0), end(0))])
def test_the_end_is_the_last_item_and_the_only_one(items: tuple[Item, ...]) -> None:
    with pytest.raises(ValueError, match="exactly one end"):
        RouteSequence(0, items)
