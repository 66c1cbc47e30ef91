"""How engines share a search: who gets how much of each round, in turns how long."""

from dataclasses import dataclass
from typing import Final

from routing.solver.answer import SolveOptions


@dataclass(frozen=True, slots=True)
class Post:
    """An engine's part of a round: a share of it, in turns of some steps or seconds.

    A `single` post has one turn a round, which takes no steps. One with `own_start` goes from
    the first plan in the first round, so that it finds routes of its own.
    """

    share: float
    steps: int = 100
    seconds: float = 0.25
    single: bool = False
    own_start: bool = False


POSTS: Final = {
    "ruin_recreate": Post(0.45, steps=500, seconds=0.1),
    "pyvrp": Post(0.45, steps=2_000, own_start=True),
    "clusters": Post(0.6, steps=20_000, seconds=2.5),
    "ortools_routing": Post(0.15, steps=2_000, seconds=2.0),
    "cp_sat": Post(0.1, seconds=60.0, single=True),
}
ANYONE: Final = Post(0.25)
"""The post of an engine that has none of its own."""

FIRST_ROUND: Final = 0.6
"""Share of the bound for the first round, in which engines find routes of their own."""
ROUND_S: Final = 20.0
"""Length of later rounds at most."""
ROUND_STEPS: Final = 200_000
"""Steps of later rounds at most."""
LEAST: Final = 0.4
"""What an engine keeps of its share though others found everything in the last round."""


def post_of(name: str) -> Post:
    """Return the post of an engine by its name."""
    return POSTS.get(name, ANYONE)


def round_end(options: SolveOptions, number: int, fraction: float) -> float:
    """Return up to which fraction of the bound a round goes that begins at another."""
    if number == 0:
        return FIRST_ROUND
    if options.steps is None:
        longest = ROUND_S / max(1e-9, options.time_limit_s)
    else:
        longest = ROUND_STEPS / max(1, options.steps)
    left = 1.0 - fraction
    return 1.0 if left < 1.5 * longest else fraction + longest


def divide(shares: list[float], gains: list[int]) -> list[float]:
    """Return parts of one: by shares, and by who gained how much in the round before."""
    total = sum(gains)
    if total:
        shares = [
            share * (LEAST + 2 * (1 - LEAST) * gain / total)
            for share, gain in zip(shares, gains, strict=True)
        ]
    whole = sum(shares) or 1.0
    return [share / whole for share in shares]
