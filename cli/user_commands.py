"""`luco user`: accounts and the tokens of programs, from the machine the service runs on."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated, Final, cast

import typer

from api.db.migrate import prepare
from api.principal import Role
from api.repositories import areas, users
from api.services import accounts, tokens
from api.services.scope import Unit
from api.settings import load_settings
from api.tables import User
from cli.group import HELP, LucoCommand, LucoSubgroup, new_app
from cli.options import Database
from cli.session import DONE, note, print_json, refuse, say, screen, session
from cli.table import new_table

ACTOR: Final = "cli"
app = new_app(
    "user", cls=LucoSubgroup, help=HELP + "user", epilog=HELP + "common", no_args_is_help=True
)
Name = Annotated[str, typer.Argument(help=HELP + "opt.user", metavar="NAME")]


@app.command("add", cls=LucoCommand, help=HELP + "user_add", epilog=HELP + "common")
def add(
    name: Name,
    *,
    role: Annotated[str, typer.Option(help=HELP + "opt.role", metavar="ROLE")],
    of: Annotated[str, typer.Option(help=HELP + "opt.of", metavar="WHO")] = "",
    hub: Annotated[list[str] | None, typer.Option(help=HELP + "opt.user_hub")] = None,
    url: Database = None,
) -> int:
    """Make an account with a password."""
    draft = accounts.Draft(name, cast("Role", role), of, tuple(hub or ()))  # checked below
    with _opened(url) as unit:
        user = accounts.add_user(unit, draft, _read_password())
    _tell("cli.user.added", user)
    return DONE


@app.command("list", cls=LucoCommand, help=HELP + "user_list", epilog=HELP + "common")
def list_all(*, url: Database = None) -> int:
    """List all accounts."""
    with _opened(url) as unit:
        found = accounts.list_users(unit)
    if session.machine:
        print_json([_to_json(user) for user in found])
        return DONE
    heads = [say(f"cli.user.{key}") for key in ("name", "role", "bounds", "state")]
    table = new_table("", *heads)
    for user in found:
        bounds = ", ".join([user.subject] if user.subject else user.hubs) or "–"
        table.add_row(user.name, user.role, bounds, say(f"cli.user.{_state(user)}"))
    screen().print(table)
    return DONE


@app.command("disable", cls=LucoCommand, help=HELP + "user_disable", epilog=HELP + "common")
def disable(name: Name, *, url: Database = None) -> int:
    """Let nobody in with an account any more."""
    with _opened(url) as unit:
        user = _get(unit, name)
        accounts.disable(unit, user)
    _tell("cli.user.disabled_now", user)
    return DONE


@app.command("password", cls=LucoCommand, help=HELP + "user_password", epilog=HELP + "common")
def password(name: Name, *, url: Database = None) -> int:
    """Give an account a new password."""
    with _opened(url) as unit:
        user = _get(unit, name)
        accounts.set_password(unit, user, _read_password())
    _tell("cli.user.password_set", user)
    return DONE


@app.command("token", cls=LucoCommand, help=HELP + "user_token", epilog=HELP + "common")
def token(
    name: Name,
    *,
    label: Annotated[str, typer.Option(help=HELP + "opt.label", metavar="TEXT")] = "",
    days: Annotated[
        int,
        typer.Option(help=HELP + "opt.token_days", metavar="N", min=1, max=tokens.LONGEST_DAYS),
    ] = 90,
    scope: Annotated[list[str] | None, typer.Option(help=HELP + "opt.scope")] = None,
    url: Database = None,
) -> int:
    """Make a token for a program and print it, once."""
    with _opened(url) as unit:
        user = _get(unit, name)
        made, key = tokens.issue_token(unit, user, label=label, days=days, scopes=scope or ())
    if session.machine:
        print_json(
            {
                "id": made.id,
                "token": key,
                "expires_at": made.expires_at.isoformat(timespec="seconds"),
            }
        )
    else:
        note("cli.user.token_once", name=user.name, until=made.expires_at.date().isoformat())
        print(key)
    return DONE


@contextmanager
def _opened(url: str | None) -> Iterator[Unit]:
    settings = load_settings()
    database = prepare(replace(settings, database_url=url) if url else settings)
    try:
        with database.write() as work:
            yield Unit(work, areas.ensure_area(work, settings.timezone), ACTOR)
    finally:
        database.close()


def _get(unit: Unit, name: str) -> User:
    user = users.find_by_name(unit.session, accounts.fold_name(name), lock=True)
    if user is None:
        refuse("cli.user.unknown", column="NAME", name=name)
    return user


def _read_password() -> str:
    """Return what was typed twice at the terminal, else the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(say("cli.user.password"))
    if getpass.getpass(say("cli.user.password_again")) != first:
        refuse("cli.user.passwords_differ", column="password")
    return first


def _tell(key: str, user: User) -> None:
    if session.machine:
        print_json(_to_json(user))
    else:
        screen().print(say(key, name=user.name, role=user.role), highlight=False)


def _to_json(user: User) -> dict[str, object]:
    facts = {"id": user.id, "name": user.name, "role": user.role, "subject": user.subject}
    return {**facts, "hubs": user.hubs, "state": _state(user)}


def _state(user: User) -> str:
    if user.disabled_at is not None:
        return "disabled"
    return "active" if user.password_hash else "invited"
