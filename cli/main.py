"""`luco`: all commands, each in a file of its own."""

import typer

from cli.db_commands import db
from cli.demo_command import demo
from cli.export_command import export
from cli.group import HELP, LucoCommand, LucoGroup
from cli.plan_command import plan
from cli.quote_command import quote
from cli.roads_commands import roads
from cli.serve_commands import openapi, serve, worker

app = typer.Typer(
    cls=LucoGroup,
    name="luco",
    help=HELP + "luco",
    epilog=HELP + "common",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (demo, plan, quote, export, serve, worker, openapi):
    app.command(
        command.__name__, cls=LucoCommand, help=f"{HELP}{command.__name__}", epilog=HELP + "common"
    )(command)
app.add_typer(roads, name="roads", help=HELP + "roads", epilog=HELP + "common")
app.add_typer(db, name="db", help=HELP + "db", epilog=HELP + "common")
