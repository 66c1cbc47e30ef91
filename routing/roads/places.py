"""Places by id or name, old and new, with or without diacritics; nothing is guessed."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Final

from routing.errors import Fault, InputError, fault
from routing.geo import LonLat, crow_m
from routing.roads.closest import DEFAULT_RADIUS_M, Closest, Wish
from routing.roads.graph import RoadGraph
from routing.roads.ground import Ground
from routing.roads.names import (
    AskedName,
    fold,
    read_name,
    split_type,
    strip_area,
    strip_type,
    tidy,
)
from routing.roads.own_table import OwnRow, read_own_table
from routing.roads.usable_roads import UsableRoads

NO_NODE: Final = -1
RANKS: Final = {
    "province_town": 0,
    "district_town": 1,
    "commune": 2,
    "village": 3,
    "market": 4,
    "pass": 4,
    "border_gate": 4,
    "junction": 5,
}
"""Of several places with one name the lowest rank is meant."""

_TYPES_OF_KIND: Final = {
    "province_town": {"thanh_pho"},
    "district_town": {"thi_tran", "thi_xa"},
    "commune": {"xa"},
    "village": {"ban"},
}
_SUGGESTIONS: Final = 3
_NO_MATCH: Final = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere goods can be fetched from; `new_commune` is its commune since 1 July 2025."""

    id: str
    name: str
    other_names: tuple[str, ...]
    near: tuple[str, ...]
    kind: str
    district: str
    province: str
    new_commune: str
    lonlat: LonLat
    elevation_m: int | None
    population: int
    node: int = NO_NODE

    @property
    def rank(self) -> int:
        """How much a place counts among others of its name; 0 counts most."""
        return RANKS.get(self.kind, max(RANKS.values()))


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune since 1 July 2025, made of old units; `seat_id` is the one of its name."""

    name: str
    seat_id: str
    member_ids: tuple[str, ...]
    lonlat: LonLat


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a name means.

    `assumed_seat`: the name is also that of a new commune of several old units, `commune`, of
    which the old unit of the same name was taken.
    """

    place: Place
    assumed_seat: bool = False
    commune: Commune | None = None


@dataclass(frozen=True, slots=True)
class _Meaning:
    place: Place
    rank: int
    commune: Commune | None = None


class PlaceIndex:
    """All places of a network."""

    def __init__(self, places: Iterable[Place], communes: Iterable[Commune] = ()) -> None:
        self.places = tuple(places)
        self.communes = tuple(communes)
        self._by_id = {place.id: place for place in self.places}
        self._new_names = {commune.seat_id: commune.name for commune in self.communes}
        self._bare: dict[str, list[_Meaning]] = {}
        self._typed: dict[tuple[str, str], list[_Meaning]] = {}
        for place in self.places:
            for name in (place.name, *place.other_names):
                self._add(name, _Meaning(place, place.rank), _kinds_of(place, name))
        for commune in self.communes:
            seat = self._by_id[commune.seat_id]
            self._add(commune.name, _Meaning(seat, RANKS["commune"], commune), set())

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Place]:
        return iter(self.places)

    def get(self, place_id: str) -> Place:
        """Return a place by id; KeyError when there is none."""
        return self._by_id[place_id]

    def find(self, text: str, *, file: str = "", row: int = 0, column: str = "place") -> Resolved:
        """Return what an id or a name means.

        A type word ("Xã", "Thị trấn", "Bản") selects places of that type. Areas may follow,
        behind commas or in brackets. Spelling with diacritics is tried before spelling without.

        Parameters
        ----------
        file, row, column
            Where the name stands, for the fault.

        Raises
        ------
        InputError
            When the name is unknown, or a bare name has several meanings of one rank.
        """
        at = partial(fault, file=file, row=row, column=column)
        if text.strip() in self._by_id:
            return _require_roads(Resolved(self._by_id[text.strip()]), at)
        asked = read_name(text)
        met = self._list_meanings(asked)
        best = {each.place.id: each.place for each in _least_rank(met)}
        if not best:
            raise InputError([self._unknown(text, asked, at)])
        if len(best) > 1:
            known = "; ".join(map(describe_place, best.values()))
            raise InputError([at("roads.ambiguous_place", value=text, known=known)])
        (place,) = best.values()
        return _require_roads(_resolve(place, met, asked), at)

    def search(self, text: str, limit: int = 10) -> tuple[Place, ...]:
        """Return places whose old or new name begins with the text, then others it is in."""
        asked = fold(text)
        if not asked:
            return ()
        found = []
        for place in self.places:
            names = (place.name, *place.other_names, self._new_names.get(place.id, place.name))
            grades = [_match(asked, fold(name)) for name in names]
            if place.id == text.strip() or min(grades) < _NO_MATCH:
                found.append((min(grades), place.rank, len(place.name), place.name, place))
        found.sort(key=lambda each: each[:-1])
        return tuple(each[-1] for each in found[:limit])

    def nearest(self, lonlat: LonLat, radius_m: float) -> tuple[Place, float] | None:
        """Return the nearest place within a radius with its distance in metres, else None."""
        near = min(
            ((crow_m(lonlat, place.lonlat), place.id) for place in self.places), default=None
        )
        if near is None or near[0] > radius_m:
            return None
        return self._by_id[near[1]], near[0]

    def _add(self, name: str, meaning: _Meaning, kinds: set[str]) -> None:
        split = split_type(tidy(name))
        kind, rest = split or ("", tidy(name))
        for spelling in {tidy(name), rest, fold(name), fold(rest)}:
            self._bare.setdefault(spelling, []).append(meaning)
        for each in {kind, *kinds} - {""}:
            for spelling in {rest, fold(rest)}:
                self._typed.setdefault((each, spelling), []).append(meaning)

    def _list_meanings(self, asked: AskedName) -> list[_Meaning]:
        split = split_type(asked.name)
        for spelled in (tidy, fold):
            met = []
            if split is not None:
                met = self._typed.get((split[0], spelled(split[1])), [])
            met = met or self._bare.get(spelled(asked.name), [])
            met = [each for each in met if _lies_within(each.place, asked.within)]
            if met:
                return met
        return []

    def _unknown(self, text: str, asked: AskedName, at: Callable[..., Fault]) -> Fault:
        words = {fold(asked.name), strip_type(asked.name)}
        close = [
            match
            for word in sorted(words)
            for match in get_close_matches(word, self._bare, n=_SUGGESTIONS, cutoff=0.75)
        ]
        places = {each.place.id: each.place for name in close for each in self._bare[name]}
        if not places:
            return at("roads.unknown_place", value=text)
        known = "; ".join(map(describe_place, [*places.values()][:_SUGGESTIONS]))
        return at("roads.unknown_place_near", value=text, known=known)


def describe_place(place: Place) -> str:
    """Return a place with its area and id, enough to tell it from others of its name."""
    return f"{place.name}, {place.district or place.province} ({place.id})"


def load_places(folder: Path, graph: RoadGraph) -> PlaceIndex:
    """Return the places of a roads folder; a folder without a table of places has none.

    A place stands at the node of its id, else on the nearest road within the usual radius; then
    its node is the nearer end of that road.

    Raises
    ------
    InputError
        With every fault of a table.
    """
    path, communes = folder / "places.csv", folder / "communes_2025.csv"
    if not path.exists():
        return PlaceIndex(())
    places = read_own_table(path, ("id", "name", "lon", "lat"), _read_place, unique="id")
    known = (
        read_own_table(communes, ("name", "seat_id", "member_ids", "lon", "lat"), _read_commune)
        if communes.exists()
        else []
    )
    nodes = _find_nodes(places, graph)
    placed = (replace(place, node=node) for place, node in zip(places, nodes, strict=True))
    return PlaceIndex(placed, known)


def _find_nodes(places: Sequence[Place], graph: RoadGraph) -> list[int]:
    nodes = [graph.find_node(place.id) for place in places]
    away = [i for i, node in enumerate(nodes) if node is None]
    if away:
        is_drivable = graph.edges.access != 0
        closest = Closest(Ground(graph), UsableRoads(graph, is_drivable), is_drivable)
        wishes = [Wish(DEFAULT_RADIUS_M)] * len(away)
        points = closest.find_each([places[i].lonlat for i in away], wishes)
        for i, point in zip(away, points, strict=True):
            nodes[i] = NO_NODE if point is None else point.node
    return [NO_NODE if node is None else node for node in nodes]


def _read_place(row: OwnRow) -> Place:
    elevation_m = row.find_number("elevation_m", -500, 9_000)
    return Place(
        id=row.needed("id"),
        name=row.needed("name"),
        other_names=row.texts("other_names"),
        near=row.texts("near"),
        kind=row.text("kind"),
        district=row.text("district"),
        province=row.text("province"),
        new_commune=row.text("commune_2025"),
        lonlat=row.lonlat(),
        elevation_m=None if elevation_m is None else round(elevation_m),
        population=round(row.find_number("population_2019", 0, 1e8) or 0),
    )


def _read_commune(row: OwnRow) -> Commune:
    return Commune(
        row.needed("name"), row.needed("seat_id"), row.texts("member_ids"), row.lonlat()
    )


def _kinds_of(place: Place, name: str) -> set[str]:
    """Return the type words that fit a name which has none of its own."""
    return set() if split_type(tidy(name)) else _TYPES_OF_KIND.get(place.kind, set())


def _require_roads(found: Resolved, at: Callable[..., Fault]) -> Resolved:
    if found.place.node == NO_NODE:
        name = describe_place(found.place)
        raise InputError([at("roads.place_off_roads", value=name, radius_m=DEFAULT_RADIUS_M)])
    return found


def _least_rank(meanings: Sequence[_Meaning]) -> list[_Meaning]:
    least = min((each.rank for each in meanings), default=0)
    return [each for each in meanings if each.rank == least]


def _resolve(place: Place, met: Sequence[_Meaning], asked: AskedName) -> Resolved:
    communes = [each.commune for each in met if each.commune and each.place.id == place.id]
    # Districts ended with the merger: whoever names one means the old unit.
    names_district = any(strip_area(area) == strip_area(place.district) for area in asked.within)
    if not communes or names_district:
        return Resolved(place)
    return Resolved(place, len(communes[0].member_ids) > 1, communes[0])


def _lies_within(place: Place, areas: Sequence[str]) -> bool:
    texts = (place.district, place.province, place.new_commune, *place.near)
    known = {strip_area(part) for each in texts for part in (each, *re.split("[,/]", each))}
    known |= {strip_type(name) for name in place.other_names}
    return all(strip_area(area) in known for area in areas)


def _match(asked: str, name: str) -> int:
    """Return how well a folded name fits: 0 same, 1 begins, 2 words begin, 3 inside, 4 not."""
    split = split_type(name)
    bare = split[1] if split else name
    if asked in (name, bare):
        return 0
    if name.startswith(asked) or bare.startswith(asked):
        return 1
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in asked.split()):
        return 2
    return 3 if asked in name else _NO_MATCH
