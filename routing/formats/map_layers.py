"""The layers of a map, each drawn on axes that count in points."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray

from routing.formats.map_closures import ClosedSpot
from routing.formats.map_colours import CLOSED, FAINT_INK, INK, PAPER, ROADS
from routing.formats.map_flows import Piece
from routing.formats.map_frame import MapFrame
from routing.formats.map_spot import MapSpot
from routing.formats.nice_ticks import nice_step
from routing.formats.words import number_words
from routing.geo import LonLat
from routing.roads.graph import RoadGraph
from routing.roads.vocabulary import ROAD_CLASSES
from routing.texts import Lang, text

MAX_ROADS: Final = 30_000
THINNEST_PT, WIDEST_PT, ROOM_PT, GAP_PT = 1.0, 4.6, 15.0, 0.5


def draw_roads(ax: Axes, frame: MapFrame, graph: RoadGraph) -> None:
    """Draw all roads in quiet colours; a crowded map leaves out the least important classes."""
    shown = _edges_in_frame(frame, graph)
    classes = graph.edges.road_class[shown]
    drawn = 0
    for order, (name, (colour, width)) in enumerate(ROADS.items()):
        edges = shown[classes == ROAD_CLASSES.index(name)]
        drawn += len(edges)
        if drawn > MAX_ROADS:
            break
        lines = [frame.xy(*zip(*graph.line(edge), strict=True)) for edge in edges.tolist()]
        style = (0, (3, 1.5)) if name in ("track", "path") else "solid"
        ax.add_collection(
            LineCollection(
                lines, colors=colour, linewidths=width, linestyles=[style], zorder=2 - order / 20
            )
        )


def draw_pieces(
    ax: Axes, frame: MapFrame, pieces: Sequence[Piece], colours: Mapping[str, str]
) -> None:
    """Draw what is carried over each piece of road, groups side by side, wide where heavy."""
    heaviest = heaviest_load_g(pieces)
    casings: list[NDArray[np.float64]] = []
    casing_widths: list[float] = []
    lines: list[NDArray[np.float64]] = []
    widths: list[float] = []
    inks: list[str] = []
    for piece in pieces:
        ends = frame.xy([piece.a.lon, piece.b.lon], [piece.a.lat, piece.b.lat])
        lane_widths = [flow_width_pt(load_g, heaviest) for _, load_g in piece.loads_g]
        room = sum(lane_widths) + GAP_PT * (len(lane_widths) - 1)
        squeeze = min(1.0, ROOM_PT / room)
        casings.append(ends)
        casing_widths.append(room * squeeze + 1.6)
        side = -room / 2
        for (group, _), width in zip(piece.loads_g, lane_widths, strict=True):
            lines.append(ends + squeeze * (side + width / 2) * _left_of(ends))
            widths.append(width * squeeze)
            inks.append(colours[group])
            side += width + GAP_PT
    cap = {"capstyle": "round"}
    ax.add_collection(
        LineCollection(casings, colors=PAPER, linewidths=casing_widths, zorder=3, **cap)
    )
    ax.add_collection(LineCollection(lines, colors=inks, linewidths=widths, zorder=4, **cap))


def flow_width_pt(load_g: int, heaviest_g: int) -> float:
    """Return the width of a line that carries a load: by its root, since loads differ widely."""
    return THINNEST_PT + (WIDEST_PT - THINNEST_PT) * math.sqrt(load_g / max(1, heaviest_g))


def heaviest_load_g(pieces: Iterable[Piece]) -> int:
    """Return the largest load of any group on any piece."""
    return max((load_g for piece in pieces for _, load_g in piece.loads_g), default=0)


def draw_closures(ax: Axes, frame: MapFrame, spots: Iterable[ClosedSpot]) -> None:
    """Draw closed roads dashed in red, with a cross."""
    for spot in spots:
        lines = [frame.xy(*zip(*line, strict=True)) for line in spot.lines]
        style = [(0, (2.2, 1.6))]
        ax.add_collection(
            LineCollection(lines, colors="#ffffff", linewidths=4.2, zorder=5, alpha=0.85)
        )
        ax.add_collection(
            LineCollection(lines, colors=CLOSED, linewidths=2.2, linestyles=style, zorder=5)
        )
        draw_cross(ax, *frame.place(spot.spot))


def draw_cross(ax: Axes, x: float, y: float) -> None:
    """Draw the mark of a closed road."""
    for colour, width, size in (("#ffffff", 6.5, 13.0), (CLOSED, 3.2, 11.0)):
        ax.plot(
            [x], [y], marker="x", markersize=size, markeredgewidth=width, color=colour, zorder=9
        )


def draw_stops(ax: Axes, frame: MapFrame, stops: Mapping[LonLat, MapSpot]) -> None:
    """Draw a dot at each place goods are fetched from, large where much is fetched."""
    heaviest_g = max((stop.weight_g for stop in stops.values()), default=0)
    for lonlat, stop in stops.items():
        radius = stop_radius_pt(stop.weight_g, heaviest_g)
        draw_dot(ax, *frame.place(lonlat), radius, stop.colour)


def stop_radius_pt(weight_g: int, heaviest_g: int) -> float:
    """Return the radius of a stop's dot, whose area grows with what is fetched."""
    return 2.4 + 2.6 * math.sqrt(weight_g / max(1, heaviest_g))


def draw_dot(ax: Axes, x: float, y: float, radius: float, colour: str) -> None:
    """Draw the mark of a pickup place."""
    ax.plot(
        [x], [y], marker="o", markersize=2 * radius, color=colour,
        markeredgecolor="#ffffff", markeredgewidth=1.0, zorder=7,
    )  # fmt: skip


def draw_square(ax: Axes, x: float, y: float, colour: str) -> None:
    """Draw the mark of a hub."""
    for size, fill, edge in ((14.0, INK, "#ffffff"), (8.0, colour, colour)):
        ax.plot(
            [x], [y], marker="s", markersize=size, color=fill, markeredgecolor=edge,
            markeredgewidth=1.2, zorder=8,
        )  # fmt: skip


def draw_words(  # noqa: PLR0913 - a text has that many looks
    ax: Axes, x: float, y: float, words: str, *, size: float, colour: str = INK,
    bold: bool = False, halo: bool = False, align: str = "left",
) -> None:  # fmt: skip
    """Write words with their baseline at a point."""
    drawn = ax.text(
        x, y, words, fontsize=size, color=colour, ha=align, va="baseline",
        fontweight="bold" if bold else "normal", zorder=10, parse_math=False,
    )  # fmt: skip
    if halo:
        drawn.set_path_effects([withStroke(linewidth=2.4, foreground=PAPER)])


def scale_box(frame: MapFrame, *, on_left: bool) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of the corner that the scale bar needs."""
    width = _scale_pt(frame) + 32
    left = 0.0 if on_left else frame.width_pt - width
    return left, 0.0, left + width, 80.0


def draw_scale(ax: Axes, frame: MapFrame, lang: Lang, *, on_left: bool = False) -> None:
    """Draw a scale bar in a lower corner and an arrow to the north above it."""
    left, _, right, _ = scale_box(frame, on_left=on_left)
    left, right, y = left + 16, right - 16, 16.0
    ax.plot([left, right], [y, y], color=INK, lw=1.6, solid_capstyle="butt", zorder=10)
    for x in (left, right):
        ax.plot([x, x], [y - 3, y + 3], color=INK, lw=1.2, zorder=10)
    words = f"{number_words(_scale_km(frame), lang, decimals=1)} km"
    draw_words(ax, (left + right) / 2, y + 5, words, size=8, halo=True, align="center")
    x = left + 5 if on_left else right - 5
    ax.annotate(
        "", (x, y + 52), (x, y + 24), zorder=10,
        arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.4},
    )  # fmt: skip
    north = text("outputs.map.north", lang)
    draw_words(ax, x, y + 55, north, size=8, halo=True, align="center")


def _scale_km(frame: MapFrame) -> float:
    return nice_step(frame.width_pt / frame.pt_per_m / 1000, 12)


def _scale_pt(frame: MapFrame) -> float:
    return _scale_km(frame) * 1000 * frame.pt_per_m


def draw_edge(ax: Axes, frame: MapFrame) -> None:
    """Draw the map's rim."""
    ax.plot(
        [0, frame.width_pt, frame.width_pt, 0, 0],
        [0, 0, frame.height_pt, frame.height_pt, 0],
        color=FAINT_INK, lw=0.8, zorder=11, clip_on=False,
    )  # fmt: skip


def _left_of(ends: NDArray[np.float64]) -> NDArray[np.float64]:
    along = ends[1] - ends[0]
    length = float(np.hypot(*along)) or 1.0
    return np.array([-along[1], along[0]]) / length


def _edges_in_frame(frame: MapFrame, graph: RoadGraph) -> NDArray[np.int64]:
    ends = frame.xy(graph.nodes.lon, graph.nodes.lat)
    tail, head = ends[graph.edges.tail], ends[graph.edges.head]
    low, high = np.minimum(tail, head), np.maximum(tail, head)
    inside = ((high >= 0) & (low <= (frame.width_pt, frame.height_pt))).all(axis=1)
    first_of_pair = (graph.edges.twin < 0) | (graph.edges.twin > np.arange(len(graph.edges)))
    return np.flatnonzero(inside & first_of_pair)
