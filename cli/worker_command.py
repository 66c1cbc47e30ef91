"""`luco worker`: one planner alone."""

from dataclasses import replace

from api.jobs.worker import run_worker
from api.logs import set_up_logs
from api.settings import load_settings
from cli.group import HELP, LucoCommand, new_app
from cli.options import Database

app = new_app("worker")


@app.command(cls=LucoCommand, help=HELP + "worker", epilog=HELP + "common")
def worker(*, db: Database = None) -> int:
    """Take up planning jobs until stopped."""
    settings = load_settings()
    set_up_logs()
    return run_worker(replace(settings, database_url=db) if db else settings)
