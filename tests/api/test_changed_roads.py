"""Stored closures when the roads were imported anew: mapped, told when lost, never in the way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from api.clock import now
from api.db.engine import Database
from api.jobs.searcher import Worker
from api.jobs.worker import run_worker
from api.knowledge import KnowledgeShelf, load_knowledge
from api.main import create_app
from api.serve import serve
from api.services.closures import review_closures
from api.settings import Settings
from routing.errors import Fault
from routing.roads.osm.write_folder import write_import
from tests.api.conftest import LOCAL, TestClient, admit, ask_plan, hub, pickup, vehicle
from tests.unit.roads.osm.little import Osm

ROUTE = "/osrm/route/v1/light_truck/103.000,22.0;103.002,22.0"
STRAIGHT_M, ROUND_M = 206, 429
"""By way 5, and by way 6 one row further north: twice 111 m more."""
NAMED = {"highway": "tertiary", "ref": "DT1"}


def roads(*, crossing: bool = False, way: int = 5, ref: str = "DT1") -> Osm:
    """Way 5 from node 0 over 1 to 2 and way 6 round it; a crossing cuts way 5 at node 1."""
    drawn = Osm().way(way, [0, 1, 2], {**NAMED, "ref": ref}).way(6, [0, 10, 11, 12, 2])
    return drawn.way(7, [1, 11], {"highway": "track"}) if crossing else drawn


def without_way_5() -> Osm:
    return Osm().way(6, [0, 10, 11, 12, 2])


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    return replace(settings, roads=tmp_path / "roads")


@pytest.fixture
def put_roads(settings: Settings, tmp_path: Path) -> Callable[[Osm], None]:
    """Imports roads over those there were."""

    def put(drawn: Osm) -> None:
        write_import(*drawn.build(tmp_path), settings.roads)
        (settings.roads / "places.csv").write_text(PLACES, "utf-8")

    return put


PLACES = """\
id,name,other_names,near,kind,district,province,commune_2025,lon,lat,elevation_m,population_2019
west,Bản Tây,,,village,,,,103.000,22.0,0,
east,Bản Đông,,,village,,,,103.002,22.0,0,
"""


@contextmanager
def started(settings: Settings) -> Iterator[TestClient]:
    """The service, started anew on the roads there are."""
    with TestClient(create_app(settings), LOCAL, headers=admit(settings)) as client:
        yield client


def closed(closure_id: str, **where: Any) -> dict[str, Any]:
    start, end = now() - timedelta(days=1), now() + timedelta(days=1)
    return {"id": closure_id, "start": start.isoformat(), "end": end.isoformat(), **where}


def close(settings: Settings, *bodies: dict[str, Any]) -> None:
    with started(settings) as client:
        for body in bodies:
            answer = client.post("/api/v1/closures", json=body)
            assert answer.status_code == 201, answer.text
            assert answer.json()["state"] == "as_stated"


def find_distance_m(client: TestClient) -> int:
    answer = client.get(ROUTE)
    assert answer.status_code == 200, answer.text
    return round(answer.json()["routes"][0]["distance"])


def read(client: TestClient, closure_id: str = "c1") -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/closures/{closure_id}").json()
    return found


def test_without_closures_the_straight_road_is_taken(
    settings: Settings, put_roads: Callable[[Osm], None]
) -> None:
    put_roads(roads())
    with started(settings) as client:
        assert find_distance_m(client) == STRAIGHT_M


def test_an_edge_cut_in_two_stays_closed(
    settings: Settings, put_roads: Callable[[Osm], None]
) -> None:
    put_roads(roads())
    close(settings, closed("c1", edge_ids=["5:0:2"]))
    put_roads(roads(crossing=True))
    with started(settings) as client:
        found = read(client)
        assert (found["state"], found["edge_ids"], found["faults"]) == ("mapped", ["5:0:2"], [])
        assert sorted(found["closed_edges"]) == ["5:0:1", "5:1:0", "5:1:2", "5:2:1"]
        assert client.get("/api/v1/closures").json()["items"] == [found]
        assert find_distance_m(client) == ROUND_M


def test_two_imports_between_two_starts_are_followed_through(
    settings: Settings, put_roads: Callable[[Osm], None]
) -> None:
    put_roads(roads())
    close(settings, closed("c1", edge_ids=["5:0:2"], direction="forward"))
    put_roads(roads(crossing=True))
    put_roads(roads(way=9))
    with started(settings) as client:
        assert (read(client)["state"], read(client)["closed_edges"]) == ("mapped", ["9:0:2"])
        assert find_distance_m(client) == ROUND_M


def test_an_edge_half_of_which_is_gone_closes_the_other_half_and_says_so(
    settings: Settings, put_roads: Callable[[Osm], None]
) -> None:
    put_roads(roads())
    close(settings, closed("c1", edge_ids=["5:0:2"]))
    put_roads(roads(crossing=True))
    put_roads(Osm().way(5, [0, 1]).way(6, [0, 10, 11, 12, 2]).way(7, [1, 11]))
    with started(settings) as client:
        found = read(client)
        assert (found["state"], found["closed_edges"]) == ("partly", ["5:0:1", "5:1:0"])
        assert "5:0:2" in found["faults"][0]["message_en"]


def test_a_way_closed_as_a_whole_stays_closed_under_another_number(
    settings: Settings, put_roads: Callable[[Osm], None]
) -> None:
    put_roads(roads())
    close(settings, closed("c1", edge_ids=["way/5"]))
    with started(settings) as client:
        assert set(read(client)["closed_edges"]) == {"5:0:2", "5:2:0"}
        assert find_distance_m(client) == ROUND_M
        assert client.get("/ready").json()["closures_lost"] == 0
    put_roads(without_way_5())
    with started(settings) as client:
        assert read(client)["state"] == "lost"
        assert client.get("/ready").json()["closures_lost"] == 1


def test_a_road_with_another_number_stays_closed_by_its_edges(
    settings: Settings, put_roads: Callable[[Osm], None]
) -> None:
    put_roads(roads())
    close(settings, closed("c1", road_ref="DT1", direction="backward"))
    put_roads(roads(ref="QL99", crossing=True))
    with started(settings) as client:
        found = read(client)
        assert (found["state"], found["closed_edges"]) == ("mapped", ["5:1:0", "5:2:1"])
        assert [fault["key"] for fault in found["faults"]] == ["roads.unknown_ref"]
        assert find_distance_m(client) == STRAIGHT_M


def test_what_is_gone_is_told_and_the_other_closures_hold(
    settings: Settings,
    database: Database,
    put_roads: Callable[[Osm], None],
) -> None:
    put_roads(roads())
    close(
        settings,
        closed("c1", edge_ids=["5:0:2"]),
        closed("c2", road_ref="DT1", from_place="Bản Tây", to_place="Bản Đông"),
        closed("c3", edge_ids=["6:0:2"], speed_factor=0.5),
    )
    with started(settings) as client:
        normal_s = client.get(ROUTE).json()["routes"][0]["duration"]
    put_roads(without_way_5())
    with started(settings) as client:
        listed = client.get("/api/v1/closures").json()["items"]
        assert [each["state"] for each in listed] == ["lost", "lost", "as_stated"]
        assert [bool(each["faults"]) for each in listed] == [True, True, False]
        assert find_distance_m(client) == ROUND_M
        assert client.get(ROUTE).json()["routes"][0]["duration"] == normal_s
        preview = closed("", edge_ids=["6:0:2"])
        del preview["id"]
        assert client.post("/api/v1/closures/preview", json=preview).status_code == 200
    faults = review_closures(database, load_knowledge(settings).network)
    assert {fault.file for fault in faults} == {"closures/c1", "closures/c2"}


def test_a_worker_tells_at_its_start_what_is_lost(
    settings: Settings, put_roads: Callable[[Osm], None]
) -> None:
    put_roads(roads())
    close(settings, closed("c1", edge_ids=["5:0:2"]))
    put_roads(without_way_5())

    def leave(warnings: tuple[Fault, ...]) -> None:
        raise SystemExit("; ".join(each.line("en") for each in warnings))

    with pytest.raises(SystemExit, match=r"^closures/c1:edge_ids: [^;]*5:0:2[^;]*$"):
        run_worker(settings, Event(), on_warnings=leave)


def test_the_server_tells_at_its_start_what_is_lost(
    settings: Settings, put_roads: Callable[[Osm], None]
) -> None:
    put_roads(roads())
    close(settings, closed("c1", edge_ids=["5:0:2"]), closed("c2", edge_ids=["6:0:2"]))
    put_roads(without_way_5())

    def leave(warnings: tuple[Fault, ...]) -> None:
        raise SystemExit("; ".join(each.line("en") for each in warnings))

    with pytest.raises(SystemExit, match=r"^closures/c1:edge_ids: [^;]*5:0:2[^;]*$"):
        serve(settings, on_warnings=leave)


def test_a_plan_and_a_quote_are_made_without_what_is_lost(
    settings: Settings, database: Database, put_roads: Callable[[Osm], None]
) -> None:
    put_roads(roads())
    close(settings, closed("c1", edge_ids=["5:0:2"]))
    first = (now() + timedelta(hours=6)).date()
    when = {"ready": first.isoformat(), "due": (first + timedelta(days=1)).isoformat()}
    with started(settings) as client:
        for path, body in [
            ("hubs", hub("pt", place="Bản Tây")),
            ("vehicles", vehicle("v")),
            ("requests", pickup("R1", place="Bản Đông", **when)),
        ]:
            assert client.post(f"/api/v1/{path}", json=body).status_code == 201
        plan = ask_plan(client, start=first.isoformat())
    put_roads(without_way_5())
    shelf = KnowledgeShelf(settings, load_knowledge(settings))
    assert Worker(settings, database, shelf, Event()).work_once()
    with started(settings) as client:
        found = client.get(f"/api/v1/plans/{plan}").json()
        assert found["status"] == "done", found
        assert [warning["file"] for warning in found["warnings"]] == ["closures/c1"]
        item = {"from": "Bản Đông", "to": "pt", "weight_kg": 50, "ready": first.isoformat()}
        quoted = client.post("/api/v1/quotes", json={"items": [item]}).json()["items"][0]
        assert "quote_id" in quoted, quoted


def test_other_roads_altogether_lose_every_closure_and_still_serve(
    settings: Settings, put_roads: Callable[[Osm], None]
) -> None:
    put_roads(roads())
    close(settings, closed("c1", edge_ids=["5:0:2"]))
    for file in settings.roads.iterdir():
        file.unlink()
    put_roads(without_way_5())
    with started(settings) as client:
        assert read(client)["state"] == "lost"
        assert find_distance_m(client) == ROUND_M


def test_a_profile_that_is_gone_is_told_and_the_others_stay_barred(
    settings: Settings, put_roads: Callable[[Osm], None], tmp_path: Path
) -> None:
    put_roads(roads())
    own = tmp_path / "own.toml"
    shipped = Path(__file__).parents[2] / "routing/roads/shipped_profiles/light_truck.toml"
    text = shipped.read_text("utf-8").replace('id = "light_truck"', 'id = "van"')
    own.write_text(text, "utf-8")
    van_only = closed("c1", edge_ids=["5:0:2"], profiles=["van"])
    both = closed("c2", edge_ids=["5:0:2"], profiles=["light_truck", "van"])
    close(replace(settings, profiles=own), van_only, both)
    with started(settings) as client:
        assert [read(client, each)["state"] for each in ("c1", "c2")] == ["lost", "partly"]
        assert find_distance_m(client) == ROUND_M
        refused = client.post("/api/v1/closures", json={**van_only, "id": "c3"})
        assert (refused.status_code, "van" in refused.text) == (422, True)
