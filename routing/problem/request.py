"""What is to be carried: one request, or one part of a request too big for one vehicle."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from routing.problem.hub import Hub
from routing.problem.time_window import TimeWindow
from routing.units import GRAMS_PER_TONNE, NO_LIMIT, divide_half_up

ANY_HUB: Final = -1
"""`Request.hub` of goods that any hub may receive or send."""

NO_GROUP: Final = -1
"""`Request.alternative` and `Request.together` of a request that stands by itself."""

NO_VEHICLE: Final = -1
"""`Request.last_vehicle` of a request that no vehicle served before."""


class RequestKind(StrEnum):
    """Which way goods go.

    A pickup brings goods from a stop to a hub, a delivery from a hub to a stop; an exchange does
    both in one visit; a pair fetches at one stop and brings to another.
    """

    PICKUP = "pickup"
    DELIVERY = "delivery"
    EXCHANGE = "exchange"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class Visit:
    """Where and when a pair is brought to, as `Request` says it of its first visit."""

    stop: int
    windows: tuple[TimeWindow, ...]
    service_s: int = 0
    setup_s: int = 0
    service_by_type: tuple[int, ...] = ()
    setup_by_type: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """Goods to be carried from a stop to a hub, from a hub, or from stop to stop.

    `windows` (sorted, disjoint, over the whole horizon) say when service may start; they are
    already cut by ready and due. Service takes `service_s`, and `setup_s` before it unless the
    vehicle stands at that stop already; `*_by_type`, when given, holds them per vehicle type.

    `weight_g`, `volume_ml` and `extra` (further loads, as many as the problem has) are what is
    carried; an exchange fetches that and brings `brought` (weight, volume, then further loads).
    `released_s` is when goods for delivery can leave their hub; `deliver_by_s` the latest
    arrival of fetched goods at theirs; `max_ride_s` bounds the time from the end of service at
    the pickup to arrival at the hub or at the second visit.

    A request that is not `required` may be left out for `penalty_minor`; a `deferrable` one is
    due beyond the horizon and then waits, its penalty being the cost of waiting. Service that
    begins after `wish_by_s` costs `lateness_rate_milli` for each second. Requests with the same
    `alternative` are one: at most one of them is served, at its own `serve_minor`. Requests with
    the same `together` are served by one vehicle. Goods whose `tags` may not ride together never
    are on board at once; `exclude_tags` holds for this request alone. Service by another
    vehicle than `last_vehicle` costs `change_minor`. `part` counts from 1 to `parts`.
    """

    id: str
    stop: int
    weight_g: int
    volume_ml: int
    windows: tuple[TimeWindow, ...]
    service_s: int = 0
    hub: int = ANY_HUB
    required: bool = True
    priority: int = 0
    penalty_minor: int = 0
    deferrable: bool = False
    skills: frozenset[str] = frozenset()
    part: int = 1
    parts: int = 1
    shop: str = ""
    product: str = ""
    kind: RequestKind = RequestKind.PICKUP
    to: Visit | None = None
    extra: tuple[int, ...] = ()
    brought: tuple[int, ...] = ()
    setup_s: int = 0
    service_by_type: tuple[int, ...] = ()
    setup_by_type: tuple[int, ...] = ()
    released_s: int = 0
    deliver_by_s: int = NO_LIMIT
    max_ride_s: int = NO_LIMIT
    wish_by_s: int = NO_LIMIT
    lateness_rate_milli: int = 0
    alternative: int = NO_GROUP
    serve_minor: int = 0
    together: int = NO_GROUP
    tags: frozenset[str] = frozenset()
    exclude_tags: frozenset[str] = frozenset()
    last_vehicle: int = NO_VEHICLE
    change_minor: int = 0

    def unload_s(self, hub: Hub) -> int:
        """Return the seconds this part adds to handling at a hub that receives or sends it."""
        return divide_half_up(self.weight_g * hub.unload_s_per_t, GRAMS_PER_TONNE)
