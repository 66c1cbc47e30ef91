"""Photos bound to their stop, PINs compared when their event arrives."""

import hashlib
import io
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from api.photos import MOST_BYTES
from api.repositories import areas, proofs
from api.tables import Pin
from tests.api.conftest import admit
from tests.api.test_driver import driven
from tests.api.test_driver_events import event, send, states, stops_of

__all__ = ["driven"]
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
EVENT = UUID(int=1)
PATH = f"/api/v1/driver/events/{EVENT}/photo"
BYTES = {"Content-Type": "application/octet-stream"}


def picture(width: int = 400, height: int = 300) -> bytes:
    """A photo whose camera noted where and by what it was taken, lying on its side."""
    image = Image.effect_noise((width, height), 60).convert("RGB")
    notes = Image.Exif()
    notes[0x010F] = "Secret camera"
    notes[0x0112] = 6
    notes.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=notes)
    return out.getvalue()


def put(
    client: TestClient, content: bytes, sent: bytes | None = None, offset: int = 0, **more: Any
) -> Any:
    params = {
        "sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "offset": offset,
    }  # fmt: skip
    body = content if sent is None else sent
    return client.put(PATH, content=body, params={**params, **more}, headers=BYTES)


@pytest.fixture
def taken(driven: TestClient) -> tuple[str, str]:
    """The stop of which one event was sent."""
    stop = next(each for each in stops_of(driven) if "R1" in each[1])
    send(driven, event(stop, 1, "picked_up", payload={"weight_kg": 5}))
    return stop


def test_a_photo_is_bound_to_its_stop_without_the_cameras_notes(
    driven: TestClient, taken: tuple[str, str]
) -> None:
    sent = picture()
    answer = put(driven, sent)
    assert (answer.status_code, answer.json()["is_stored"]) == (200, True)
    assert answer.json()["stop_id"] == taken[1]
    assert states(driven)[taken[1]]["photos"] == [str(EVENT)]
    kept = driven.get(PATH)
    assert kept.headers["content-type"] == "image/jpeg"
    with Image.open(io.BytesIO(kept.content)) as image:
        assert image.size == (300, 400)  # upright
        assert not image.getexif()
    assert b"Secret camera" not in kept.content
    assert put(driven, sent).json() == answer.json()  # twice is once
    assert put(driven, picture(40, 30)).json()["code"] == "ALREADY_EXISTS"


def test_a_photo_arrives_in_pieces(driven: TestClient, taken: tuple[str, str]) -> None:
    sent = picture()
    cut = len(sent) // 3
    first = put(driven, sent, sent[:cut])
    assert (first.status_code, first.json()["received"]) == (202, cut)
    lost = put(driven, sent, sent[2 * cut :], 2 * cut)
    assert (lost.status_code, lost.json()["code"]) == (409, "UPLOAD_OFFSET")
    assert lost.json()["received"] == cut
    assert put(driven, sent, sent[cut:], cut).json()["is_stored"]
    assert not list((driven.app.state.luco.settings.files / "partial").iterdir())  # type: ignore[attr-defined]  # FastAPI's own


def test_what_is_no_photo_is_refused_and_may_be_sent_anew(
    driven: TestClient, taken: tuple[str, str]
) -> None:
    sent = picture()
    for answer in (
        put(driven, b"GIF89a" + b"x" * 50),
        put(driven, sent, b"y" * len(sent)),  # not what the hash says
        put(driven, sent, sha256="no"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (422, "BAD_INPUT")
    assert put(driven, sent, b"x", size=MOST_BYTES + 1).json()["code"] == "TOO_LARGE"
    assert driven.get(PATH).status_code == 404
    assert put(driven, sent).json()["is_stored"]


def test_large_pictures_are_made_small(driven: TestClient, taken: tuple[str, str]) -> None:
    out = io.BytesIO()
    Image.effect_noise((3000, 2000), 20).convert("RGB").save(out, "JPEG", quality=1)
    assert put(driven, out.getvalue()).json()["received"] <= MOST_BYTES
    with Image.open(io.BytesIO(driven.get(PATH).content)) as image:
        assert max(image.size) <= 1600


def test_a_photo_is_seen_by_whom_it_concerns(driven: TestClient, taken: tuple[str, str]) -> None:
    row = driven.get("/api/v1/requests/R1")
    body = {name: row.json()[name] for name in ("place", "weight_kg", "ready", "due")}
    driven.put(
        "/api/v1/requests/R1",
        json={**body, "shop": "A", "hub": "pt"},
        headers={"If-Match": row.headers["etag"]},
    )
    put(driven, picture())
    settings = driven.app.state.luco.settings  # type: ignore[attr-defined]  # FastAPI's own
    vehicle = taken[0].partition("/")[2]
    for role, bounds, status in (
        ("shop", {"subject": "A"}, 200),
        ("shop", {"subject": "B"}, 404),
        ("driver", {"subject": vehicle}, 200),
        ("driver", {"subject": "other#1"}, 404),
        ("coordinator", {"hubs": ("pt",)}, 200),
        ("coordinator", {"hubs": ("lc",)}, 404),
        ("clerk", {"hubs": ("pt",)}, 200),
        ("clerk", {"hubs": ("lc",)}, 404),
    ):
        who = admit(settings, role, **bounds)  # type: ignore[arg-type]  # by name
        assert driven.get(PATH, headers=who).status_code == status, (role, bounds)
    other = admit(settings, "driver", subject="other#1")
    sent = {"sha256": "0" * 64, "size": 10}
    assert (
        driven.put(PATH, params=sent, content=b"x", headers={**other, **BYTES}).status_code == 404
    )


def test_only_the_verdict_on_a_pin_is_kept(driven: TestClient) -> None:
    stop = next(each for each in stops_of(driven) if "R1" in each[1])
    database = driven.app.state.luco.database  # type: ignore[attr-defined]  # FastAPI's own
    with database.write() as session:
        area = areas.ensure_area(session, "Asia/Ho_Chi_Minh")
        proofs.add(session, Pin(area_id=area.id, booking_id="R1", digits="4711"))
    wrong = send(driven, event(stop, 1, "picked_up", payload={"pin": "0000"}))
    assert (wrong[0]["result"], wrong[0]["code"]) == ("review", "WRONG_PIN")
    right = send(driven, event(stop, 2, "picked_up", payload={"pin": "4711"}))
    assert right[0]["result"] == "stored"
    state = states(driven)[stop[1]]
    assert (state["pin_ok"], state["reviews"]) == (True, [])
    other = next(each for each in stops_of(driven) if each != stop)
    nobody = send(driven, event(other, 3, "picked_up", payload={"pin": "4711"}))
    assert nobody[0]["code"] == "WRONG_PIN"
    assert "4711" not in driven.get("/api/v1/driver/states", params={"date": stop[0][:10]}).text
