"""Routes as messages, for navigation programs and on paper."""

from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import admit
from tests.api.test_driver import DAY, days, driven

__all__ = ["driven"]
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
CREDIT = "© OpenStreetMap contributors (ODbL)"


def first(client: TestClient) -> dict[str, str]:
    """The vehicle of the route that fetches R1."""
    for route in days(client):
        if any(item["booking_id"] == "R1" for stop in route["stops"] for item in stop["items"]):
            return {"date": DAY, "vehicle": route["vehicle"]}
    raise AssertionError


def test_a_message_names_every_stop_and_whom_to_call(driven: TestClient) -> None:
    answer = driven.get("/api/v1/driver/route.txt", params=first(driven))
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "LẤY HÀNG: Xã Sin Suối Hồ" in answer.text
    assert "gọi: Giàng A Páo 0912 000 000" in answer.text
    assert CREDIT in answer.text
    again = {"If-None-Match": answer.headers["etag"]}
    same = driven.get("/api/v1/driver/route.txt", params=first(driven), headers=again)
    assert same.status_code == 304


def test_a_plain_message_has_no_diacritics(driven: TestClient) -> None:
    told = driven.get("/api/v1/driver/route.sms", params=first(driven)).text
    assert told.isascii()
    assert "LAY HANG: Xa Sin Suoi Ho" in told
    assert "(c) OpenStreetMap contributors" in told


def test_gpx_has_stops_and_line(driven: TestClient) -> None:
    answer = driven.get("/api/v1/driver/route.gpx", params=first(driven))
    track = ET.fromstring(answer.text)  # noqa: S314 - our own
    spaces = {"g": "http://www.topografix.com/GPX/1/1"}
    assert any(
        "Sin Suối Hồ" in (name.text or "") for name in track.findall("g:wpt/g:name", spaces)
    )
    assert len(track.findall(".//g:trkpt", spaces)) > 2
    assert "OpenStreetMap contributors" in answer.text


@pytest.mark.parametrize(("lang", "words"), [("vi", "Phiếu tuyến"), ("en", "Route sheet")])
def test_a_sheet_is_for_printing(driven: TestClient, lang: str, words: str) -> None:
    answer = driven.get("/api/v1/driver/route.html", params={**first(driven), "lang": lang})
    assert answer.headers["content-type"].startswith("text/html")
    for part in (words, "size: A4", "<svg", "Xã Sin Suối Hồ", "0912 000 000", CREDIT):
        assert part in answer.text
    assert "http" not in answer.text  # nothing is fetched from elsewhere


def test_words_of_others_are_only_words(driven: TestClient) -> None:
    row = driven.get("/api/v1/requests/R1")
    body = {
        name: row.json()[name] for name in ("place", "weight_kg", "ready", "due", "contact_name")
    }
    body["contact_name"] = "<script>alert(1)</script>"
    driven.put("/api/v1/requests/R1", json=body, headers={"If-Match": row.headers["etag"]})
    told = driven.get("/api/v1/driver/route.html", params=first(driven)).text
    assert "&lt;script&gt;" in told
    assert "<script>" not in told


def test_a_cancelled_request_is_marked(driven: TestClient) -> None:
    wanted = first(driven)
    driven.post("/api/v1/requests/R1/cancel")
    assert "ĐÃ HỦY" in driven.get("/api/v1/driver/route.txt", params=wanted).text


def test_a_driver_gets_their_own_only(driven: TestClient) -> None:
    settings = driven.app.state.luco.settings  # type: ignore[attr-defined]  # FastAPI's own
    own = first(driven)
    driver = admit(settings, "driver", subject=own["vehicle"])
    other = admit(settings, "driver", subject="another#1")
    for form in ("txt", "sms", "gpx", "html"):
        path = f"/api/v1/driver/route.{form}"
        assert driven.get(path, params={"date": DAY}, headers=driver).status_code == 200
        assert driven.get(path, params=own, headers=other).status_code == 404


def test_a_coordinator_gets_the_routes_of_any_plan(driven: TestClient) -> None:
    plan = driven.get("/api/v1/plans").json()["items"][0]["id"]
    vehicle = first(driven)["vehicle"].replace("#", "%23")
    path = f"/api/v1/plans/{plan}/routes/{DAY}/{vehicle}/route"
    assert "LẤY HÀNG" in driven.get(f"{path}.txt").text
    assert driven.get(f"{path}.pdf").status_code == 422
    assert driven.get(f"/api/v1/plans/{plan}/routes/{DAY}/none/route.txt").status_code == 404
