"""Requests too big for any vehicle become the fewest parts of whole packs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.problem.request import Request
from routing.problem.split import Capacity, split_by_weights, split_request
from routing.units import NO_LIMIT

TONNE = 1_000_000


def request(weight_g: int, volume_ml: int = 0, penalty_minor: int = 0) -> Request:
    return Request("r", 0, weight_g, volume_ml, (), penalty_minor=penalty_minor, required=False)


def grams(weight_g: int, pack_g: int, *capacities_g: int) -> list[int]:
    room = tuple(Capacity(one, NO_LIMIT) for one in capacities_g)
    return [part.weight_g for part in split_request(request(weight_g), pack_g, room)]


def test_what_fits_some_vehicle_stays_whole() -> None:
    assert grams(5 * TONNE, 25_000, 70_000, 5 * TONNE) == [5 * TONNE]


def test_parts_are_whole_packs_and_as_few_as_can_be() -> None:
    # 1,250 kg hold 41 packs of 30 kg = 1,230 kg: 3,000 kg are three parts.
    assert grams(3 * TONNE, 30_000, 1_250_000) == [1_230_000, 1_230_000, 540_000]
    assert grams(2_460_000, 30_000, 1_250_000) == [1_230_000, 1_230_000]
    assert grams(2_460_001, 30_000, 1_250_000) == [1_230_000, 1_230_000, 1]


def test_the_vehicle_with_most_room_sets_the_parts() -> None:
    assert grams(6 * TONNE, 10_000, 70_000, 5 * TONNE) == [5 * TONNE, TONNE]


def test_without_a_known_pack_ten_kilograms_are_one() -> None:
    assert grams(150_000, 0, 75_000) == [70_000, 70_000, 10_000]


@pytest.mark.parametrize("capacities_g", [(), (29_999,)])
def test_what_no_vehicle_can_carry_a_pack_of_stays_whole(capacities_g: tuple[int, ...]) -> None:
    assert grams(300_000, 30_000, *capacities_g) == [300_000]


def test_volume_splits_too() -> None:
    # 1 t in 4 m3; a vehicle of 1 m3 takes under a quarter of it: 24 packs of 10 kg.
    parts = split_request(request(TONNE, 4_000_000), 10_000, (Capacity(TONNE, 1_000_000),))
    assert [part.weight_g for part in parts] == [240_000] * 4 + [40_000]
    assert [part.volume_ml for part in parts] == [960_000] * 4 + [160_000]


def test_parts_are_numbered_and_share_volume_and_penalty() -> None:
    parts = split_by_weights(request(100, 1_000, 10), (30, 30, 40))
    assert [(part.part, part.parts) for part in parts] == [(1, 3), (2, 3), (3, 3)]
    assert [part.volume_ml for part in parts] == [300, 300, 400]
    assert [part.penalty_minor for part in parts] == [3, 3, 4]
    assert {part.id for part in parts} == {"r"}


@given(
    st.integers(1, 10**7),
    st.integers(0, 10**8),
    st.integers(0, 10**6),
    st.integers(0, 60_000),
    st.lists(st.tuples(st.integers(1, 5 * 10**6), st.integers(1, 3 * 10**7)), max_size=4),
)
def test_nothing_is_lost_and_each_part_fits(
    weight_g: int, volume_ml: int, penalty: int, pack_g: int, rooms: list[tuple[int, int]]
) -> None:
    whole = request(weight_g, volume_ml, penalty)
    parts = split_request(whole, pack_g, tuple(Capacity(*room) for room in rooms))
    assert sum(part.weight_g for part in parts) == weight_g
    assert sum(part.volume_ml for part in parts) == volume_ml
    assert sum(part.penalty_minor for part in parts) == penalty
    if len(parts) > 1:
        assert all(part.weight_g > 0 for part in parts)
        assert all(
            any(part.weight_g <= g and part.volume_ml <= ml for g, ml in rooms) for part in parts
        )
