"""`luco db`: check the database's schema and bring it to this version."""

from dataclasses import replace

from api.db.migrate import check as look
from api.db.migrate import upgrade as run
from api.settings import Settings, load_settings
from cli.group import HELP, LucoCommand, LucoSubgroup, new_app
from cli.options import Database
from cli.session import BAD_INPUT, DONE, print_json, say, screen, session

app = new_app(
    "db", cls=LucoSubgroup, help=HELP + "db", epilog=HELP + "common", no_args_is_help=True
)


@app.command("upgrade", cls=LucoCommand, help=HELP + "db_upgrade", epilog=HELP + "common")
def upgrade(*, url: Database = None) -> int:
    """Back up, then migrate to the newest schema."""
    done = run(_settings(url))
    if session.machine:
        backup = str(done.backup) if done.backup else None
        print_json({"before": done.before, "after": done.after, "backup": backup})
    else:
        screen().print(
            say(
                "cli.db.upgraded",
                before=done.before or "–",
                after=done.after,
                backup=done.backup or "–",
            ),
            highlight=False,
        )
    return DONE


@app.command("check", cls=LucoCommand, help=HELP + "db_check", epilog=HELP + "common")
def check(*, url: Database = None) -> int:
    """Tell whether the schema is this version's; exit 2 when it is not."""
    state = look(_settings(url))
    if session.machine:
        print_json({"current": state.current, "head": state.head, "is_current": state.is_current})
    else:
        key = "cli.db.current" if state.is_current else "cli.db.older"
        revision = state.current or "–"
        screen().print(say(key, revision=revision, head=state.head), highlight=False)
    return DONE if state.is_current else BAD_INPUT


def _settings(url: str | None) -> Settings:
    settings = load_settings()
    return replace(settings, database_url=url) if url else settings
