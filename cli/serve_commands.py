"""`luco serve`, `luco worker`, `luco openapi`: the application, loaded only when asked for."""
# ruff: noqa: PLC0415 - the application is loaded only when asked for

from dataclasses import replace
from typing import Annotated

import typer

from cli.group import HELP
from cli.options import Database, Host, Port
from cli.session import print_json


def serve(
    *,
    host: Host = None,
    port: Port = None,
    workers: Annotated[int | None, typer.Option(help=HELP + "opt.workers", metavar="N")] = None,
    planners: Annotated[int | None, typer.Option(help=HELP + "opt.planners", metavar="N")] = None,
    db: Database = None,
) -> int:
    """Serve pages and API until stopped."""
    from api.serve import serve as run

    return run(host=host, port=port, workers=workers, planners=planners, db_url=db)


def worker(*, db: Database = None) -> int:
    """Take up planning jobs until stopped."""
    from api.jobs.worker import run_worker
    from api.settings import load_settings

    settings = load_settings()
    run_worker(replace(settings, database_url=db) if db else settings)
    return 0


def openapi() -> None:
    """Print the description of the HTTP interface."""
    from api.main import create_app

    from api.settings import load_settings

    print_json(create_app(load_settings()).openapi())
