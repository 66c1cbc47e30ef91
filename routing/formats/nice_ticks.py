"""Round numbers for axes and scale bars."""

import math
from collections.abc import Iterator


def nice_step(span: float, count: int) -> float:
    """Return the smallest of 1, 2, 5, 10, 20, 50, … that cuts a span into at most `count`."""
    least = span / count
    power = 10.0 ** math.floor(math.log10(least))
    # A step that is exactly enough must not fail for the last bit of a division.
    return next(m * power for m in (1, 2, 5, 10) if m * power >= least * (1 - 1e-9))


def nice_ticks(low: float, high: float, count: int) -> Iterator[float]:
    """Yield the multiples of a nice step from `low` to `high`, both included."""
    step = nice_step(high - low, count)
    for i in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1):
        yield i * step
