import numpy as np
import pytest

from routing.geo import LonLat, crow_m
from routing.roads.flat_map import FlatMap

from .hills import sample
from .streets import crossing

PLACES = np.array([[103.0, 21.0], [103.4, 22.4], [-70.5, -33.1]])


def test_there_and_back_is_where_one_was() -> None:
    flat = FlatMap.of(sample())
    assert flat.lonlats(flat.xy(PLACES)) == pytest.approx(PLACES, abs=1e-9)


@pytest.mark.parametrize("lat", [8.5, 22.0, 42.5])
def test_metres_are_as_long_as_said_whichever_way_one_goes(lat: float) -> None:
    flat = FlatMap(scale=0.9)
    here = LonLat(103, lat)
    for step in (LonLat(103.001, lat), LonLat(103, lat + 0.001), LonLat(103.0007, lat + 0.0007)):
        a, b = flat.xy(np.array([here, step]))
        wanted = flat.metres_at(lat, crow_m(here, step))
        assert np.hypot(*(b - a)) == pytest.approx(wanted, rel=1e-4)


def test_lines_are_those_of_the_edges_asked_for() -> None:
    graph = crossing()
    (line,) = FlatMap.of(graph).lines(graph, np.array([graph.find_edge("7:F:G")]))
    assert len(line.coords) == 3
    assert line.length == pytest.approx(500 + np.hypot(500, 1000), rel=1e-3)
    assert len(FlatMap.of(graph).lines(graph, np.zeros(0, np.int64))) == 0
