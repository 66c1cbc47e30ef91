"""Who acts: a user of a role, or a driver by the link of one day, within bounds of their own."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

Role = Literal["admin", "coordinator", "shop", "driver", "clerk"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
WITH_SUBJECT: Final[frozenset[Role]] = frozenset({"shop", "driver"})
"""Roles that see the things of one shop or one driver only, their `subject`."""

WITH_HUBS: Final[frozenset[Role]] = frozenset({"coordinator", "clerk"})
"""Roles that may be limited to hubs."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody who was recognised, and what bounds them.

    `id` names them in the record of changes. `subject` is the shop of a shop, and of a driver
    the name or the vehicle as routes have it. `hubs` bound coordinators and clerks, `scopes` a
    program's token, `day` a driver's link; empty means no such bound. `guard` is the token that
    changes made with a cookie must carry.
    """

    id: str
    role: Role
    subject: str = ""
    hubs: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()
    day: date | None = None
    credential: str = ""
    guard: str = ""
    is_late: bool = False
    """A driver's link that only takes in what was done: its day is over, or it was revoked."""

    @property
    def sees_all(self) -> bool:
        """Whether nothing of the area is hidden from them."""
        return self.role in {"admin", "coordinator"} and not self.hubs
