"""Items of a quote as asked: goods weighed, places and roads found, days known."""

from dataclasses import dataclass, replace
from datetime import datetime

from api.schemas.quantities import first_instant, grams, last_instant, millilitres
from api.schemas.quote import QuoteItem
from api.services.hauls import Hauls
from api.services.quote_roads import QuoteRoads, Road, read_location
from api.services.scope import Scope, find_currency_faults
from routing.errors import InputError, fault
from routing.pricing.lanes import Haul
from routing.pricing.lines import Goods, Way
from routing.problem.records import Location, Product


@dataclass(frozen=True, slots=True)
class Stand:
    """Where goods may be fetched, and the road from there; `words` are those of a meeting point.

    `mark` names it in options: empty for the door, else the number of the meeting point.
    """

    location: Location
    road: Road
    carry_m: int = 0
    mark: str = ""
    words: str = ""

    @property
    def way(self) -> Way:
        """The road as the card prices it."""
        path = self.road.path
        return Way(path.distance_m, path.duration_s, path.climb_m, self.carry_m)


@dataclass(frozen=True, slots=True)
class Asked:
    """An item that was understood. A `weight_g` of None is unknown; the door stands first."""

    item: QuoteItem
    product: Product | None
    weight_g: int | None
    ready: datetime
    due: datetime | None
    stands: tuple[Stand, ...]
    haul: Haul | None

    @property
    def door(self) -> Stand:
        """Where the goods are."""
        return self.stands[0]

    @property
    def goods(self) -> Goods:
        """What is priced; an unknown weight as none."""
        item = self.item
        return Goods(
            weight_g=self.weight_g or 0,
            volume_ml=millilitres(item.volume_m3) if item.volume_m3 else 0,
            product=self.product,
            declared_minor=item.declared_value.amount if item.declared_value else 0,
            cod_minor=item.cod.amount if item.cod else 0,
        )


def read_item(scope: Scope, roads: QuoteRoads, hauls: Hauls, item: QuoteItem) -> Asked:
    """Return an item with all it names found.

    Raises
    ------
    InputError
        With every fault of what is named.
    NoPathError
        When no road is open.
    """
    faults = find_currency_faults(scope, item)
    if faults:
        raise InputError(faults)
    product = _find_product(scope, item)
    origin = read_location(item.origin, roads.hubs)
    ready = first_instant(item.ready, scope.zone)
    due = last_instant(item.due, scope.zone) if item.due else None
    door = Stand(origin, roads.find(origin, item.to, ready))
    points = enumerate(item.meeting_points, 1)
    stands = (door, *(_meet(roads, item, door, str(i), name, ready) for i, name in points))
    haul = hauls.to(item.destination)
    return Asked(item, product, _find_weight_g(item, product), ready, due, stands, haul)


def _meet(
    roads: QuoteRoads, item: QuoteItem, door: Stand, mark: str, words: str, ready: datetime
) -> Stand:
    """Return a meeting point; its goods go to the hub that those from the door go to."""
    location = read_location(words, roads.hubs)
    to = item.to or (door.road.hub.id if door.road.hub else "")
    stand = Stand(location, roads.find(location, to, ready), mark=mark, words=words)
    return replace(stand, carry_m=roads.carry_m(door.location, location, ready))


def _find_product(scope: Scope, item: QuoteItem) -> Product | None:
    product = scope.knowledge.products.get(item.product)
    if item.product and product is None:
        known = ", ".join(sorted(scope.knowledge.products)[:5])
        raise InputError(
            [fault("api.unknown_product", column="product", value=item.product, near=known)]
        )
    return product


def _find_weight_g(item: QuoteItem, product: Product | None) -> int | None:
    if item.weight_kg is not None:
        return grams(item.weight_kg)
    return item.count * product.pack_g if item.count and product and product.pack_g else None
