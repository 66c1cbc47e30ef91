"""What an error looks like on the wire (RFC 9457, application/problem+json)."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.errors import STATUS_OF, ApiError
from routing.errors import Fault
from routing.texts import Lang, text

CODES = sorted(STATUS_OF)
MEDIA_TYPE = "application/problem+json"


class FaultRead(BaseModel):
    """One thing wrong with an input, and where it stands: in a file or in the body."""

    key: str
    message_vi: str
    message_en: str
    file: str = ""
    row: int = 0
    column: str = ""
    pointer: str = ""

    @staticmethod
    def of(fault: Fault) -> "FaultRead":
        """Return a fault of the library as it goes out."""
        return FaultRead(
            key=fault.key,
            message_vi=fault.message("vi"),
            message_en=fault.message("en"),
            file=fault.file,
            row=fault.row,
            column=fault.column,
            pointer=f"/{fault.column}" if fault.column and not fault.file else "",
        )


class Problem(BaseModel):
    """Why a call was refused. `code` is permanent; `detail` is in the language asked for."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "example": {
                "type": "urn:luco:problem:NOT_FOUND",
                "title": "Không tìm thấy",
                "status": 404,
                "code": "NOT_FOUND",
                "detail": "Không có yêu cầu nào có mã R-17.",
                "message_vi": "Không có yêu cầu nào có mã R-17.",
                "message_en": "There is no request with the id R-17.",
                "errors": [],
            }
        },
    )

    type: str
    title: str
    status: int
    code: Annotated[str, Field(json_schema_extra={"enum": CODES})]
    detail: str
    message_vi: str
    message_en: str
    errors: list[FaultRead] = []


def build_problem(error: ApiError, lang: Lang, errors: list[FaultRead] | None = None) -> Problem:
    """Return the problem document of an error, its further members included."""
    return Problem.model_validate(
        {
            "type": f"urn:luco:problem:{error.code}",
            "title": text(f"api.title.{error.code}", lang),
            "status": error.status,
            "code": error.code,
            "detail": error.message(lang),
            "message_vi": error.message("vi"),
            "message_en": error.message("en"),
            "errors": [FaultRead.of(each) for each in error.faults] if errors is None else errors,
            **error.extra,
        }
    )
