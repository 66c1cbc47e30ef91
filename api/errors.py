"""What can go wrong between a caller and the application, each with a permanent code."""

from collections.abc import Sequence
from typing import Final

from routing.errors import Fault
from routing.texts import Lang, text

STATUS_OF: Final[dict[str, int]] = {
    "MALFORMED": 400,
    "BAD_CURSOR": 400,
    "IDEMPOTENCY_KEY_REQUIRED": 400,
    "UNAUTHENTICATED": 401,
    "BAD_LOGIN": 401,
    "BAD_LINK": 401,
    "FOREIGN_ORIGIN": 403,
    "FORBIDDEN": 403,
    "CSRF_REQUIRED": 403,
    "NOT_FOUND": 404,
    "METHOD_NOT_ALLOWED": 405,
    "ALREADY_EXISTS": 409,
    "IN_USE": 409,
    "LAST_ADMIN": 409,
    "TOO_MANY_DEVICES": 409,
    "VEHICLE_WANTED": 409,
    "WRONG_STATE": 409,
    "PLAN_STALE": 409,
    "NOT_FEASIBLE": 409,
    "IN_FLIGHT": 409,
    "UPLOAD_OFFSET": 409,
    "PROMISED": 409,
    "QUOTE_EXPIRED": 409,
    "QUOTE_BEATEN": 409,
    "HOLDS_FULL": 409,
    "CHANGED_MEANWHILE": 412,
    "TOO_LARGE": 413,
    "BAD_HOST": 421,
    "BAD_INPUT": 422,
    "IDEMPOTENCY_MISMATCH": 422,
    "IF_MATCH_REQUIRED": 428,
    "TOO_MANY_TRIES": 429,
    "TOO_MANY_CALLS": 429,
    "INTERNAL": 500,
    "BUSY": 503,
    "NOT_READY": 503,
}
"""Every code a problem may carry and the status it is sent with."""

RETRY_AFTER_S: Final = 2


class ApiError(Exception):
    """A refusal that the caller can act on.

    `params` fill the texts `api.problem.<CODE>`; `faults` list what is wrong with an input;
    `extra` are further members of the problem document.
    """

    def __init__(
        self,
        code: str,
        *,
        faults: Sequence[Fault] = (),
        extra: dict[str, object] | None = None,
        retry_after_s: int | None = None,
        **params: object,
    ) -> None:
        self.code = code
        self.status = STATUS_OF[code]
        self.faults = tuple(faults)
        self.extra = extra or {}
        self.params = params
        self._retry_after_s = retry_after_s
        super().__init__(f"{code}: {self.message('en')}")

    @property
    def retry_after_s(self) -> int | None:
        """Seconds after which trying again makes sense, when it does."""
        if self._retry_after_s is not None:
            return self._retry_after_s
        return RETRY_AFTER_S if self.code in {"BUSY", "IN_FLIGHT", "NOT_READY"} else None

    def message(self, lang: Lang = "vi") -> str:
        """Return what is wrong, in words."""
        return text(f"api.problem.{self.code}", lang, **self.params)


def not_found(noun: str, name: str) -> ApiError:
    """Return the error for a thing that is not there; `noun` is a key of ``api.noun``."""
    return ApiError("NOT_FOUND", noun=_Noun(noun), name=name)


class _Noun:
    """A word of the catalogue that a text shows in its own language by ``{noun.vi}``."""

    def __init__(self, key: str) -> None:
        self.vi = text(f"api.noun.{key}", "vi")
        self.en = text(f"api.noun.{key}", "en")


def noun(key: str) -> _Noun:
    """Return a noun to put into the texts of an error."""
    return _Noun(key)
