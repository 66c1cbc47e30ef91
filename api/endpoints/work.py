"""One call's unit of work: its scope, its language, and its effect once per key."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Final, TypeVar
from urllib.parse import quote

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel
from sqlmodel import Session

from api.db.engine import Database
from api.endpoints.language import choose_language
from api.errors import ApiError
from api.knowledge import Knowledge, KnowledgeShelf
from api.pace import Pace
from api.principal import Principal
from api.repositories import areas, idempotency
from api.schemas.page import Kept
from api.schemas.problem import MEDIA_TYPE, build_problem
from api.services.scope import Scope
from api.settings import Settings
from api.tables import Area, StoredAnswer
from routing.texts import Lang

T = TypeVar("T")
_NOT_STORED: Final = frozenset({400, 401, 403, 422, 429})
_REPLAYED: Final = "Idempotency-Replayed"


@dataclass(frozen=True)
class Reply:
    """What a call answers when its effect is done."""

    body: BaseModel | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "application/json"


@dataclass(frozen=True)
class App:
    """What every call of a process shares."""

    settings: Settings
    database: Database
    knowledge: KnowledgeShelf
    pace: Pace


class Work:
    """Runs one call's service function inside a unit of work."""

    def __init__(
        self,
        request: Request,
        accept_language: Annotated[str, Header(include_in_schema=False)] = "",
    ) -> None:
        self._app: App = request.app.state.luco
        self._method, self._path = request.method, request.url.path
        self._key = request.headers.get("idempotency-key")
        self.lang: Lang = choose_language(accept_language)
        self.who: Principal = request.state.who

    @property
    def knowledge(self) -> Knowledge:
        """Roads, products and rates."""
        return self._app.knowledge.get()

    @property
    def settings(self) -> Settings:
        """What this installation chose."""
        return self._app.settings

    @property
    def timezone(self) -> str:
        """The zone of the area."""
        with self._app.database.read() as session:
            area = areas.find_area(session)
            return area.timezone if area else self._app.settings.timezone

    def read(self, answer: Callable[[Scope], T]) -> T:
        """Return what a service function answers from one snapshot of the database."""
        with self._app.database.read() as session:
            area = areas.find_area(session)
            if area is not None:
                return answer(self._scope(session, area))
        with self._app.database.write() as session:
            areas.ensure_area(session, self._app.settings.timezone)
        with self._app.database.read() as session:
            return answer(self._scope(session))

    def write(
        self,
        effect: Callable[[Scope], Reply],
        *,
        fingerprint: BaseModel | bytes = b"",
        is_secret: bool = False,
    ) -> Response:
        """Return the answer of an effect, which takes place once for each ``Idempotency-Key``.

        `fingerprint` is what the call says; a key must always come with the same one. An answer
        that `is_secret` is never stored, so that its call has its effect each time.

        Raises
        ------
        ApiError
            What the effect raised, or ``IDEMPOTENCY_MISMATCH``, ``IN_FLIGHT``.
        """
        if self._key is None or is_secret:
            with self._app.database.write() as session:
                return respond(effect(self._scope(session)))
        digest = _digest(fingerprint)
        with self._app.database.write() as session:
            scope = self.who.id, self._method, self._path, self._key
            if not idempotency.try_lock(session, *scope):
                raise ApiError("IN_FLIGHT", sent=self._key)
            stored = idempotency.find_answer(session, *scope)
            if stored is not None:
                return _replay(stored, digest)
            response = self._run(session, effect)
            idempotency.store_answer(session, self._answer(response, digest))
            return response

    def write_worked(
        self,
        work_out: Callable[[Scope], T],
        effect: Callable[[Scope, T], Reply],
        *,
        fingerprint: BaseModel | bytes = b"",
    ) -> Response:
        """Return the answer of an effect that only writes what was worked out before it.

        Working it out takes its time and keeps nobody from writing. A repeated call has its
        answer without working it out again. Raises what `write` does.
        """
        digest = _digest(fingerprint)
        stored = self._find_stored()
        if stored is not None:
            return _replay(stored, digest)
        worked = self.read(work_out)
        return self.write(lambda scope: effect(scope, worked), fingerprint=fingerprint)

    def _find_stored(self) -> StoredAnswer | None:
        if self._key is None:
            return None
        with self._app.database.read() as session:
            scope = self.who.id, self._method, self._path, self._key
            return idempotency.find_answer(session, *scope)

    def _run(self, session: Session, effect: Callable[[Scope], Reply]) -> Response:
        try:
            with session.begin_nested():
                return respond(effect(self._scope(session)))
        except ApiError as error:
            if error.status >= 500 or error.status in _NOT_STORED:
                raise
            return problem_response(error, self.lang)

    def _answer(self, response: Response, digest: str) -> StoredAnswer:
        kept = {
            name: value
            for name, value in response.headers.items()
            if name in {"location", "etag", "content-type", "content-language"}
        }
        return StoredAnswer(
            principal=self.who.id,
            method=self._method,
            path=self._path,
            key=self._key or "",
            request_hash=digest,
            status=response.status_code,
            headers=kept,
            body=bytes(response.body).decode(),
        )

    def _scope(self, session: Session, area: Area | None = None) -> Scope:
        area = area or areas.ensure_area(session, self._app.settings.timezone)
        return Scope(session, area, self.who.id, self.knowledge, self.who)


def problem_response(error: ApiError, lang: Lang) -> Response:
    """Return an error as a problem document."""
    headers: dict[str, str] = {"Content-Language": lang}
    if error.retry_after_s is not None:
        headers["Retry-After"] = str(error.retry_after_s)
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    content = build_problem(error, lang).model_dump_json()
    return Response(content, error.status, headers, MEDIA_TYPE)


def reply_with(body: Kept, *, created: str = "") -> Reply:
    """Return a stored thing under its ETag; `created` is the path of a new one."""
    headers = {"ETag": f'"{body.version}"'}
    if created:
        headers["Location"] = quote(created)
    return Reply(body, 201 if created else 200, headers)


def done(effect: Callable[[Scope], None]) -> Callable[[Scope], Reply]:
    """Return an effect that answers with nothing when it is done."""

    def run(scope: Scope) -> Reply:
        effect(scope)
        return Reply(status=204)

    return run


def respond(reply: Reply) -> Response:
    """Return a reply as it goes out."""
    if reply.body is None:
        return Response(status_code=reply.status, headers=reply.headers)
    content = reply.body.model_dump_json(by_alias=True)
    return Response(content, reply.status, reply.headers, reply.media_type)


def _replay(stored: StoredAnswer, digest: str) -> Response:
    if stored.request_hash != digest:
        raise ApiError("IDEMPOTENCY_MISMATCH", sent=stored.key)
    headers = {**stored.headers, _REPLAYED: "true"}
    return Response(stored.body, stored.status, headers)


def _digest(fingerprint: BaseModel | bytes) -> str:
    if isinstance(fingerprint, BaseModel):
        said = fingerprint.model_dump(mode="json", exclude_unset=True)
        fingerprint = json.dumps(said, sort_keys=True).encode()
    return hashlib.sha256(fingerprint).hexdigest()


Working = Annotated[Work, Depends()]
