"""From extracts and heights to a road network, with a report on what became of everything."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from routing.errors import InputError, fault
from routing.roads.bends import bend_radii_m
from routing.roads.elevation.chains import RoadLines
from routing.roads.elevation.heights import Tiles
from routing.roads.elevation.slopes import Slopes, find_slopes, unknown_slopes
from routing.roads.graph import RoadGraph, RoadsInfo
from routing.roads.measure import BBox
from routing.roads.osm.assemble import Assembled, assemble
from routing.roads.osm.bans import resolve_restrictions
from routing.roads.osm.barred import resolve_conditionals
from routing.roads.osm.extract import Extract, Tally, join_extracts, with_dropped, within
from routing.roads.osm.milestone_spans import list_spans, place_posts
from routing.roads.osm.pieces import NO_STAND, Pieces, cut
from routing.roads.osm.report import ImportReport, describe_parts
from routing.roads.profiles import Profile
from routing.roads.vocabulary import Feature

STAGES: Final = ("read", "cut", "heights", "edges", "report", "write")
"""The stages of an import in order; whoever writes the folder tells the last one."""

OnStage = Callable[[str, int], None]
"""Told which stage goes on, and how many ways have been read in it so far."""


def import_roads(
    extracts: Sequence[Extract],
    info: RoadsInfo,
    profiles: Iterable[Profile],
    *,
    tiles: Tiles | None = None,
    bbox: BBox | None = None,
    on_stage: OnStage = lambda stage, count: None,
) -> tuple[RoadGraph, ImportReport]:
    """Return the network of some extracts, and what was kept and left out.

    Raises
    ------
    InputError
        When no road is left, or a tile of heights cannot be read.
    """
    on_stage("cut", 0)
    extract = join_extracts(extracts)
    if bbox is not None:
        extract = within(extract, bbox)
    extract = _find_posts(extract)
    pieces = cut(extract)
    if not len(pieces):
        raise InputError([fault("import.nothing_left", count=extract.ways_read)])
    on_stage("heights", 0)
    slopes = _slopes(extract, pieces, tiles)
    on_stage("edges", 0)
    radii = bend_radii_m(pieces.lon, pieces.lat, pieces.start)
    stated = replace(info, timestamp=info.timestamp or extract.timestamp)
    assembled = assemble(extract, pieces, slopes, radii, stated)
    graph, extract = _add_signs(extract, pieces, assembled)
    on_stage("report", 0)
    return graph, _report(extract, pieces, graph, slopes, info, profiles)


def _find_posts(extract: Extract) -> Extract:
    posts, lost = place_posts(extract)
    away = [Tally("post_not_on_road", lost)] if lost else []
    return replace(with_dropped(extract, away), posts=posts)


def _slopes(extract: Extract, pieces: Pieces, tiles: Tiles | None) -> Slopes:
    facts = extract.facts
    spans = [bool(each.features & (Feature.BRIDGE | Feature.TUNNEL)) for each in facts]
    lines = RoadLines(
        start=pieces.start,
        lon=pieces.lon,
        lat=pieces.lat,
        tail=pieces.tail,
        head=pieces.head,
        n_nodes=len(pieces.node_ref),
        length_m=pieces.length_m,
        road_class=np.array([each.road_class for each in facts], np.uint8)[pieces.way],
        is_span=np.array(spans, bool)[pieces.way],
    )
    return unknown_slopes(lines) if tiles is None else find_slopes(lines, tiles)


def _add_signs(
    extract: Extract, pieces: Pieces, assembled: Assembled
) -> tuple[RoadGraph, Extract]:
    """Return the network with its turn bans and bars, and the extract that counts the lost."""
    way_of_edge = extract.way_id[pieces.way[assembled.piece]].tolist()
    bans, lost = resolve_restrictions(extract, pieces, assembled.graph, way_of_edge)
    bars = resolve_conditionals(extract.conditionals, way_of_edge, assembled.is_back.tolist())
    return replace(assembled.graph, turns=bans, bars=bars), with_dropped(extract, lost)


def _report(
    extract: Extract,
    pieces: Pieces,
    graph: RoadGraph,
    slopes: Slopes,
    info: RoadsInfo,
    profiles: Iterable[Profile],
) -> ImportReport:
    stands = pieces.stand[pieces.stand != NO_STAND]
    return ImportReport(
        sources=tuple(info.source.split(", ")),
        timestamp=graph.info.timestamp,
        ways_read=extract.ways_read,
        ways_kept=len(np.unique(extract.way_id[pieces.way])),
        nodes=len(graph.nodes),
        edges=len(graph.edges),
        km=round(float(pieces.length_m.sum()) / 1000, 1),
        dropped=extract.dropped,
        barriers=len(np.unique(stands)),
        turn_bans=len(np.unique(graph.turns.ban)),
        season_bars=int((graph.bars.season > 0).sum()),
        calendar_bars=int((graph.bars.season == 0).sum()),
        km_spans=list_spans(graph, extract.posts),
        unread=extract.unread,
        elevation=slopes.report,
        profiles=describe_parts(graph, profiles),
    )
