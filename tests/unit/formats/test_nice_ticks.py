import pytest

from routing.formats.nice_ticks import nice_step, nice_ticks


@pytest.mark.parametrize(
    ("span", "count", "step"),
    [(10, 10, 1), (11, 10, 2), (20, 10, 2), (21, 10, 5), (51, 10, 10), (0.7, 7, 0.1), (3, 4, 1)],
)
def test_steps_are_one_two_five_or_ten(span: float, count: int, step: float) -> None:
    assert nice_step(span, count) == pytest.approx(step)


def test_ticks_are_multiples_between_the_ends() -> None:
    assert list(nice_ticks(430, 1480, 5)) == [500, 1000]
    assert list(nice_ticks(0, 100, 10)) == [10 * i for i in range(11)]
