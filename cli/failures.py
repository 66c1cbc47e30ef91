"""What a user sees when a command fails, and the exit code it ends with."""

import os
import sys
import traceback

from typer.exceptions import TyperException

from api.errors import ApiError
from cli.session import BAD_INPUT, INTERNAL, STOPPED, UNREAD, margin, print_json, say, session
from routing.errors import EngineMismatchError, Fault, InputError, RoutingError
from routing.texts import LANGS


def report(error: BaseException) -> int:
    """Tell what went wrong and return the exit code: 2 for bad input, 3 for our own failures."""
    if isinstance(error, InputError):
        return _report_faults(error)
    if isinstance(error, TyperException):
        return _report_usage(error)
    if isinstance(error, KeyboardInterrupt):
        _tell(say("cli.stopped"))
        return STOPPED
    if isinstance(error, BrokenPipeError):
        # Nothing to tell, and nowhere to tell it; what is still buffered must not be tried again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    if isinstance(error, ApiError | RoutingError) and not isinstance(error, EngineMismatchError):
        return _report_named(error)
    return _report_internal(error)


def _report_faults(error: InputError) -> int:
    """Print each fault at its place, in the user's language and then in the other."""
    if session.machine:
        faults = [_fault_to_json(found) for found in error.faults]
        print_json({"error": {"code": error.code, "faults": faults}})
    other = next(lang for lang in LANGS if lang != session.lang)
    for found in error.faults:
        _tell(found.line(session.lang))
        _tell(f"    {other}: {found.message(other)}", quiet=True)
    if len(error.faults) > 1:
        _tell(say("cli.fault_count", count=len(error.faults)))
    return BAD_INPUT


def _fault_to_json(found: Fault) -> dict[str, object]:
    return {
        "file": found.file,
        "row": found.row,
        "column": found.column,
        "code": found.key,
        "message_vi": found.message("vi"),
        "message_en": found.message("en"),
    }


def _report_usage(error: TyperException) -> int:
    describe = getattr(error, "format_message", lambda: str(error))
    message = str(describe())
    if session.machine:
        print_json({"error": {"code": "cli.usage", "message": message}})
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", "luco")
    _tell(say("cli.usage", message=message))
    _tell(say("cli.usage_hint", command=command), quiet=True)
    return BAD_INPUT


def _report_named(error: ApiError | RoutingError) -> int:
    message = error.message(session.lang) if isinstance(error, ApiError) else str(error)
    if session.machine:
        print_json({"error": {"code": error.code, "message": message}})
    _tell(say("cli.failed", code=error.code, message=message))
    return BAD_INPUT


def _report_internal(error: BaseException) -> int:
    if os.environ.get("LUCO_DEBUG"):
        traceback.print_exception(error)
    code = error.code if isinstance(error, RoutingError) else type(error).__name__
    if session.machine:
        print_json({"error": {"code": code, "message": str(error)}})
    _tell(say("cli.internal", code=code, message=str(error)))
    _tell(say("cli.internal_hint"), quiet=True)
    return INTERNAL


def _tell(line: str, *, quiet: bool = False) -> None:
    console = margin()
    console.print(
        line, style="dim" if quiet else "red", markup=False, highlight=False, soft_wrap=True
    )
