"""The application as a whole: every endpoint, its guards and its error answers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, Depends, FastAPI

from api.db.engine import Database
from api.endpoints import catalogue, inbox, page, status, track
from api.endpoints.compat import ghn, osrm, shopify, vroom
from api.endpoints.coordinator import (
    closures,
    districts,
    hubs,
    lanes,
    plans,
    receipts,
    requests,
    vehicles,
)
from api.endpoints.driver import events, papers, proofs, route
from api.endpoints.driver import page as driver_page
from api.endpoints.gate import admit
from api.endpoints.handlers import add_handlers
from api.endpoints.identity import changes, day_links, session, tokens, users
from api.endpoints.shop import bills, bookings, integrations, orders, quotes, senders, webhooks
from api.endpoints.work import App
from api.guards import Guards
from api.knowledge import Knowledge, KnowledgeShelf
from api.openapi import describe, name_operation
from api.pace import Pace
from api.packer import Packer
from api.rate_shelf import RateShelf
from api.services.current_roads import CurrentRoads
from api.services.osrm_desk import OsrmDesk
from api.services.vroom_desk import VroomDesk
from api.settings import Settings, load_settings
from api.version import find_version

API = "/api/v1"
_VERSIONED = (
    session,
    users,
    tokens,
    changes,
    day_links,
    hubs,
    receipts,
    lanes,
    vehicles,
    requests,
    closures,
    plans,
    route,
    papers,
    proofs,
    events,
    quotes,
    bookings,
    senders,
    orders,
    integrations,
    districts,
    webhooks,
    bills,
    track,
    inbox,
    catalogue,
)


def create_app(settings: Settings | None = None, *, knowledge: Knowledge | None = None) -> FastAPI:
    """Return the application of some settings, by default of this process's environment.

    The database must be ready (`api.db.migrate.prepare`); `knowledge` spares loading roads.
    """
    settings = settings or load_settings()
    shared = App(
        settings,
        Database(settings.url),
        KnowledgeShelf(settings, knowledge),
        Pace(settings.calls_per_min),
    )

    @asynccontextmanager
    async def live(_app: FastAPI) -> AsyncIterator[None]:
        yield
        shared.database.close()

    app = FastAPI(
        title="Lù Cở",
        version=find_version(),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=name_operation,
        lifespan=live,
    )
    app.state.luco = shared
    app.state.roads = CurrentRoads(settings, shared.database, shared.knowledge)
    app.state.osrm = OsrmDesk(app.state.roads, settings.compat_profile)
    app.state.vroom = VroomDesk(app.state.roads, settings.compat_profile)
    app.state.rates = RateShelf()
    versioned = APIRouter(prefix=API, dependencies=[Depends(admit)])
    for each in _VERSIONED:
        versioned.include_router(each.router)
    app.include_router(versioned)
    app.include_router(osrm.router)
    app.include_router(vroom.router)
    app.include_router(shopify.router)
    app.include_router(ghn.router)
    app.include_router(status.router)
    app.include_router(page.router)
    app.include_router(driver_page.router)
    add_handlers(app)
    app.add_middleware(Packer)
    app.add_middleware(Guards, names=settings.names)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]  # FastAPI's documented way
    return app
