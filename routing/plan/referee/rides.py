"""Who rides from where to where: every load, receipt and meeting on board follows from that."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from routing.plan.referee.rounding import nearest
from routing.problem.hub import Hub
from routing.problem.request import Request, RequestKind
from routing.units import GRAMS_PER_TONNE

Visited = Sequence[tuple[str, Request | None]]
"""The kind of each stop of a route, and the request it visits."""


@dataclass(frozen=True, slots=True)
class Ride:
    """Goods on board from one position of a route to another.

    `loads` are grams, millilitres and further loads. `visit` is the position of the request's
    (first) visit. What a hub receives is `received`, what it sends is `sent`; a pair's goods
    are neither.
    """

    request: Request
    visit: int
    boards: int
    alights: int
    loads: tuple[int, ...]
    sent: bool = False
    received: bool = False

    def on_leg(self, position: int) -> bool:
        """Tell whether the goods are on board on the leg that leads to a position."""
        return self.boards < position <= self.alights

    def load(self, quantity: int) -> int:
        """Return how much of a quantity rides."""
        return self.loads[quantity] if quantity < len(self.loads) else 0


@dataclass(frozen=True, slots=True)
class Call:
    """A halt at a hub: what is received and loaded there, and how long handling takes.

    `released_s` is when all that is loaded can leave.
    """

    hub: Hub
    received: tuple[Ride, ...]
    loaded: tuple[Ride, ...]
    handling_s: int
    released_s: int


def find_rides(visited: Visited) -> tuple[Ride, ...]:
    """Return all rides of a route."""
    hubs = [at for at, (kind, _) in enumerate(visited) if kind in ("start", "reload", "end")]
    rides: list[Ride] = []
    for at, (kind, request) in enumerate(visited):
        if request is None:
            continue
        before = max(hub for hub in hubs if hub < at)
        after = min(hub for hub in hubs if hub > at)
        fetched = (request.weight_g, request.volume_ml, *request.extra)
        if request.kind is RequestKind.PICKUP:
            rides.append(Ride(request, at, at, after, fetched, received=True))
        elif request.kind is RequestKind.DELIVERY:
            rides.append(Ride(request, at, before, at, fetched, sent=True))
        elif request.kind is RequestKind.EXCHANGE:
            rides.append(Ride(request, at, before, at, request.brought, sent=True))
            rides.append(Ride(request, at, at, after, fetched, received=True))
        elif kind == "pickup":
            rides.append(Ride(request, at, at, _find_second(visited, at), fetched))
    return tuple(rides)


def _find_second(visited: Visited, first: int) -> int:
    """Return where a pair is brought; the end when it never is."""
    last = len(visited) - 1
    want = ("delivery", visited[first][1])
    return next((at for at in range(first + 1, last) if visited[at] == want), last)


def find_calls(hubs: Sequence[Hub | None], rides: Sequence[Ride]) -> dict[int, Call]:
    """Return the calls of a route by position: its start, reloads and end."""
    calls: dict[int, Call] = {}
    last = len(hubs) - 1
    for at, hub in enumerate(hubs):
        if hub is None:
            continue
        received = tuple(ride for ride in rides if ride.received and ride.alights == at)
        loaded = tuple(ride for ride in rides if ride.sent and ride.boards == at and at != last)
        handled = received if at in (0, last) else (*received, *loaded)
        calls[at] = Call(
            hub=hub,
            received=received,
            loaded=loaded,
            handling_s=hub.unload_s + sum(_handling_s(hub, ride.request) for ride in handled),
            released_s=max((ride.request.released_s for ride in loaded), default=0),
        )
    return calls


def _handling_s(hub: Hub, request: Request) -> int:
    return nearest(Fraction(request.weight_g * hub.unload_s_per_t, GRAMS_PER_TONNE))
