"""Colours of a map: quiet ground, one family of colours for each hub."""

import colorsys
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Final

PAPER: Final = "#fbfaf6"
INK: Final = "#2b2b2b"
FAINT_INK: Final = "#8d8a83"
CLOSED: Final = "#d40000"

ROADS: Final[Mapping[str, tuple[str, float]]] = {
    "expressway": ("#b3aca0", 2.6),
    "national": ("#bdb7ac", 2.2),
    "provincial": ("#c9c4ba", 1.5),
    "district": ("#d3cfc6", 1.1),
    "street": ("#d3cfc6", 0.9),
    "commune": ("#dad6ce", 0.9),
    "unknown": ("#dedad3", 0.8),
    "track": ("#dedad3", 0.8),
    "path": ("#e4e1da", 0.6),
    "ferry": ("#bcd3e6", 0.9),
}
"""Colour and width in points by road class, most important first."""

_BRIGHTEST: Final = 0.62
"""Lines lighter than this are lost on the paper."""

_FAMILIES: Final = (
    "#1f5fa8",
    "#dd7411",
    "#2f8a43",
    "#7d3fa3",
    "#bf2f74",
    "#0f8689",
    "#87582b",
    "#a98b0a",
)


def hub_colours(hubs: Sequence[str]) -> dict[str, str]:
    """Return a colour for each hub; beyond eight they come again."""
    return {hub: _FAMILIES[i % len(_FAMILIES)] for i, hub in enumerate(hubs)}


def shades(colour: str, count: int) -> list[str]:
    """Return colours of one family, those next to each other in the list well apart."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    spread = min(0.2, 0.06 + 0.015 * count)
    found: list[str] = []
    for i in range(count):
        share = i / (count - 1) if count > 1 else 0.5
        turned = (hue + spread * (share - 0.5)) % 1.0
        lighter = min(0.56, light * (0.66 + 0.8 * share))
        rgb = _dim(colorsys.hls_to_rgb(turned, lighter, strength))
        found.append("#" + "".join(f"{round(255 * part):02x}" for part in rgb))
    half = (count + 1) // 2
    dark, bright = found[:half], found[half:]
    return [shade for pair in zip_longest(dark, bright) for shade in pair if shade]


def _dim(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    # By the weights of ITU-R BT.601; yellow is far brighter to the eye than its lightness says.
    brightness = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]
    share = _BRIGHTEST / max(brightness, _BRIGHTEST)
    return rgb[0] * share, rgb[1] * share, rgb[2] * share
