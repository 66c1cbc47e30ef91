"""What holds for the whole of one command: its language, whether a program reads it, its data."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from rich.console import Console

from routing.errors import Fault, InputError
from routing.texts import LANGS, Lang, text

DONE, DROPPED, BAD_INPUT, INTERNAL, STOPPED, UNREAD = 0, 1, 2, 3, 130, 141
"""Exit codes; stopped is a Control-C, unread when the reader of our output has left."""

_PIPE_WIDTH: Final = 120


@dataclass
class Session:
    """Options that every command takes, wherever they stand on the line."""

    lang: Lang = "vi"
    machine: bool = False
    data_dir: Path | None = None


session = Session()


def screen() -> Console:
    """Return the console of results, on standard output."""
    return _console(stderr=False)


def margin() -> Console:
    """Return the console of progress and faults, on standard error."""
    return _console(stderr=True)


def say(key: str, **params: object) -> str:
    """Return a text of the catalogue in the language of the session."""
    return text(key, session.lang, **params)


def note(key: str, **params: object) -> None:
    """Tell on standard error what is being done, unless a program reads the output."""
    if not session.machine:
        margin().print(say(key, **params), style="dim", highlight=False, markup=False)


def show_warnings(warnings: Iterable[Fault]) -> None:
    """Print on standard error what was assumed or left unread, each once with its count."""
    found: dict[tuple[str, str], list[Fault]] = {}
    for warning in warnings:
        found.setdefault((warning.file, warning.message(session.lang)), []).append(warning)
    for same in found.values():
        line = same[0].line(session.lang)
        more = " " + say("cli.more_rows", count=len(same) - 1) if len(same) > 1 else ""
        margin().print(line + more, style="yellow", markup=False, highlight=False, soft_wrap=True)


def print_json(value: object) -> None:
    """Print machine output, the only thing on standard output of a command with ``--json``."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def refuse(key: str, *, column: str = "", **params: object) -> NoReturn:
    """Stop the command for one bad option.

    Raises
    ------
    InputError
        Always.
    """
    raise InputError([Fault(key, tuple(sorted(params.items())), column=column)])


def take_common_options(args: list[str]) -> list[str]:
    """Set the session from the options every command takes and return the other arguments.

    Raises
    ------
    InputError
        When an option lacks its value or names no language.
    """
    session.lang, session.machine, session.data_dir = "vi", False, None
    values, rest = {"--lang": os.environ.get("LUCO_LANG", "vi")}, []
    waiting = list(args)
    while waiting:
        word = waiting.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *waiting]
            break
        if word == "--json":
            session.machine = True
        elif name not in {"--lang", "--data-dir"}:
            rest.append(word)
        elif equals or waiting:
            values[name] = value if equals else waiting.pop(0)
        else:
            refuse("cli.no_value", column=name, option=name)
    _set_values(values)
    return rest


def _set_values(values: dict[str, str]) -> None:
    chosen = next((lang for lang in LANGS if lang == values["--lang"]), None)
    if chosen is None:
        refuse("cli.bad_lang", column="--lang", value=values["--lang"])
    session.lang = chosen
    if "--data-dir" in values:
        session.data_dir = Path(values["--data-dir"])
        os.environ["LUCO_DATA_DIR"] = values["--data-dir"]


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, soft_wrap=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _PIPE_WIDTH
    return console
