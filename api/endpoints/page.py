"""Two plain pages until there are better ones: what there is, and how it is called."""

from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.endpoints.language import choose_language
from api.endpoints.status import find_readiness
from api.endpoints.work import App, Working
from api.openapi import describe
from api.services.overview import read_overview
from routing.formats.words import money_words
from routing.texts import Lang, text

_PAGES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).resolve().parent.parent / "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
Speaks = Annotated[str, Header(alias="Accept-Language", include_in_schema=False)]
router = APIRouter(include_in_schema=False)


@router.get("/")
def show_status(request: Request, work: Working, lang: str = "", speaks: Speaks = "") -> Response:
    """Show what the service holds, with links to it."""
    app: App = request.app.state.luco
    ready = find_readiness(app)
    overview = work.read(read_overview) if ready.ready else None
    return _render(
        "status.html",
        _choose(lang, speaks),
        ready=ready,
        overview=overview,
        demo=app.settings.demo,
        money=money_words,
    )


@router.get("/docs")
def show_docs(request: Request, lang: str = "", speaks: Speaks = "") -> Response:
    """Show every call of the interface, from its own description."""
    return _render("docs.html", _choose(lang, speaks), api=describe(request.app))


def _choose(lang: str, speaks: str) -> Lang:
    return choose_language(lang if lang in {"vi", "en"} else speaks)


def _render(name: str, lang: Lang, **values: Any) -> Response:  # Any: what a page shows
    def say(key: str) -> str:
        return text(f"api.page.{key}", lang)

    content = _PAGES.get_template(name).render(lang=lang, say=say, **values)
    return Response(content, media_type="text/html; charset=utf-8")
