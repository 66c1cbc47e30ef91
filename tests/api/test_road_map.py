"""What a map is drawn from: every road once, to the metre, and fetched once a version."""

from itertools import accumulate

import pytest
from fastapi.testclient import TestClient

from api.knowledge import Knowledge


@pytest.fixture
def backend() -> str:
    return "sqlite"


def test_lines_are_those_of_the_roads(client: TestClient, knowledge: Knowledge) -> None:
    graph = knowledge.network.graph
    told = client.get("/api/v1/roads").json()
    lines = told["lines"]
    lon = [step / 1e5 for step in accumulate(lines["lon"])]
    lat = [step / 1e5 for step in accumulate(lines["lat"])]
    assert len(lon) == len(lat) == sum(lines["points"])
    at = 0
    for edge_id, label, points in zip(lines["id"], lines["label"], lines["points"], strict=True):
        edge = graph.find_edge(edge_id)
        assert edge is not None
        assert told["words"][label] == graph.road_label(edge)
        drawn = list(zip(lon[at : at + points], lat[at : at + points], strict=True))
        line = [(point.lon, point.lat) for point in graph.line(edge)]
        assert drawn == [pytest.approx(point, abs=1e-5) for point in line]
        at += points


def test_each_road_is_told_once_with_all_places(client: TestClient, knowledge: Knowledge) -> None:
    graph = knowledge.network.graph
    told = client.get("/api/v1/roads").json()
    ways = {frozenset((edge, int(graph.edges.twin[edge]))) for edge in range(len(graph.edges))}
    assert len(told["lines"]["id"]) == len({way - {-1} for way in ways})
    assert {place["id"] for place in told["places"]} == {p.id for p in knowledge.network.places}
    assert told["schematic"] is True


def test_who_knows_the_roads_is_not_sent_them_again(client: TestClient) -> None:
    first = client.get("/api/v1/roads")
    again = client.get("/api/v1/roads", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
