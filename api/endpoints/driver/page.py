"""The driver's page and its files, as the web build made them; without it, the way to paper."""

from typing import Annotated, Final

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import RedirectResponse

from api.endpoints.built_pages import is_built, send_file, send_page
from api.endpoints.gate import find_who
from api.endpoints.page import Speaks, show_way_in
from api.endpoints.work import App

FILES: Final = {
    "/driver-sw.js": "worker.js",
    "/driver-panels.js": "panels.js",
    "/driver-en.json": "en.json",
    "/driver-icon.svg": "icon.svg",
    "/driver.webmanifest": "app.webmanifest",
}
PAPER: Final = "/api/v1/driver/route.html"
Known = Annotated[str | None, Header(alias="If-None-Match")]
router = APIRouter(include_in_schema=False)


@router.get("/driver")
@router.get("/driver/")
def show_day(
    request: Request, lang: str = "", speaks: Speaks = "", known: Known = None
) -> Response:
    """Show a driver the day; where the page was not built, the sheet that is also printed."""
    app: App = request.app.state.luco
    if is_built("driver"):
        return send_page("driver", known, demo=app.settings.demo)
    who = find_who(request, driving=True)
    if who is None or who.role != "driver" or who.is_late:
        return show_way_in(request, "driver", "driver/session", lang, speaks, to=PAPER)
    return RedirectResponse(PAPER, 303)


def send_part(request: Request) -> Response:
    """Send a file of the page; its worker may look after the page itself, not only below it."""
    path = request.url.path
    answer = send_file("driver", FILES[path], path)
    if path == "/driver-sw.js":
        answer.headers["Service-Worker-Allowed"] = "/driver"
    return answer


for _path in FILES:
    router.add_api_route(_path, send_part)
