"""A route on paper or as a message: the plan in force as it is now, or a plan's own."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from api.errors import not_found
from api.repositories.requests import list_by_id
from api.services.driver import day_of, find_route, list_held
from api.services.living import find_head
from api.services.plan_views import find_own_units, get_content
from api.services.route_drivers import driver_of
from api.services.scope import Scope
from routing.formats.gpx import route_gpx
from routing.formats.labels import Contact, Labels, product_names
from routing.formats.plan_json import plan_from_json
from routing.formats.text_route import route_sms, route_text
from routing.plan.plan import Plan, PlanRoute
from routing.service.living.state import LivingPlan
from routing.service.living.telling import tell_routes
from routing.texts import LANGS, Lang, text

PaperForm = Literal["txt", "sms", "gpx", "html"]
WORDS: Final = frozenset({"txt", "sms", "gpx"})


@dataclass(frozen=True, slots=True)
class Paper:
    """One route with its plan, and what its ids are called."""

    plan: Plan
    route: PlanRoute
    labels: Labels


def find_paper_of_day(scope: Scope, day: date | None, vehicle: str) -> Paper:
    """Return a route of the plan in force as it is now; raises as `get_driver_route` does."""
    found = find_route(scope, day_of(scope, day), vehicle)
    head = find_head(scope)
    if head is None:
        return find_paper_of_plan(scope, scope.area.plan_id, found.route_id)
    shifts = _list_shifts(head.living, found.date, found.vehicle)
    told = tell_routes(head.living, shifts, plan_id=head.plan.id, version=head.version)
    return _paper(scope, told, found.route_id, driver=driver_of(scope, found))


def find_paper_of_plan(scope: Scope, plan_id: str, route_id: str) -> Paper:
    """Return a route of a finished plan as it was found.

    Raises
    ------
    ApiError
        ``NOT_FOUND`` without such a plan or route, ``WRONG_STATE`` while the plan is searched.
    """
    content = get_content(scope, plan_id)
    if not find_own_units(scope)(route_id.partition("/")[2]):
        raise not_found("route", route_id)
    return _paper(scope, plan_from_json(json.loads(content.content)), route_id)


def write_words(paper: Paper, form: PaperForm, lang: Lang) -> str:
    """Return a route as a message, as one without diacritics, or for navigation programs."""
    if form == "gpx":
        return route_gpx(paper.plan, paper.route, lang, labels=paper.labels)
    if form == "sms":
        return route_sms(paper.plan, paper.route, labels=paper.labels)
    return route_text(paper.plan, paper.route, lang, labels=paper.labels)


def _list_shifts(living: LivingPlan, day: date, vehicle: str) -> frozenset[int]:
    problem = living.problem
    return frozenset(
        i
        for i, shift in enumerate(problem.shifts)
        if shift.date == day and problem.vehicles[shift.vehicle].id == vehicle
    )


def _paper(scope: Scope, plan: Plan, route_id: str, *, driver: str = "") -> Paper:
    route = next((route for route in plan.routes if route.id == route_id), None)
    if route is None:
        raise not_found("route", route_id)
    held = list_held(scope)
    stops = tuple(stop for stop in route.stops if stop.request not in held)
    route = replace(route, stops=stops, driver=driver or route.driver)
    labels = _label(scope, {stop.request for stop in stops if stop.request})
    return Paper(plan, route, labels)


def _label(scope: Scope, requests: Collection[str]) -> Labels:
    profiles = scope.knowledge.network.profiles.values()
    known = list_by_id(scope.session, scope.area.id, requests)
    return Labels(
        products=product_names(scope.knowledge.products.values()),
        profiles={profile.id: (profile.name_vi, profile.name_en) for profile in profiles},
        contacts={
            name: Contact(row.contact_name, row.contact_phone, _note(row.state, row.notes))
            for name, row in known.items()
        },
    )


def _note(state: str, notes: str) -> str:
    """Return the notes of a request; one cancelled since says so in both languages."""
    gone = " / ".join(text("api.paper.cancelled", lang) for lang in LANGS)
    return "; ".join(filter(None, (gone if state == "cancelled" else "", notes)))
