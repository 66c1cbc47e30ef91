"""The panel beside a map: what its colours, widths and marks mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matplotlib.axes import Axes

from routing.formats.map_colours import FAINT_INK, INK, ROADS
from routing.formats.map_layers import (
    draw_cross,
    draw_dot,
    draw_square,
    draw_words,
    flow_width_pt,
)
from routing.formats.words import weight_words
from routing.texts import Lang, text

_ROW_PT: Final = 13.0
_KEY_ROWS: Final = 11
_MARK, _WORDS = 14.0, 32.0


@dataclass(frozen=True, slots=True)
class LegendGroup:
    """A hub with what is drawn in its colours: rows of (colour, name, facts)."""

    name: str
    facts: str
    colour: str
    rows: tuple[tuple[str, str, str], ...] = ()


class Legend:
    """Rows from the top of a panel downwards."""

    def __init__(self, ax: Axes, width: float, height: float, lang: Lang) -> None:
        self.ax, self.width, self.height, self.lang = ax, width, height, lang
        self.y = height - 8.0
        self.row_pt = _ROW_PT

    def draw(self, groups: Sequence[LegendGroup], heaviest_g: int, *, closed: bool) -> None:
        """Draw the groups, as many rows as there is room for, then the key."""
        has_rows = any(group.rows for group in groups)
        self._heading("vehicles" if has_rows else "hubs")
        rows = sum(len(group.rows) + 1.35 for group in groups)
        room = self.y - _KEY_ROWS * _ROW_PT - 10
        self.row_pt = max(9.5, min(_ROW_PT, room / max(1.0, rows)))
        left = int(room / self.row_pt) - 1
        for group in groups:
            left = self._group(group, left)
        self.y, self.row_pt = _KEY_ROWS * _ROW_PT - 2, _ROW_PT
        self._key(heaviest_g, closed=closed)

    def _group(self, group: LegendGroup, left: int) -> int:
        if left < 1:
            return left
        draw_square(self.ax, _MARK, self.y + 3, group.colour)
        self._words(group.name, group.facts, bold=True)
        shown = group.rows[: max(0, left - 2)]
        for colour, name, facts in shown:
            self.ax.plot(
                [_MARK - 8, _MARK + 8], [self.y + 3] * 2, color=colour, lw=3.2,
                solid_capstyle="round",
            )  # fmt: skip
            self._words(name, facts)
        if len(shown) < len(group.rows):
            more = text("outputs.map.more", self.lang, count=len(group.rows) - len(shown))
            self._words(more, "")
        self.y -= 0.35 * self.row_pt
        return left - len(shown) - 1

    def _key(self, heaviest_g: int, *, closed: bool) -> None:
        self._heading("key")
        draw_square(self.ax, _MARK, self.y + 3, FAINT_INK)
        self._say("key_hub")
        draw_dot(self.ax, _MARK, self.y + 3, 4, FAINT_INK)
        self._say("key_stop")
        for load_g in _samples(heaviest_g):
            self._line(FAINT_INK, flow_width_pt(load_g, heaviest_g))
            self._say("key_flow", weight=weight_words(load_g, self.lang))
        for key, road in (
            ("key_national", "national"),
            ("key_provincial", "provincial"),
            ("key_commune", "commune"),
        ):
            self._line(*ROADS[road])
            self._say(key)
        if closed:
            draw_cross(self.ax, _MARK, self.y + 3)
            self._say("key_closed")

    def _line(self, colour: str, width: float) -> None:
        self.ax.plot([_MARK - 8, _MARK + 8], [self.y + 3] * 2, color=colour, lw=width)

    def _heading(self, key: str) -> None:
        words = text(f"outputs.map.{key}", self.lang)
        draw_words(self.ax, 6, self.y, words, size=7.5, colour=FAINT_INK, bold=True)
        self.y -= 1.3 * _ROW_PT

    def _say(self, key: str, **params: object) -> None:
        self._words(text(f"outputs.map.{key}", self.lang, **params), "")

    def _words(self, words: str, facts: str, *, bold: bool = False) -> None:
        size = 0.62 * self.row_pt
        draw_words(self.ax, _WORDS, self.y, words, size=size, bold=bold)
        if facts:
            draw_words(
                self.ax, self.width - 6, self.y, facts,
                size=0.94 * size, colour=INK if bold else "#66635d", align="right",
            )  # fmt: skip
        self.y -= self.row_pt


def _samples(heaviest_g: int) -> list[int]:
    """Return two round loads to show widths by: about the heaviest, and a tenth of it."""
    if heaviest_g < 1000:
        return []
    top = 10 ** (len(str(heaviest_g)) - 1)
    large = heaviest_g // top * top
    return [large, large // 10]
