"""`luco`: all commands, each in a module of its own that is loaded when it is run."""

from cli.group import HELP, LucoGroup, new_app

LucoGroup.modules = {
    "demo": "cli.demo_command",
    "plan": "cli.plan_command",
    "quote": "cli.quote_command",
    "orders": "cli.orders_command",
    "solve": "cli.solve_command",
    "export": "cli.export_command",
    "roads": "cli.roads_commands",
    "serve": "cli.serve_command",
    "worker": "cli.worker_command",
    "user": "cli.user_commands",
    "db": "cli.db_commands",
    "openapi": "cli.openapi_command",
}

app = new_app(
    "luco", cls=LucoGroup, help=HELP + "luco", epilog=HELP + "common", no_args_is_help=True
)


@app.callback()
def luco() -> None:
    """Take what every command takes; the group does the rest."""
