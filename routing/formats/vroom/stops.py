"""Which stops a problem has: one for each row of the matrices, or each position, that is used."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from routing.formats.vroom.check import named_places
from routing.formats.vroom.document import Place, VroomDocument
from routing.geo import LonLat
from routing.problem.hub import NOWHERE
from routing.problem.problem import Stop

_NO_POSITION: Final = LonLat(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Stops:
    """The places of a document, each once. Places are the same when row or position is."""

    places: tuple[Place, ...]
    _index: Mapping[object, int]
    _by_row: bool

    def index_of(self, place: Place | None) -> int:
        """Return the stop of a place, `NOWHERE` of none."""
        return NOWHERE if place is None else self._index[_key(place, by_row=self._by_row)]

    def to_problem(self) -> tuple[Stop, ...]:
        """Return the stops of a problem; one of unknown position stands at 0, 0."""
        return tuple(
            Stop(str(place.index if self._by_row else i), place.lonlat or _NO_POSITION)
            for i, place in enumerate(self.places)
        )


def lay_stops(document: VroomDocument) -> Stops:
    """Return the stops of a document."""
    by_row = bool(document.matrices)
    places: dict[object, Place] = {}
    for place in _with_positions_first(place for _, place in named_places(document)):
        places.setdefault(_key(place, by_row=by_row), place)
    index: dict[object, int] = {key: i for i, key in enumerate(places)}
    return Stops(tuple(places.values()), index, by_row)


def _with_positions_first(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=lambda place: place.lonlat is None)


def _key(place: Place, *, by_row: bool) -> object:
    return place.index if by_row else place.lonlat
