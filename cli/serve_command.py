"""`luco serve`: the HTTP service and its planners."""

from pathlib import Path
from typing import Annotated

import typer

from api.serve import serve as run
from api.settings import load_settings, parse_public_url, with_given
from cli.group import HELP, LucoCommand, new_app
from cli.options import Database, Host, Port, Profiles, Roads
from cli.session import refuse, say, screen, show_warnings

app = new_app("serve")


@app.command(cls=LucoCommand, help=HELP + "serve", epilog=HELP + "common")
def serve(
    *,
    host: Host = None,
    port: Port = None,
    workers: Annotated[int | None, typer.Option(help=HELP + "opt.workers", metavar="N")] = None,
    planners: Annotated[int | None, typer.Option(help=HELP + "opt.planners", metavar="N")] = None,
    public_url: Annotated[
        str | None, typer.Option(help=HELP + "opt.public_url", metavar="URL")
    ] = None,
    trusted_proxies: Annotated[
        str | None, typer.Option(help=HELP + "opt.trusted_proxies", metavar="IP,…")
    ] = None,
    tls_cert: Annotated[Path | None, typer.Option(help=HELP + "opt.tls_cert", metavar="F")] = None,
    tls_key: Annotated[Path | None, typer.Option(help=HELP + "opt.tls_key", metavar="F")] = None,
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
        public_url=public_url and _read_address(public_url),
        trusted_proxies=trusted_proxies,
        tls_cert=tls_cert,
        tls_key=tls_key,
        database_url=db,
        roads=roads,
        profiles=profiles,
    )
    return run(settings, on_set_up=_tell_set_up, on_warnings=show_warnings)


def _read_address(value: str) -> str:
    try:
        return parse_public_url(value)
    except ValueError as error:
        name = "--public-url"
        refuse("api.bad_setting", column=name, name=name, value=value, want=str(error))


def _tell_set_up(link: str) -> None:
    screen().print(say("cli.serve.set_up", link=link), highlight=False, soft_wrap=True)
