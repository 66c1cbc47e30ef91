"""A road network alone as a picture: its roads by class, its towns, its credit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from routing.formats.map_colours import FAINT_INK, PAPER
from routing.formats.map_frame import MapFrame, fit_frame
from routing.formats.map_labels import LabelGround
from routing.formats.map_layers import draw_edge, draw_roads, draw_scale, draw_words
from routing.formats.map_names import LINE_STEP_PT, sample_lines, wish_names
from routing.formats.words import number_words
from routing.geo import LonLat
from routing.roads.graph import RoadGraph
from routing.roads.places import Place
from routing.texts import LANGS, Lang, text

_MAP_PT: Final = (760.0, 620.0)
_HEAD_PT: Final = 44.0
_FOOT_PT: Final = 20.0
_DPI: Final = 140
_KEY_PT: Final = 80.0
_LAYER_PT: Final = 2.2


@dataclass(frozen=True, slots=True)
class Layer:
    """Lines drawn over the roads in one colour, and what they are."""

    words: str
    colour: str
    lines: Sequence[Sequence[LonLat]]


def draw_roads_map(
    graph: RoadGraph,
    places: Iterable[Place],
    path: Path,
    lang: Lang = "vi",
    *,
    layers: Sequence[Layer] = (),
) -> None:
    """Write the roads as a picture; the suffix of the path says in which format.

    Parameters
    ----------
    layers
        What to draw over the roads, the lowest first.
    """
    nodes = [graph.lonlat(node) for node in range(len(graph.nodes))]
    frame = fit_frame(nodes, width_pt=_MAP_PT[0], height_pt=_MAP_PT[1])
    width, height = _MAP_PT[0], _MAP_PT[1] + _HEAD_PT + _FOOT_PT
    with mpl.rc_context({"font.family": ["DejaVu Sans"], "svg.hashsalt": "luco"}):
        figure = Figure((width / 72, height / 72), _DPI, facecolor="#ffffff")
        FigureCanvasAgg(figure)
        ax = _axes(figure, _FOOT_PT / height, _MAP_PT[1] / height, _MAP_PT, PAPER)
        draw_roads(ax, frame, graph)
        for layer in layers:
            _draw_layer(ax, frame, layer)
        names = wish_names(
            frame, hubs={}, stops={}, radii_pt={}, spots=(), places=places, lang=lang
        )
        lines = [
            (nodes[tail], nodes[head])
            for tail, head in zip(graph.edges.tail, graph.edges.head, strict=True)
        ]
        ground = LabelGround(
            *_MAP_PT, sample_lines(frame, lines), LINE_STEP_PT, np.zeros((0, 2)), ()
        )
        names.draw(ax, ground)
        draw_scale(ax, frame, lang)
        draw_edge(ax, frame)
        around = _axes(figure, 0, 1, (width, height))
        _draw_words_around(around, graph, height, lang)
        for i, layer in enumerate(layers):
            draw_words(
                around, width - 8 - _KEY_PT * i, height - 19, layer.words, size=10, bold=True,
                colour=layer.colour, align="right",
            )  # fmt: skip
        no_clock = {"Date": None} if path.suffix == ".svg" else {"Software": None}
        figure.savefig(path, metadata=no_clock)


def _draw_layer(ax: Axes, frame: MapFrame, layer: Layer) -> None:
    lines = [frame.xy(*zip(*line, strict=True)) for line in layer.lines]
    ax.add_collection(LineCollection(lines, colors=layer.colour, linewidths=_LAYER_PT, zorder=3))


def _axes(
    figure: Figure, bottom: float, share: float, size: tuple[float, float], paper: str = "none"
) -> Axes:
    ax = figure.add_axes((0, bottom, 1, share), xlim=(0, size[0]), ylim=(0, size[1]))
    ax.set_facecolor(paper)
    ax.set_axis_off() if paper == "none" else ax.set(xticks=[], yticks=[])
    return ax


def _draw_words_around(ax: Axes, graph: RoadGraph, height: float, lang: Lang) -> None:
    ax.set_autoscale_on(False)
    once_m = np.where(graph.edges.twin >= 0, 0.5, 1.0) * graph.edges.length_m
    facts = text(
        "cli.roads.map_facts",
        lang,
        nodes=number_words(len(graph.nodes), lang),
        km=number_words(float(once_m.sum()) / 1000, lang),
    )
    draw_words(ax, 8, height - 19, graph.name, size=14, bold=True)
    draw_words(ax, 8, height - 36, facts, size=9, colour=FAINT_INK)
    if graph.schematic:
        note = " · ".join(text("outputs.schematic", each) for each in LANGS)
        draw_words(ax, 8, 6, note, size=8, colour=FAINT_INK)
    draw_words(ax, _MAP_PT[0] - 8, 6, graph.credit, size=8, colour=FAINT_INK, align="right")
