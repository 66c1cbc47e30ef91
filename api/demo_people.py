"""The people of the demo: with passwords that nobody knows, and links to come in by."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlmodel import Session

from api.db.engine import Database
from api.keys import new_key
from api.repositories import areas, plans, rows
from api.seed import ACTOR
from api.services.accounts import Draft, add_user
from api.services.door import make_link
from api.services.scope import Unit
from api.services.tokens import issue_token
from api.settings import Settings
from api.tables import Plan, Request
from api.tables.credential import ENTRY

LIFE: Final = timedelta(days=1)
ENTER_PAGE: Final = "enter#k="
TOKEN_FILE: Final = "token"  # noqa: S105 - the name of a file


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the demo. `path` is where they come in with one click; it holds a secret."""

    name: str
    role: str
    subject: str
    path: str


def add_people(settings: Settings) -> tuple[DemoPerson, ...]:
    """Make the people of the demo, and leave a coordinator's token in the data folder.

    The shop is the one with most requests, the driver drives the first route of the plan.
    """
    database = Database(settings.url)
    try:
        with database.write() as session:
            unit = Unit(session, areas.ensure_area(session, settings.timezone), ACTOR)
            drafts = _draft(unit)
            people = tuple(_add(unit, draft, settings.data_dir) for draft in drafts)
    finally:
        database.close()
    return people


def _draft(unit: Unit) -> Sequence[Draft]:
    drafts = [Draft("quan-tri", "admin"), Draft("dieu-phoi", "coordinator")]
    shop, vehicle = _find_shop(unit.session, unit.area.id), _find_vehicle(unit)
    drafts += [Draft("tiem", "shop", shop)] if shop else []
    return [*drafts, Draft("tai-xe", "driver", vehicle)] if vehicle else drafts


def _find_shop(session: Session, area: str) -> str:
    shops = Counter(row.shop for row in rows.list_all(session, Request, area) if row.shop)
    return min(shops, key=lambda shop: (-shops[shop], shop), default="")


def _find_vehicle(unit: Unit) -> str:
    plan = rows.find(unit.session, Plan, unit.area.id, unit.area.plan_id)
    routes = plans.list_routes(unit.session, plan) if plan else ()
    return routes[0].vehicle if routes else ""


def _add(unit: Unit, draft: Draft, folder: Path) -> DemoPerson:
    user = add_user(unit, draft, new_key())
    if draft.role == "coordinator":
        _, token = issue_token(unit, user, label="demo", days=LIFE.days)
        _write_secret(folder / TOKEN_FILE, token)
    key = make_link(unit, ENTRY, user, LIFE)
    return DemoPerson(user.name, user.role, user.subject, ENTER_PAGE + key)


def _write_secret(path: Path, secret: str) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(secret + "\n", "utf-8")
