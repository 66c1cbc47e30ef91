"""Who may call which operation: a rule for each, and none for what has no rule.

What they may see and change within an operation is judged by owner (`services.ownership`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from api.principal import Principal, Role

_ALL: Final[frozenset[Role]] = frozenset({"admin", "coordinator", "shop", "driver", "clerk"})
_STAFF: Final[frozenset[Role]] = frozenset({"admin", "coordinator"})
_DESK: Final[frozenset[Role]] = _STAFF | {"clerk"}
_SENDERS: Final[frozenset[Role]] = _STAFF | {"shop"}
_INDOORS: Final[frozenset[Role]] = _STAFF | {"clerk", "shop"}
_DRIVING: Final[frozenset[Role]] = _STAFF | {"driver"}

OPEN: Final = frozenset({"get_health", "get_readiness", "solve_vroom", "check_vroom"})
"""Operations that need nobody: they tell nothing of what is stored and change nothing."""

_READ: Final[dict[str, tuple[frozenset[Role], tuple[str, ...]]]] = {
    "hubs": (_INDOORS, ("list_hubs", "get_hub")),
    "vehicles": (_STAFF, ("list_vehicles", "get_vehicle")),
    "requests": (_INDOORS, ("list_requests", "get_request")),
    "closures": (_DESK, ("list_closures", "get_closure", "preview_closure")),
    "plans": (
        _STAFF,
        (
            "list_plans",
            "get_plan",
            "list_plan_routes",
            "list_plan_dropped",
            "get_plan_geojson",
            "get_plan_json",
        ),
    ),
    "driver": (_DRIVING, ("get_driver_route", "list_stop_states")),
    "quotes": (_SENDERS, ("get_quote",)),
    "catalogue": (_ALL, ("search_places", "list_products")),
}
_WRITE: Final[dict[str, tuple[frozenset[Role], tuple[str, ...]]]] = {
    "hubs": (_STAFF, ("create_hub", "update_hub", "delete_hub")),
    "vehicles": (_STAFF, ("create_vehicle", "update_vehicle", "delete_vehicle")),
    "requests": (
        _SENDERS,
        ("create_request", "update_request", "cancel_request", "import_requests"),
    ),
    "closures": (_STAFF, ("create_closure", "update_closure", "delete_closure", "end_closure")),
    "plans": (_STAFF, ("create_plan", "cancel_plan", "resume_plan", "publish_plan")),
    "quotes": (_SENDERS, ("create_quotes",)),
    "driver": (_DRIVING, ("send_driver_events",)),
    "decisions": (_STAFF, ("decide_stop_state",)),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """Which roles may call an operation, and the scope a program's token needs for it."""

    roles: frozenset[Role]
    scope: str

    def allows(self, who: Principal) -> bool:
        """Tell whether somebody may call it; a scope to write is one to read, too."""
        wanted = {self.scope, f"{self.scope.partition(':')[0]}:write"}
        return who.role in self.roles and (not who.scopes or bool(who.scopes & wanted))


def _list_rules() -> Iterator[tuple[str, Rule]]:
    for verb, table in (("read", _READ), ("write", _WRITE)):
        for noun, (roles, operations) in table.items():
            for operation in operations:
                yield operation, Rule(roles, f"{noun}:{verb}")


RULES: Final = dict(_list_rules())
SCOPES: Final = frozenset(rule.scope for rule in RULES.values())
