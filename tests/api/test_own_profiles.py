"""A profile of the user's own in every part of the service."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlmodel import col, select

from api.clock import now
from api.db.engine import Database
from api.jobs.searcher import Worker
from api.knowledge import Knowledge, KnowledgeShelf, load_knowledge
from api.main import create_app
from api.services.plan_inputs import thaw
from api.settings import Settings
from api.tables import PlanInput
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


def test_rules_of_products_hold_where_the_table_is_ones_own(
    settings: Settings, knowledge: Knowledge, database: Database
) -> None:
    for own in (False, True):
        given = replace(knowledge, own_products=own)
        app = create_app(settings, knowledge=given)
        with TestClient(app, LOCAL, headers=admit(settings)) as client:
            if not own:
                assert client.post("/api/v1/hubs", json=hub("pt")).status_code == 201
                assert client.post("/api/v1/vehicles", json=vehicle("v")).status_code == 201
            ask_plan(client, hubs=["pt"])
        with database.read() as session:
            rows = session.exec(select(PlanInput).order_by(col(PlanInput.plan_pk))).all()
        inputs = thaw(rows[-1].content)
        assert inputs.settings.keep_products == own
        assert bool(inputs.products) == bool(inputs.settings.forbidden_pairs) == own


def test_products_that_are_not_the_samples_are_ones_own(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    table = tmp_path / "products.csv"
    table.write_text("id,name_vi,tags\nx,X,wet\n", "utf-8")
    assert not knowledge.own_products
    assert load_knowledge(Settings(data_dir=tmp_path / "var", products=table)).own_products
