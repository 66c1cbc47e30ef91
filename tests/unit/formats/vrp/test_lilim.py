"""Li and Lim's format: pairs, in hundredths, vehicles before distance."""

import pytest

from routing.errors import InputError
from routing.formats.vrp.lilim import VEHICLE_MINOR, read_lilim
from routing.problem.request import RequestKind
from routing.problem.time_window import TimeWindow
from tests.unit.formats.vrp.files import LILIM


def test_a_file_becomes_pairs() -> None:
    instance = read_lilim(LILIM, name="tiny")
    first, second = instance.problem.requests
    assert (instance.name, instance.kind, instance.scale) == ("tiny", "PDPTW", 100)
    assert (first.kind, first.stop, first.weight_g, first.service_s) == (
        RequestKind.PAIR, 1, 6, 100,
    )  # fmt: skip
    assert first.to is not None
    assert (first.to.stop, first.to.windows, first.to.service_s) == (
        2, (TimeWindow(1000, 6000),), 200,
    )  # fmt: skip
    assert (second.id, second.stop) == ("3-4", 3)
    assert instance.problem.matrices[0].distance_m[0].tolist() == [0, 500, 1000, 141, 200]


def test_a_vehicle_costs_more_than_any_way_and_is_no_part_of_the_published_cost() -> None:
    instance = read_lilim(LILIM)
    assert instance.problem.vehicle_types[0].fixed_minor == VEHICLE_MINOR
    assert instance.published_cost(2 * VEHICLE_MINOR + 1234, 2) == 12.34


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("1 3 4 6 2 50 1 0 2", "1 3 4 6 2 50 1 0 4", 2),  # 4 is of 3, and 2 of none
        ("1 3 4 6 2 50 1 0 2", "1 3 4 6 2 50 1 3 2", 2),  # both ends at once, of another pair
        ("-6 10 60 2 1 0", "-5 10 60 2 1 0", 1),
        ("-4 0 80 1 3 0", "-4 0 80 1 0 0", 2),  # of no pickup, and 3's delivery is not its own
        ("1 0 4\n", "1 0 9\n", 2),
        ("100 0 0 0", "100 0 1 0", 2),
        ("2 10 1", "0 10 1", 1),
    ],
)
def test_what_makes_no_pair_is_refused(old: str, new: str, faults: int) -> None:
    assert old in LILIM
    with pytest.raises(InputError) as refused:
        read_lilim(LILIM.replace(old, new, 1), file="tiny.txt")
    assert len(refused.value.faults) == faults
    assert all(one.file == "tiny.txt" and one.row for one in refused.value.faults)
