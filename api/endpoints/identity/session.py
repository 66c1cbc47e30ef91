"""Coming in, going out, and who one is."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.endpoints.parameters import problems
from api.endpoints.work import App, Reply, Work, Working, done, respond
from api.errors import ApiError
from api.keys import DRIVER_COOKIE, SESSION_COOKIE, guard_of
from api.principal import Principal
from api.schemas.account import LinkKey, LogIn, PasswordChange, SessionRead, SetUp
from api.schemas.driver import DriverRoute, DriverSessionRead
from api.services import people
from api.services.accounts import principal_of
from api.services.day_links import UPLOADS_FOR
from api.services.door import SESSION_LIFE, Door, Entered
from api.services.door import log_out as leave
from api.services.driver import get_driver_route

router = APIRouter(tags=["session"])


@router.post("/session", status_code=201, response_model=SessionRead, responses=problems())
def log_in(body: LogIn, request: Request) -> Response:
    """Come in by name and password: a session's cookie is set."""
    return _enter(request, _door(request).log_in(body.name, body.password, _address(request)))


@router.post("/session/link", status_code=201, response_model=SessionRead, responses=problems())
def enter_by_link(body: LinkKey, request: Request) -> Response:
    """Come in by a link to an account."""
    return _enter(request, _door(request).enter_by_link(body.key, _address(request)))


@router.post("/set-up", status_code=201, response_model=SessionRead, responses=problems(409))
def set_up(body: SetUp, request: Request) -> Response:
    """Choose the password of an account by its link, or make the first admin; one is in then."""
    door, address = _door(request), _address(request)
    return _enter(request, door.set_up(body.key, body.name, body.password, address))


@router.get("/session", response_model=SessionRead, responses=problems())
def get_session(work: Working) -> Response:
    """Show who one is here, and the token that changes made with the cookie must carry."""
    reply = Reply(people.read_session(work.who), headers={"Cache-Control": "no-store"})
    return respond(reply)


@router.delete("/session", status_code=204, responses=problems())
def log_out(work: Working) -> Response:
    """End the session and forget its cookie."""
    answer = work.write(done(lambda scope: leave(scope, scope.who.credential)))
    answer.delete_cookie(SESSION_COOKIE)
    return answer


@router.put("/session/password", status_code=204, responses=problems(403))
def change_password(body: PasswordChange, work: Working) -> Response:
    """Choose another password; every session and token of the account ends."""
    return work.write(done(lambda scope: people.change_password(scope, body)), is_secret=True)


@router.post(
    "/driver/session", status_code=201, response_model=DriverSessionRead, responses=problems(409)
)
def enter_by_day_link(
    body: LinkKey,
    request: Request,
    *,
    route: Annotated[bool, Query(description="Answer with the route of the day, too")] = False,
) -> Response:
    """Come in by a driver's link of a day, on two devices at most."""
    device, key = _door(request).enter_by_day_link(body.key, _address(request))
    who = Principal(
        device.parent_id, "driver", device.subject, day=device.day, guard=guard_of(key)
    )
    session = DriverSessionRead.model_validate(people.read_session(who).model_dump())
    if route:
        request.state.who = who
        session.route = _find_route(Work(request))
    return _answer(request, session, DRIVER_COOKIE, key, UPLOADS_FOR)


@router.get("/driver/session", response_model=SessionRead, responses=problems())
def get_driver_session(work: Working) -> Response:
    """Show whose day one may see, and the token that what is sent from it must carry."""
    reply = Reply(people.read_session(work.who), headers={"Cache-Control": "no-store"})
    return respond(reply)


def _find_route(work: Work) -> DriverRoute | None:
    """Return the one route of the day; asked for by itself, it tells why there is none."""
    try:
        return work.read(lambda scope: get_driver_route(scope, None, ""))
    except ApiError:
        return None


def _door(request: Request) -> Door:
    app: App = request.app.state.luco
    return Door(app.database, app.settings.timezone)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _enter(request: Request, entered: Entered) -> Response:
    who = people.read_session(principal_of(entered.user))
    body = who.model_copy(update={"csrf": guard_of(entered.key)})
    return _answer(request, body, SESSION_COOKIE, entered.key, SESSION_LIFE)


def _answer(
    request: Request, body: SessionRead, cookie: str, key: str, life: timedelta
) -> Response:
    app: App = request.app.state.luco
    content = body.model_dump_json(exclude_defaults=True)
    answer = Response(content, 201, {"Cache-Control": "no-store"}, "application/json")
    answer.set_cookie(
        cookie,
        key,
        max_age=round(life.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=app.settings.is_secure,
    )
    return answer
