"""`luco serve`: HTTP processes and planner processes on this machine."""

import logging
import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from threading import Thread
from types import FrameType
from typing import Final

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from api.db.engine import Database
from api.db.migrate import check, prepare
from api.jobs.planners import Planners
from api.knowledge import Knowledge, load_knowledge
from api.logs import set_up_logs
from api.main import create_app
from api.services.closures import review_closures
from api.services.door import find_set_up_key, is_set_up
from api.services.people import SET_UP_PAGE
from api.settings import Settings, environment_of, is_loopback, load_settings
from routing.errors import Fault, InputError, fault

LAST_PORT: Final = 65_535
Told = Callable[[str], None]
Warned = Callable[[Sequence[Fault]], None]
_log = logging.getLogger(__name__)


def serve(
    settings: Settings | None = None,
    *,
    on_start: Told | None = None,
    on_set_up: Told | None = None,
    on_warnings: Warned | None = None,
) -> int:
    """Serve until stopped, then return 0; by default with the settings of this process.

    Parameters
    ----------
    on_start
        Told the address once the socket is open, before the first call is answered.
    on_set_up
        Told right after that the link by which the first admin is made, when there is none yet.
    on_warnings
        Told before that what the roads no longer know of stored closures; by default it is logged.

    Raises
    ------
    InputError
        When others could reach the host and there is no admin yet, the port is taken, the
        database is at an older schema, or a setting cannot be used.
    """
    settings = settings or load_settings()
    refuse_unreadable_tls(settings)
    if not is_loopback(settings.host):
        refuse_without_admin(settings)
    database = prepare(settings)
    try:
        key = find_set_up_key(database, settings.timezone)
        knowledge = load_knowledge(settings)
        warnings = review_closures(database, knowledge.network)
    finally:
        database.close()
    set_up_logs()
    (on_warnings or _log_warnings)(warnings)
    sock = open_socket(settings.host, settings.port)
    address = settings.public_url or address_of(sock, is_secure=settings.tls_cert is not None)
    (on_start or _print_address)(address)
    if key:
        (on_set_up or _print_address)(f"{address}{SET_UP_PAGE}{key}")
    signal.signal(signal.SIGTERM, _leave)
    with sock, Planners(settings, settings.planners):
        _run(settings, sock, knowledge)
    return 0


def refuse_unreadable_tls(settings: Settings) -> None:
    """Refuse a certificate without its key, and files that cannot be read.

    Raises
    ------
    InputError
        With each of the two that is missing.
    """
    given = {"tls_cert": settings.tls_cert, "tls_key": settings.tls_key}
    if not any(given.values()):
        return
    faults = [
        fault("api.bad_setting", name=name, value=path or "–", want="PEM")
        for name, path in given.items()
        if path is None or not os.access(path, os.R_OK)
    ]
    if faults:
        raise InputError(faults)


def refuse_without_admin(settings: Settings) -> None:
    """Refuse an address that others could reach as long as there are no accounts.

    Raises
    ------
    InputError
        When no admin can log in yet.
    """
    refusal = InputError([fault("api.not_loopback", value=settings.host)])
    try:
        is_ready = check(settings).is_current
    except InputError as error:
        raise refusal from error
    if not is_ready:
        return  # `prepare` says what is wrong with it
    database = Database(settings.url)
    try:
        if not is_set_up(database):
            raise refusal
    finally:
        database.close()


def open_socket(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes any that is free.

    Raises
    ------
    InputError
        When the port cannot be opened.
    """
    if not 0 <= port <= LAST_PORT:
        found = fault("api.bad_setting", name="--port", value=port, want=f"0–{LAST_PORT}")
        raise InputError([found])
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        why = error.strerror or str(error)
        found = fault("api.port_taken", port=port, host=host, error=why)
        raise InputError([found]) from error


def address_of(sock: socket.socket, *, is_secure: bool = False) -> str:
    """Return the address a browser opens."""
    host, port = sock.getsockname()[:2]
    scheme, name = "https" if is_secure else "http", f"[{host}]" if ":" in host else host
    return f"{scheme}://{name}:{port}/"


def build_app() -> FastAPI:
    """Return the application of one HTTP process among several, settings from its environment."""
    set_up_logs()
    settings = load_settings()
    Thread(target=_end_with_parent, name="parent", daemon=True).start()
    return create_app(settings, knowledge=load_knowledge(settings))


def _end_with_parent() -> None:
    """Stop this process when the one that started it is gone, so that the port is free."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _run(settings: Settings, sock: socket.socket, knowledge: Knowledge) -> None:
    if settings.workers == 1:
        config = configure(create_app(settings, knowledge=knowledge), settings)
        uvicorn.Server(config).run(sockets=[sock])
        return
    os.environ.update(environment_of(settings))
    config = configure("api.serve:build_app", settings, workers=settings.workers)
    Multiprocess(config, sockets=[sock]).run()


def configure(
    app: FastAPI | str, settings: Settings | None = None, *, workers: int = 1
) -> uvicorn.Config:
    """Return how this application is served: httptools reads addresses of any length.

    Who calls is told by servers before this one only when they are among the trusted proxies.
    """
    settings = settings or Settings()
    proxies = settings.trusted_proxies
    return uvicorn.Config(
        app,
        factory=isinstance(app, str),
        workers=workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or None,
        ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
        timeout_graceful_shutdown=8,
        http="httptools",
    )


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _log_warnings(warnings: Sequence[Fault]) -> None:
    for warning in warnings:
        _log.warning("%s", warning.line("en"))


def _print_address(address: str) -> None:
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()
