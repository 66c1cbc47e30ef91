"""Whether the process lives and whether it can serve."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.exc import SQLAlchemyError

from api.db.migrate import read_state
from api.endpoints.work import App, Reply, respond
from api.errors import ApiError
from api.knowledge import Knowledge
from api.schemas.status import Health, Readiness
from api.services.closures import review_closures
from api.version import find_version

router = APIRouter(tags=["status"])


def _app(request: Request) -> App:
    app: App = request.app.state.luco
    return app


@router.get("/health", response_model=Health)
def get_health() -> Response:
    """Tell that the process answers."""
    return respond(Reply(Health(status="ok", version=find_version())))


@router.get("/ready", response_model=Readiness, responses={503: {"model": Readiness}})
def get_readiness(app: Annotated[App, Depends(_app)]) -> Response:
    """Tell whether the database is there, at this program's schema, and the roads are loaded."""
    found = find_readiness(app)
    return respond(Reply(found, 200 if found.ready else 503))


def find_readiness(app: App) -> Readiness:
    """Return what is there and what is missing."""
    try:
        current = read_state(app.database).is_current
        reachable = True
    except SQLAlchemyError:
        current = reachable = False
    try:
        knowledge = app.knowledge.get()
    except ApiError:
        knowledge = None
    graph = knowledge.network.graph if knowledge else None
    return Readiness(
        ready=reachable and current and graph is not None,
        database="ok" if reachable else "failed",
        schema_revision="ok" if current else "failed",
        roads="ok" if graph else "failed",
        roads_name=graph.name if graph else "",
        roads_version=graph.version if graph else "",
        schematic=graph.schematic if graph else False,
        products=len(knowledge.products) if knowledge else 0,
        closures_lost=_count_lost(app, knowledge) if current and knowledge else 0,
    )


def _count_lost(app: App, knowledge: Knowledge) -> int:
    return len({each.file for each in review_closures(app.database, knowledge.network)})
