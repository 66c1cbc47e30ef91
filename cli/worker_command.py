"""`luco worker`: one planner alone."""

from api.jobs.worker import run_worker
from api.logs import set_up_logs
from api.settings import load_settings, with_given
from cli.group import HELP, LucoCommand, new_app
from cli.options import Database, Profiles, Roads
from cli.session import show_warnings

app = new_app("worker")


@app.command(cls=LucoCommand, help=HELP + "worker", epilog=HELP + "common")
def worker(*, db: Database = None, roads: Roads = None, profiles: Profiles = None) -> int:
    """Take up planning jobs until stopped."""
    set_up_logs()
    given = with_given(load_settings(), database_url=db, roads=roads, profiles=profiles)
    return run_worker(given, on_warnings=show_warnings)
