"""A profile of the user's own in every part of the service."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from api.clock import now
from api.db.engine import Database
from api.jobs.searcher import Worker
from api.knowledge import Knowledge, KnowledgeShelf, load_knowledge
from api.main import create_app
from api.settings import Settings
from routing.errors import InputError
from tests.api.conftest import LOCAL, TestClient, admit, ask_plan, hub, pickup, vehicle

VAN = Path(__file__).parents[2] / "docs/how-to/files/van.toml"
WAY = "103.4712,22.3996;103.3556,22.5327"


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder = tmp_path_factory.mktemp("own")
    slow = (VAN.parents[3] / "routing/roads/shipped_profiles/light_truck.toml").read_text("utf-8")
    (folder / "light_truck.toml").write_text(slow.replace("power_kw = ", "power_kw = 1"), "utf-8")
    (folder / "van.toml").write_text(VAN.read_text("utf-8"), "utf-8")
    return load_knowledge(Settings(data_dir=folder / "var", profiles=folder))


@pytest.fixture
def client(settings: Settings, knowledge: Knowledge) -> Iterator[TestClient]:
    with TestClient(
        create_app(settings, knowledge=knowledge), LOCAL, headers=admit(settings)
    ) as client:
        yield client


def test_every_part_knows_the_profile(
    client: TestClient, settings: Settings, database: Database, knowledge: Knowledge
) -> None:
    start, end = now() - timedelta(days=1), now() + timedelta(days=1)
    closure = {"road_ref": "QL4D", "start": start.isoformat(), "end": end.isoformat()}
    preview = client.post("/api/v1/closures/preview", json={**closure, "profiles": ["van"]})
    touched = {each["profile"]: each["lost_nodes"] for each in preview.json()["impact"]}
    assert [name for name, lost in touched.items() if lost] == ["van"]
    before = client.get(f"/osrm/route/v1/van/{WAY}").json()["routes"][0]["distance"]
    assert client.post("/api/v1/closures", json={**closure, "profiles": ["van"]}).is_success
    after = client.get(f"/osrm/route/v1/van/{WAY}").json()
    assert after["code"] == "NoRoute" or after["routes"][0]["distance"] > before
    van = vehicle("van-1", profile="van", capacity_kg=700)
    for path, body in [
        ("hubs", hub("pt", place="Thị trấn Phong Thổ")),
        ("vehicles", van),
        ("requests", pickup("R1", place="Mường So")),
    ]:
        assert client.post(f"/api/v1/{path}", json=body).status_code == 201
    heavier = client.post("/api/v1/vehicles", json={**van, "id": "van-2", "capacity_kg": 701})
    assert heavier.status_code == 422
    plan = ask_plan(client)
    assert Worker(settings, database, KnowledgeShelf(settings, knowledge), Event()).work_once()
    routes = client.get(f"/api/v1/plans/{plan}/routes").json()["items"]
    assert [route["profile"] for route in routes] == ["van"]


def test_one_of_a_shipped_id_replaces_it(client: TestClient, knowledge: Knowledge) -> None:
    shipped = load_knowledge(Settings())
    assert {*knowledge.network.profiles} == {"light_truck", "motorbike", "truck", "van"}
    stronger = knowledge.network.profiles["light_truck"].power_w
    assert stronger > shipped.network.profiles["light_truck"].power_w
    assert client.get(f"/osrm/route/v1/driving/{WAY}").status_code == 200


def test_every_fault_of_what_is_loaded_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("id = 3")
    (tmp_path / "b.toml").write_text("[")
    settings = replace(
        Settings(), profiles=tmp_path, roads=tmp_path / "none", products=tmp_path / "no.csv"
    )
    with pytest.raises(InputError) as caught:
        load_knowledge(settings)
    files = {Path(fault.file).name for fault in caught.value.faults}
    assert files == {"a.toml", "b.toml", "none", "no.csv"}


def test_a_usual_profile_that_is_unknown_is_refused_at_the_start(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, compat_profile="lorry")
    with pytest.raises(InputError, match=r"lorry: want light_truck \| motorbike \| truck"):
        load_knowledge(settings)
