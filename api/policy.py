"""Who may call which operation: a rule for each, and none for what has no rule.

What they may see and change within an operation is judged by owner (`repositories.owners`).
"""

from dataclasses import dataclass
from typing import Final

from api.principal import Principal, Role

_ALL: Final[frozenset[Role]] = frozenset({"admin", "coordinator", "shop", "driver", "clerk"})
_STAFF: Final[frozenset[Role]] = frozenset({"admin", "coordinator"})
_DESK: Final[frozenset[Role]] = _STAFF | {"clerk"}
_SENDERS: Final[frozenset[Role]] = _STAFF | {"shop"}
_INDOORS: Final[frozenset[Role]] = _DESK | {"shop"}
_DRIVING: Final[frozenset[Role]] = _STAFF | {"driver"}

OPEN: Final = frozenset(
    {
        "get_health",
        "get_readiness",
        "solve_vroom",
        "check_vroom",
        "log_in",
        "enter_by_link",
        "set_up",
        "enter_by_day_link",
        "track_booking",
    }
)
"""Operations that need nobody: by them one comes in, or they tell nothing of what is stored."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Which roles may call an operation, and what else it takes.

    Parameters
    ----------
    scope
        What a program's token needs; one to write is one to read, too.
    is_whole
        Not for coordinators who are limited to hubs: it concerns the whole area.
    is_personal
        Not for programs: it takes a session of the person itself.
    takes_late
        Also for a driver's link whose day is over or that was revoked.
    """

    roles: frozenset[Role]
    scope: str
    is_whole: bool = False
    is_personal: bool = False
    takes_late: bool = False

    @property
    def is_driving(self) -> bool:
        """Whether it is what drivers do on their way."""
        return self.scope.startswith("driver:")

    def allows(self, who: Principal) -> bool:
        """Tell whether somebody may call it."""
        wanted = {self.scope, f"{self.scope.partition(':')[0]}:write"}
        return (
            who.role in self.roles
            and (not who.scopes or bool(who.scopes & wanted))
            and not (self.is_whole and who.hubs)
            and not (self.is_personal and not who.guard)
            and (self.takes_late or not who.is_late)
        )


RULES: Final[dict[str, Rule]] = {
    **dict.fromkeys(("list_hubs", "get_hub"), Rule(_INDOORS, "hubs:read")),
    **dict.fromkeys(("create_hub", "update_hub", "delete_hub"), Rule(_STAFF, "hubs:write")),
    "read_hub_day": Rule(_DESK, "receipts:read"),
    **dict.fromkeys(("receive_goods", "hand_over_goods"), Rule(_DESK, "receipts:write")),
    "settle_receipt": Rule(_STAFF, "receipts:write"),
    "list_lanes": Rule(_INDOORS, "lanes:read"),
    "import_lanes": Rule(_STAFF, "lanes:write", is_whole=True),
    **dict.fromkeys(("list_vehicles", "get_vehicle"), Rule(_STAFF, "vehicles:read")),
    **dict.fromkeys(
        ("create_vehicle", "update_vehicle", "delete_vehicle"), Rule(_STAFF, "vehicles:write")
    ),
    **dict.fromkeys(("list_requests", "get_request"), Rule(_INDOORS, "requests:read")),
    **dict.fromkeys(
        ("create_request", "update_request", "cancel_request", "import_requests"),
        Rule(_SENDERS, "requests:write"),
    ),
    **dict.fromkeys(("get_sender", "list_skus"), Rule(_SENDERS, "orders:read", is_whole=True)),
    **dict.fromkeys(
        ("update_sender", "import_skus", "import_orders"),
        Rule(_SENDERS, "orders:write", is_whole=True),
    ),
    "list_integrations": Rule(_SENDERS, "platforms:read", is_whole=True),
    **dict.fromkeys(
        ("create_integration", "delete_integration"),
        Rule(_SENDERS, "platforms:write", is_whole=True),
    ),
    **dict.fromkeys(
        ("list_webhooks", "list_deliveries"), Rule(_SENDERS, "webhooks:read", is_whole=True)
    ),
    **dict.fromkeys(
        ("create_webhook", "delete_webhook"), Rule(_SENDERS, "webhooks:write", is_whole=True)
    ),
    "import_districts": Rule(_STAFF, "platforms:write", is_whole=True),
    **dict.fromkeys(("list_closures", "get_closure"), Rule(_DESK, "closures:read")),
    "preview_closure": Rule(_STAFF, "closures:read"),
    **dict.fromkeys(
        ("create_closure", "update_closure", "delete_closure", "end_closure"),
        Rule(_STAFF, "closures:write"),
    ),
    **dict.fromkeys(
        ("list_plans", "list_plan_routes", "get_plan_route_paper"),
        Rule(_STAFF, "plans:read"),
    ),
    **dict.fromkeys(
        (
            "get_plan",
            "list_plan_dropped",
            "get_plan_geojson",
            "get_plan_json",
        ),
        Rule(_STAFF, "plans:read", is_whole=True),
    ),
    **dict.fromkeys(
        ("create_plan", "cancel_plan", "resume_plan", "publish_plan", "set_route_driver"),
        Rule(_STAFF, "plans:write", is_whole=True),
    ),
    **dict.fromkeys(("get_driver_route", "get_route_paper"), Rule(_DRIVING, "driver:read")),
    "get_driver_session": Rule(_DRIVING, "driver:read"),
    "list_driver_links": Rule(_STAFF, "driver-links:read", is_whole=True),
    **dict.fromkeys(
        ("create_driver_link", "revoke_driver_link", "revoke_driver_device"),
        Rule(_STAFF, "driver-links:write", is_whole=True),
    ),
    "list_stop_states": Rule(_DRIVING, "driver:read", is_whole=True),
    "send_driver_events": Rule(_DRIVING, "driver:write", is_whole=True, takes_late=True),
    "upload_event_photo": Rule(_DRIVING, "driver:write", takes_late=True),
    "get_event_photo": Rule(_ALL, "driver:read"),
    "give_booking_pin": Rule(_SENDERS, "bookings:write"),
    "decide_stop_state": Rule(_STAFF, "decisions:write", is_whole=True),
    "get_quote": Rule(_SENDERS, "quotes:read"),
    "create_quotes": Rule(_SENDERS, "quotes:write"),
    **dict.fromkeys(
        ("get_bill", "get_statement", "get_statement_csv"), Rule(_SENDERS, "bookings:read")
    ),
    "list_billed_days": Rule(_STAFF, "plans:read", is_whole=True),
    **dict.fromkeys(("list_bookings", "get_booking"), Rule(_SENDERS, "bookings:read")),
    **dict.fromkeys(
        ("hold_quote", "accept_quote", "cancel_booking"), Rule(_SENDERS, "bookings:write")
    ),
    "list_inbox": Rule(_SENDERS | _DRIVING, "inbox:read", is_whole=True),
    "read_message": Rule(_SENDERS | _DRIVING, "inbox:write", is_whole=True),
    **dict.fromkeys(
        ("search_places", "list_products", "get_road_map"), Rule(_ALL, "catalogue:read")
    ),
    "get_session": Rule(_ALL, "session:read"),
    **dict.fromkeys(("log_out", "change_password"), Rule(_ALL, "session:write", is_personal=True)),
    **dict.fromkeys(("list_users", "get_user"), Rule(_STAFF, "users:read", is_whole=True)),
    **dict.fromkeys(
        ("create_user", "disable_user", "invite_user"),
        Rule(_STAFF, "users:write", is_whole=True, is_personal=True),
    ),
    **dict.fromkeys(
        ("list_tokens", "create_token", "revoke_token"),
        Rule(_INDOORS, "tokens:write", is_personal=True),
    ),
    "list_changes": Rule(_STAFF, "changes:read", is_whole=True),
}
SCOPES: Final = frozenset(rule.scope for rule in RULES.values() if not rule.is_personal)
