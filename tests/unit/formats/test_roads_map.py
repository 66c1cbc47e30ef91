"""The picture of a road network."""

from pathlib import Path

import pytest

from cli import sample
from routing.formats.roads_map import draw_roads_map
from routing.roads.places import load_places
from routing.roads.store import load_roads


@pytest.mark.parametrize(("name", "magic"), [("m.png", b"\x89PNG"), ("m.svg", b"<?xml")])
def test_the_sample_is_drawn_with_its_credit(tmp_path: Path, name: str, magic: bytes) -> None:
    graph = load_roads(sample.ROADS)
    draw_roads_map(graph, load_places(sample.ROADS, graph), tmp_path / name)
    drawn = (tmp_path / name).read_bytes()
    assert drawn.startswith(magic)
    assert len(drawn) > 20_000


def test_a_picture_is_the_same_at_every_run(tmp_path: Path) -> None:
    graph = load_roads(sample.ROADS)
    places = load_places(sample.ROADS, graph)
    for name in ("a.svg", "b.svg"):
        draw_roads_map(graph, places, tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
