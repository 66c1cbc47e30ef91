"""Programs written for OSRM, unchanged, against a live server: VROOM and routingpy."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn
from routingpy import OSRM
from routingpy.exceptions import RouterApiError

from api.knowledge import Knowledge
from api.main import create_app
from api.serve import configure, open_socket
from api.settings import Settings

LAI_CHAU, PHONG_THO, TAM_DUONG = [103.4712, 22.3996], [103.3556, 22.5327], [103.6062, 22.3581]
VROOM = Path(sys.executable).with_name("vroom")


@pytest.fixture(scope="module")
def port(
    knowledge: Knowledge, sqlite_ready: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    """Serves on a free port of the loopback as `luco serve` does."""
    folder = tmp_path_factory.mktemp("live")
    shutil.copy(sqlite_ready, folder / "luco.db")
    app = create_app(Settings(data_dir=folder), knowledge=knowledge)
    server = uvicorn.Server(configure(app))
    with open_socket("127.0.0.1", 0) as sock:
        thread = Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        yield int(sock.getsockname()[1])
        server.should_exit = True
        thread.join(timeout=30)


@pytest.fixture
def client(port: int) -> OSRM:
    return OSRM(f"http://127.0.0.1:{port}/osrm", timeout=60)


def solve(port: int, problem: dict[str, Any]) -> dict[str, Any]:
    """What VROOM answers, with our server as its router."""
    done = subprocess.run(
        [VROOM, "-a", "car:127.0.0.1/osrm", "-p", f"car:{port}", "-g", json.dumps(problem)],
        capture_output=True,
        timeout=120,
        check=False,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_vroom_plans_over_our_roads(port: int, client: OSRM) -> None:
    problem = {
        "vehicles": [{"id": 1, "profile": "car", "start": LAI_CHAU, "end": LAI_CHAU}],
        "jobs": [{"id": 1, "location": PHONG_THO}, {"id": 2, "location": TAM_DUONG}],
    }
    found = solve(port, problem)
    assert found["code"] == 0, found
    (route,) = found["routes"]
    assert {step["id"] for step in route["steps"] if step["type"] == "job"} == {1, 2}
    assert route["geometry"]
    # VROOM reads the table first and then asks for the route: both say the same way.
    cells = client.matrix([LAI_CHAU, PHONG_THO, TAM_DUONG]).distances
    tours = {cells[0][i] + cells[i][j] + cells[j][0] for i, j in ((1, 2), (2, 1))}
    assert route["distance"] in tours


def test_vroom_reads_which_place_has_no_road(port: int) -> None:
    problem = {
        "vehicles": [{"id": 1, "profile": "car", "start": LAI_CHAU}],
        "jobs": [{"id": 1, "location": [-60.0, 10.0]}],
    }
    found = solve(port, problem)
    assert found["code"] != 0
    assert "-60.0" in found["error"]


def test_routingpy_finds_directions(client: OSRM) -> None:
    found = client.directions(
        [LAI_CHAU, PHONG_THO],
        profile="driving",
        radiuses=[5000, 5000],
        steps=True,
        annotations=True,
        overview="full",
        geometries="geojson",
    )
    assert 20_000 < found.distance < 40_000
    assert 1800 < found.duration < 7200
    assert len(found.geometry) > 3
    assert found.raw["routes"][0]["legs"][0]["steps"][0]["maneuver"]["type"] == "depart"


def test_routingpy_finds_alternatives(client: OSRM) -> None:
    found = client.directions([LAI_CHAU, PHONG_THO], alternatives=2)
    durations = [each.duration for each in found]
    assert len(durations) >= 2
    assert durations == sorted(durations)


def test_routingpy_finds_a_matrix(client: OSRM) -> None:
    places = [LAI_CHAU, PHONG_THO, TAM_DUONG]
    whole = client.matrix(places, profile="truck")
    part = client.matrix(places, profile="truck", sources=[1, 2], destinations=[1])
    assert [row[i] for i, row in enumerate(whole.durations)] == [0, 0, 0]
    assert part.distances == [[whole.distances[1][1]], [whole.distances[2][1]]]


def test_routingpy_reads_our_refusals(client: OSRM) -> None:
    with pytest.raises(RouterApiError, match="NoSegment"):
        client.directions([LAI_CHAU, [-60.0, 10.0]], radiuses=[5000, 5000])


def test_two_thousand_places_fit_into_one_address(port: int) -> None:
    lonlats = [(103.2 + i % 400 / 1000, 22.3 + i % 500 / 1000) for i in range(2000)]
    places = ";".join(f"{lon:.6f},{lat:.6f}" for lon, lat in lonlats)
    radiuses = ";".join(["35000"] * 2000)
    asked = f"annotations=duration,distance&sources=0;1&radiuses={radiuses}"
    address = f"/osrm/table/v1/car/{places}?{asked}"
    assert len(address) > 50_000
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", address)
    answer = connection.getresponse()
    assert answer.status == 200
    found = json.load(answer)
    connection.close()
    assert [len(row) for row in found["durations"]] == [2000, 2000]


def test_the_answer_states_its_length_for_clients_that_read_to_the_end(port: int) -> None:
    # VROOM takes all from the first brace to the last: chunks would stand in between.
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/osrm/nearest/v1/car/103.4712,22.3996")
    answer = connection.getresponse()
    assert int(answer.headers["content-length"]) == len(answer.read())
    assert "transfer-encoding" not in answer.headers
    connection.close()
