"""`luco serve`: the HTTP service and its planners."""

from typing import Annotated

import typer

from api.serve import serve as run
from cli.group import HELP, LucoCommand, new_app
from cli.options import Database, Host, Port

app = new_app("serve")


@app.command(cls=LucoCommand, help=HELP + "serve", epilog=HELP + "common")
def serve(
    *,
    host: Host = None,
    port: Port = None,
    workers: Annotated[int | None, typer.Option(help=HELP + "opt.workers", metavar="N")] = None,
    planners: Annotated[int | None, typer.Option(help=HELP + "opt.planners", metavar="N")] = None,
    db: Database = None,
) -> int:
    """Serve pages and API until stopped."""
    return run(host=host, port=port, workers=workers, planners=planners, db_url=db)
