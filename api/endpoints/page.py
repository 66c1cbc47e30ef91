"""Plain pages until there are better ones: the ways in, what there is, how it is called."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, Request, Response

from api.endpoints.built_pages import is_built, send_named, send_page
from api.endpoints.gate import find_who
from api.endpoints.language import choose_language
from api.endpoints.status import find_readiness
from api.endpoints.templates import FOLDER, fill
from api.endpoints.work import App, Work
from api.openapi import describe
from api.principal import Principal
from api.services.overview import read_overview
from routing.formats.words import money_words
from routing.texts import Lang, text

_SCRIPT: Final = FOLDER / "door.js"
Speaks = Annotated[str, Header(alias="Accept-Language", include_in_schema=False)]
Known = Annotated[str | None, Header(alias="If-None-Match", include_in_schema=False)]
router = APIRouter(include_in_schema=False)


@router.get("/")
def show_home(
    request: Request, lang: str = "", speaks: Speaks = "", known: Known = None
) -> Response:
    """Show the console to who plans the whole area, to others what there is for them.

    Who is not known is shown the way in.
    """
    app: App = request.app.state.luco
    who = find_who(request)
    if who is None:
        return show_way_in(request, "login", "session", lang, speaks)
    if who.guard and who.sees_all and is_built("console"):
        return send_page("console", known, demo=app.settings.demo)
    return show_status(request, who, lang, speaks)


@router.get("/status")
def show_status_page(request: Request, lang: str = "", speaks: Speaks = "") -> Response:
    """Show in plain HTML what the service holds, to who is known."""
    who = find_who(request)
    if who is None:
        return show_way_in(request, "login", "session", lang, speaks, to="/status")
    return show_status(request, who, lang, speaks)


@router.get("/console/{name}")
def send_console_part(name: str) -> Response:
    """Send a file of the console."""
    return send_named("console", name, f"/console/{name}")


def show_status(request: Request, who: Principal, lang: str, speaks: str) -> Response:
    """Show what the service holds to who sees all of it, to others what is theirs."""
    app: App = request.app.state.luco
    request.state.who = who
    ready = find_readiness(app)
    overview = Work(request).read(read_overview) if ready.ready and who.sees_all else None
    return _render(
        request,
        "status.html",
        _choose(lang, speaks),
        who=who,
        ready=ready,
        overview=overview,
        money=money_words,
    )


@router.get("/docs")
def show_docs(request: Request, lang: str = "", speaks: Speaks = "") -> Response:
    """Show every call of the interface, from its own description."""
    return _render(request, "docs.html", _choose(lang, speaks), api=describe(request.app))


@router.get("/enter")
def show_link(request: Request, lang: str = "", speaks: Speaks = "") -> Response:
    """Let who has a link come in by it."""
    return show_way_in(request, "link", "session/link", lang, speaks)


@router.get("/setup")
def show_set_up(request: Request, lang: str = "", speaks: Speaks = "") -> Response:
    """Let who has a link choose a password."""
    return show_way_in(request, "set_up", "set-up", lang, speaks)


@router.get("/door.js")
def send_script() -> Response:
    """Send the script of the ways in."""
    return Response(_SCRIPT.read_bytes(), media_type="text/javascript; charset=utf-8")


def show_way_in(
    request: Request, kind: str, call: str, lang: str, speaks: str, *, to: str = "/"
) -> Response:
    """Show the form of one way in; `to` is where it leads."""
    return _render(
        request,
        "enter.html",
        _choose(lang, speaks),
        kind=kind,
        call=f"/api/v1/{call}",
        next=to,
    )


def _choose(lang: str, speaks: str) -> Lang:
    return choose_language(lang if lang in {"vi", "en"} else speaks)


def _render(
    request: Request, name: str, lang: Lang, **values: Any
) -> Response:  # Any: what a page shows
    def say(key: str) -> str:
        return text(f"api.page.{key}", lang)

    app: App = request.app.state.luco
    content = fill(name, lang=lang, say=say, demo=app.settings.demo, **values)
    return Response(content, media_type="text/html; charset=utf-8")
