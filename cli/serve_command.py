"""`luco serve`: the HTTP service and its planners."""

from typing import Annotated

import typer

from api.serve import serve as run
from api.settings import load_settings, with_given
from cli.group import HELP, LucoCommand, new_app
from cli.options import Database, Host, Port, Profiles, Roads
from cli.session import say, screen, show_warnings

app = new_app("serve")


@app.command(cls=LucoCommand, help=HELP + "serve", epilog=HELP + "common")
def serve(
    *,
    host: Host = None,
    port: Port = None,
    workers: Annotated[int | None, typer.Option(help=HELP + "opt.workers", metavar="N")] = None,
    planners: Annotated[int | None, typer.Option(help=HELP + "opt.planners", metavar="N")] = None,
    db: Database = None,
    roads: Roads = None,
    profiles: Profiles = None,
) -> int:
    """Serve pages and API until stopped."""
    settings = with_given(
        load_settings(),
        host=host,
        port=port,
        workers=workers,
        planners=planners,
        database_url=db,
        roads=roads,
        profiles=profiles,
    )
    return run(settings, on_set_up=_tell_set_up, on_warnings=show_warnings)


def _tell_set_up(link: str) -> None:
    screen().print(say("cli.serve.set_up", link=link), highlight=False, soft_wrap=True)
