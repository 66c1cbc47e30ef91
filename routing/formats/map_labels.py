"""Names on a map, the important first, none over another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

LINE_COST_PER_PT: Final = 0.12
COVERED_DOT_COST: Final = 8.0
NEAR_DOT_COST: Final = 2.5
DOT_ROOM_PT: Final = 14.0
FAR_COST: Final = 1.8
_DIRECTIONS: Final = (
    (1.0, 0.0),
    (0.8, 0.8),
    (0.8, -0.8),
    (-1.0, 0.0),
    (-0.8, 0.8),
    (-0.8, -0.8),
    (0.0, 1.0),
    (0.0, -1.0),
)


@dataclass(frozen=True, slots=True)
class LabelWish:
    """A name wanted beside a spot of a radius, both in points.

    `width` and `height` are those of the written name. It is left out rather than placed at
    a cost above `patience`; a name that must stand has endless patience. `line_cost` is what a
    point of line under it costs.
    """

    words: str
    x: float
    y: float
    radius: float
    width: float
    height: float
    patience: float
    line_cost: float = LINE_COST_PER_PT


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A name with the lower left corner of its box, in points."""

    wish: LabelWish
    x: float
    y: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top."""
        return self.x, self.y, self.x + self.wish.width, self.y + self.wish.height


@dataclass(frozen=True, slots=True)
class LabelGround:
    """What names keep clear of: the page's edge, lines as points `line_step` apart, dots."""

    width: float
    height: float
    line_points: NDArray[np.float64]
    line_step: float
    dots: NDArray[np.float64]
    taken: tuple[tuple[float, float, float, float], ...] = ()


def place_labels(wishes: Iterable[LabelWish], ground: LabelGround) -> list[PlacedLabel]:
    """Return the names that found a place, each at its cheapest one, in the order of wishes.

    Greedy by rank. Finding the most names that fit is NP-hard; eight positions around a spot
    at two distances come close enough for a page.

    References
    ----------
    Christensen, Marks and Shieber, "An Empirical Study of Algorithms for Point-Feature Label
    Placement", ACM Transactions on Graphics 14 (1995), doi:10.1145/212332.212334.
    """
    boxes = list(ground.taken)
    placed: list[PlacedLabel] = []
    for wish in wishes:
        best = _best_place(wish, ground, boxes)
        if best is not None:
            placed.append(best)
            boxes.append(best.box)
    return placed


def _best_place(
    wish: LabelWish, ground: LabelGround, boxes: Sequence[tuple[float, float, float, float]]
) -> PlacedLabel | None:
    best, best_cost = None, wish.patience
    for turn, (right, up) in enumerate(_DIRECTIONS):
        for far in (0, 1, 2):
            reach = wish.radius + 1.5 + 7 * far
            x = wish.x + right * reach - wish.width * (1 - _sign(right)) / 2
            y = wish.y + up * reach - wish.height * (1 - _sign(up)) / 2
            label = PlacedLabel(wish, x, y)
            if _is_outside(label.box, ground) or any(_overlap(label.box, box) for box in boxes):
                continue
            cost = 0.1 * turn + FAR_COST * far + _cover_cost(label.box, ground, wish)
            if cost < best_cost or (cost == best_cost and best is None):
                best, best_cost = label, cost
    return best


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _is_outside(box: tuple[float, float, float, float], ground: LabelGround) -> bool:
    left, bottom, right, top = box
    return left < 2 or bottom < 2 or right > ground.width - 2 or top > ground.height - 2


def _overlap(
    box: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _cover_cost(
    box: tuple[float, float, float, float], ground: LabelGround, wish: LabelWish
) -> float:
    lines_pt = count_inside(ground.line_points, box) * ground.line_step
    covered = count_inside(ground.dots, box)
    # A name that ends beside another's mark would be read as that one's name.
    others = ground.dots[np.hypot(*(ground.dots - (wish.x, wish.y)).T) > 1]
    left, bottom, right, top = box
    room = left - DOT_ROOM_PT, bottom - 2, right + DOT_ROOM_PT, top + 2
    dots_cost = COVERED_DOT_COST * covered + NEAR_DOT_COST * count_inside(others, room)
    return wish.line_cost * lines_pt + dots_cost


def count_inside(points: NDArray[np.float64], box: tuple[float, float, float, float]) -> int:
    """Return how many points lie inside a box of left, bottom, right and top."""
    x, y = points[:, 0], points[:, 1]
    return int(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())
