"""Where goods may go on to from their hub, and what departures still take."""

from dataclasses import dataclass, replace

from api.repositories import bookings
from api.services.kept_records import load_records
from api.services.scope import Scope
from routing.errors import InputError, fault
from routing.formats.folding import fold
from routing.pricing.lanes import Departure, Haul, Lane, Taken


@dataclass(frozen=True)
class Hauls:
    """The lanes of an area, and what bookings have taken of their departures."""

    lanes: tuple[Lane, ...]
    taken: Taken

    def to(self, destination: str) -> Haul | None:
        """Return how goods reach a destination; None without one, or where no lane is kept.

        Raises
        ------
        InputError
            When lanes are kept and none goes there.
        """
        if not destination or not self.lanes:
            return None
        zones = {fold(lane.zone): lane.zone for lane in self.lanes}
        zone = zones.get(fold(destination))
        if zone is None:
            known = ", ".join(sorted(zones.values()))
            raise InputError(
                [fault("trade.no_lane", column="destination", value=destination, known=known)]
            )
        alike = (lane for lane in self.lanes if fold(lane.zone) == fold(zone))
        return Haul(tuple(replace(lane, zone=zone) for lane in alike), zone, self.taken)


def load_hauls(scope: Scope) -> Hauls:
    """Return what goes on from hubs, with what was given away by now."""
    lanes = load_records(scope, Lane)
    taken = bookings.weigh_departures(scope.session, scope.area.id) if lanes else {}
    return Hauls(lanes, taken)


def want_departure(departure: Departure | None, haul: Haul) -> Departure:
    """Return a departure.

    Raises
    ------
    InputError
        When there is none with room.
    """
    if departure is None:
        raise InputError([fault("trade.no_departure", column="destination", value=haul.zone)])
    return departure
