"""A small SVG page: the few shapes that drawings here are made of."""

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from routing.formats.safe_text import printable

_FONTS: Final = "'DejaVu Sans', 'Noto Sans', Arial, sans-serif"


class SvgPage:
    """Shapes gathered one after the other, later ones above earlier ones."""

    def __init__(self, width: float, height: float, title: str) -> None:
        self.width, self.height = width, height
        self.parts = [f"<title>{escape(printable(title))}</title>"]
        self.rect(0, 0, width, height, fill="#ffffff")

    def rect(self, x: float, y: float, width: float, height: float, *, fill: str) -> None:
        """Add a filled rectangle."""
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
            f' fill="{fill}"/>'
        )

    def line(
        self, points: Iterable[tuple[float, float]], *, stroke: str, width: float, dash: str = ""
    ) -> None:
        """Add an open line."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<polyline points="{_joined(points)}" fill="none" stroke="{stroke}"'
            f' stroke-width="{width}" stroke-linejoin="round"{dashes}/>'
        )

    def area(self, points: Iterable[tuple[float, float]], *, fill: str) -> None:
        """Add a filled polygon."""
        self.parts.append(f'<polygon points="{_joined(points)}" fill="{fill}"/>')

    def circle(self, x: float, y: float, radius: float, *, fill: str, stroke: str) -> None:
        """Add a disc with a rim."""
        self.parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" stroke="{stroke}"'
            ' stroke-width="1.2"/>'
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 12,
        fill: str = "#333333",
        anchor: str = "start",
        bold: bool = False,
    ) -> None:
        """Add a line of text; `anchor` is start, middle or end."""
        weight = ' font-weight="bold"' if bold else ""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}"'
            f' text-anchor="{anchor}"{weight}>{escape(printable(words))}</text>'
        )

    def source(self) -> str:
        """Return the page as an SVG document."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:.0f}"'
            f' height="{self.height:.0f}" viewBox="0 0 {self.width:.0f} {self.height:.0f}"'
            f" font-family={quoteattr(_FONTS)}>"
        )
        return "\n".join((head, *self.parts, "</svg>")) + "\n"


def _joined(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
