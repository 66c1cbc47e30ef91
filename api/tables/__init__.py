"""Every table, imported here so that the metadata are whole."""

from api.tables.area import DEFAULT_AREA, Area
from api.tables.booking import Booking
from api.tables.change import Change
from api.tables.charge import BilledDay, Charge
from api.tables.closure import Closure
from api.tables.consent import Consent
from api.tables.credential import Credential
from api.tables.driver_event import DriverEvent
from api.tables.hub import Hub
from api.tables.idempotency import StoredAnswer
from api.tables.job import OPEN_STATES, Job
from api.tables.lane import Lane
from api.tables.living import LivingVersion
from api.tables.login_try import LoginTry
from api.tables.message import Message
from api.tables.order import PackageTaken, Sender, SkuWeight
from api.tables.plan import Plan, PlanContent, PlanInput, PlanRouteDay
from api.tables.platform import District, Integration
from api.tables.proof import Photo, Pin
from api.tables.quote import Quote
from api.tables.receipt import Receipt
from api.tables.request import Request
from api.tables.route_driver import RouteDriver
from api.tables.row import Row
from api.tables.user import User
from api.tables.vehicle import Vehicle
from api.tables.webhook import Delivery, Webhook

metadata = Row.metadata

__all__ = [
    "DEFAULT_AREA",
    "OPEN_STATES",
    "Area",
    "BilledDay",
    "Booking",
    "Change",
    "Charge",
    "Closure",
    "Consent",
    "Credential",
    "Delivery",
    "District",
    "DriverEvent",
    "Hub",
    "Integration",
    "Job",
    "Lane",
    "LivingVersion",
    "LoginTry",
    "Message",
    "PackageTaken",
    "Photo",
    "Pin",
    "Plan",
    "PlanContent",
    "PlanInput",
    "PlanRouteDay",
    "Quote",
    "Receipt",
    "Request",
    "RouteDriver",
    "Sender",
    "SkuWeight",
    "StoredAnswer",
    "User",
    "Vehicle",
    "Webhook",
    "metadata",
]
