"""`luco openapi`: the description of the HTTP interface."""

from api.main import create_app
from api.settings import load_settings
from cli.group import HELP, LucoCommand, new_app
from cli.session import print_json

app = new_app("openapi")


@app.command(cls=LucoCommand, help=HELP + "openapi", epilog=HELP + "common")
def openapi() -> None:
    """Print the description of the HTTP interface."""
    print_json(create_app(load_settings()).openapi())
