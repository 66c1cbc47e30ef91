"""Packages of a shop's orders, weighed, and the one pickup that fetches them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from routing.errors import Fault, fault
from routing.formats.orders_table import OrderLine
from routing.formats.skus_table import Sku
from routing.problem.records import Location, RequestRecord, Source


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose goods are fetched, and where."""

    shop: str
    location: Location
    hub: str = ""
    contact_name: str = ""
    contact_phone: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """A package to be fetched. A `weight_g` of None is unknown."""

    id: str
    order_id: str
    weight_g: int | None
    volume_ml: int = 0
    product: str = ""
    source: Source = field(default=Source(), compare=False)


def weigh_packages(lines: Sequence[OrderLine], skus: Mapping[str, Sku]) -> tuple[Package, ...]:
    """Return the packages of lines in their order.

    What the export says of a package counts once; where it says nothing, the pieces are summed
    by their seller's SKU, else by their SKU.
    """
    grouped: dict[str, list[OrderLine]] = {}
    for line in lines:
        grouped.setdefault(line.package_id, []).append(line)
    return tuple(_weigh(each, skus) for each in grouped.values())


def warn_of_unknown(packages: Sequence[Package]) -> tuple[Fault, ...]:
    """Return a warning for each package of unknown weight."""
    return tuple(
        fault(
            "service.package_without_weight",
            file=each.source.file,
            row=each.source.row,
            column="weight_kg",
            name=each.id,
        )
        for each in packages
        if each.weight_g is None
    )


def pickup_of(
    packages: Sequence[Package], sender: Sender, request_id: str, ready: datetime, due: datetime
) -> RequestRecord:
    """Return the one pickup of some packages; one of unknown weight makes it unknown."""
    products = {each.product for each in packages}
    return RequestRecord(
        id=request_id,
        location=sender.location,
        ready=ready,
        due=due,
        weight_g=_sum([each.weight_g for each in packages]),
        volume_ml=sum(each.volume_ml for each in packages),
        shop=sender.shop,
        product=products.pop() if len(products) == 1 else "",
        count=len(packages),
        hub=sender.hub,
        contact_name=sender.contact_name,
        contact_phone=sender.contact_phone,
    )


def join_pickups(first: RequestRecord, more: RequestRecord) -> RequestRecord:
    """Return a pickup that fetches what two would, as the first one says in all else."""
    return replace(
        first,
        weight_g=_sum([first.weight_g, more.weight_g]),
        volume_ml=first.volume_ml + more.volume_ml,
        count=first.count + more.count,
        product=first.product if first.product == more.product else "",
        ready=max(first.ready, more.ready),
        due=min(first.due, more.due),
    )


def _weigh(lines: Sequence[OrderLine], skus: Mapping[str, Sku]) -> Package:
    first = lines[0]
    stated_g = next((line.weight_g for line in lines if line.weight_g is not None), None)
    found = [skus.get(line.seller_sku) or skus.get(line.sku_id) for line in lines]
    known = [
        (line.quantity, sku) for line, sku in zip(lines, found, strict=True) if sku is not None
    ]
    pieces_g = [None if sku.weight_g is None else number * sku.weight_g for number, sku in known]
    summed_g = _sum(pieces_g) if len(known) == len(lines) else None
    products = {sku.product if sku else "" for sku in found}
    return Package(
        id=first.package_id,
        order_id=first.order_id,
        weight_g=stated_g if stated_g is not None else summed_g,
        volume_ml=sum(number * sku.volume_ml for number, sku in known),
        product=products.pop() if len(products) == 1 else "",
        source=first.source,
    )


def _sum(weights_g: Sequence[int | None]) -> int | None:
    known = [each for each in weights_g if each is not None]
    return sum(known) if len(known) == len(weights_g) else None
