"""Routes to send, to load and to print."""

import hashlib
from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, Query, Request, Response

from api.codes import draw_code
from api.endpoints.caching import fresh_or_same
from api.endpoints.driver.route import On, Vehicle
from api.endpoints.identity.users import origin_of
from api.endpoints.parameters import Name, RouteName, problems
from api.endpoints.templates import fill
from api.endpoints.work import Working
from api.services.route_papers import (
    WORDS,
    Paper,
    PaperForm,
    find_paper_of_day,
    find_paper_of_plan,
    write_words,
)
from routing.formats.sheet_rows import list_sheet_rows
from routing.formats.words import (
    clock_words,
    day_words,
    distance_words,
    duration_words,
    visit_words,
    weight_words,
)
from routing.texts import Lang, text

TYPES: Final[dict[str, str]] = {
    "txt": "text/plain; charset=utf-8",
    "sms": "text/plain; charset=utf-8",
    "gpx": "application/gpx+xml",
    "html": "text/html; charset=utf-8",
}
_CONTENT: Final = {
    name.partition(";")[0]: {"schema": {"type": "string"}} for name in TYPES.values()
}
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {  # Any: FastAPI's own
    200: {"description": "The route; its credit is in it", "content": _CONTENT},
    304: {"description": "Known already"},
}
Tongue = Annotated[Lang | None, Query(description="Its language; none: as the call speaks")]
Known = Annotated[str | None, Header(alias="If-None-Match", description="An ETag known already")]
router = APIRouter()


@router.get(
    "/driver/route.{form}",
    response_class=Response,
    responses={**_ANSWERS, **problems(404, 409)},
    tags=["driver"],
)
def get_route_paper(
    form: PaperForm,
    request: Request,
    work: Working,
    *,
    day: On = None,
    vehicle: Vehicle = "",
    lang: Tongue = None,
    known: Known = None,
) -> Response:
    """Fetch a route as a message (`txt`, plain `sms`), as `gpx`, or to print (`html`)."""
    paper = work.read(lambda scope: find_paper_of_day(scope, day, vehicle))
    return _answer(paper, form, lang or work.lang, origin_of(request), known)


@router.get(
    "/plans/{plan_id}/routes/{route_id:path}/route.{form}",
    response_class=Response,
    responses={**_ANSWERS, **problems(404, 409)},
    tags=["plans"],
)
def get_plan_route_paper(
    plan_id: Name,
    route_id: RouteName,
    form: PaperForm,
    request: Request,
    work: Working,
    *,
    lang: Tongue = None,
    known: Known = None,
) -> Response:
    """Fetch a route of any finished plan in the same forms."""
    paper = work.read(lambda scope: find_paper_of_plan(scope, plan_id, route_id))
    return _answer(paper, form, lang or work.lang, origin_of(request), known)


def _answer(paper: Paper, form: PaperForm, lang: Lang, origin: str, known: str | None) -> Response:
    content = write_words(paper, form, lang) if form in WORDS else _print(paper, lang, origin)
    mark = hashlib.sha256(content.encode()).hexdigest()[:16]
    return fresh_or_same(known, mark, lambda: content, TYPES[form])


def _print(paper: Paper, lang: Lang, origin: str) -> str:
    """Return an A4 sheet to print, with a code that opens the driver's page."""
    plan, route = paper.plan, paper.route
    facts = {
        "profile": paper.labels.profile(route.profile, lang),
        "start": clock_words(plan.horizon, route.start_s, route.date),
        "end": clock_words(plan.horizon, route.end_s, route.date),
        "visits": visit_words(route, lang),
        "distance": distance_words(route.distance_m, lang),
        "driving": duration_words(route.driving_s, lang),
        "peak": weight_words(route.peak_load_g, lang),
        "capacity": weight_words(route.capacity_g, lang),
    }

    def say(key: str, **params: object) -> str:
        return text(f"outputs.{key}", lang, **params)

    return fill(
        "sheet.html",
        lang=lang,
        say=say,
        route=route,
        day=day_words(route.date, lang),
        facts=facts,
        rows=list_sheet_rows(plan, route, lang, paper.labels),
        schematic=plan.schematic,
        code=draw_code(f"{origin}driver"),
    )
