"""Where shops' goods are fetched, and what their articles weigh."""

from api.errors import not_found
from api.identity import new_id
from api.repositories import orders as stored
from api.repositories import rows
from api.schemas.order import SenderRead, SenderUpdate, SkuList, SkuRead, SkusImported
from api.schemas.problem import FaultRead
from api.schemas.quantities import cubic_metres, kilograms
from api.schemas.where import position_of
from api.services.kept_records import load_records
from api.services.scope import Scope, expect_version, kept, touch
from api.tables import Sender, SkuWeight
from routing.errors import Fault, InputError, fault
from routing.formats.skus_table import Sku
from routing.formats.table import Table
from routing.geo import LonLat
from routing.problem.records import HubRecord, Location
from routing.service.locate import find_location_faults


def shop_meant(scope: Scope, shop: str) -> str:
    """Return the shop a call is about: a shop's own, else the one that is named.

    Raises
    ------
    InputError
        When none is named, or a shop names another one.
    """
    own = scope.who.subject if scope.who.role == "shop" else shop
    if not own:
        raise InputError([fault("trade.no_shop", column="shop")])
    if shop and shop != own:
        raise InputError([fault("identity.other_shop", column="shop", value=shop, own=own)])
    return own


def get_sender(scope: Scope, shop: str) -> SenderRead:
    """Return where a shop's goods are fetched.

    Raises
    ------
    ApiError
        ``NOT_FOUND`` when it was never said.
    """
    meant = shop_meant(scope, shop)
    row = stored.find_sender(scope.session, scope.area.id, meant)
    if row is None:
        raise not_found("sender", meant)
    return _read(scope, row)


def update_sender(scope: Scope, shop: str, body: SenderUpdate, wanted: int | None) -> SenderRead:
    """Say where a shop's goods are fetched; the first time any version will do.

    Raises
    ------
    InputError
        When its place, hub or product is unknown.
    """
    meant = shop_meant(scope, shop)
    location = body.to_location()
    faults = [*_find_faults(scope, body, location)]
    if faults:
        raise InputError(faults)
    row = stored.find_sender(scope.session, scope.area.id, meant, lock=True)
    if row is None:
        row = Sender(area_id=scope.area.id, id=new_id("snd"), shop=meant)
        rows.add(scope.session, row, "sender")
    else:
        expect_version(row, wanted)
        touch(row)
    lon, lat = location.lonlat or (None, None)
    columns = body.model_dump(include={"place", "hub", "product", "contact_name", "contact_phone"})
    for name, value in {**columns, "lon": lon, "lat": lat}.items():
        setattr(row, name, value)
    scope.session.flush()
    scope.record("sender", row.id, "update", version=row.version)
    return _read(scope, row)


def location_of(row: Sender) -> Location:
    """Return where a shop's goods are fetched as the library has it."""
    if row.lon is None or row.lat is None:
        return Location(row.place)
    return Location(lonlat=LonLat(row.lon, row.lat))


def list_skus(scope: Scope, shop: str) -> SkuList:
    """Return a shop's articles."""
    found = stored.list_skus(scope.session, scope.area.id, shop_meant(scope, shop))
    return SkuList(
        items=[
            SkuRead(
                sku=each.sku,
                product=each.product,
                weight_kg=None if each.weight_g is None else kilograms(each.weight_g),
                volume_m3=cubic_metres(each.volume_ml),
            )
            for each in found
        ]
    )


def import_skus(scope: Scope, shop: str, table: Table[Sku]) -> SkusImported:
    """Put the articles of a table in the place of a shop's before; what was imported stays."""
    meant, area = shop_meant(scope, shop), scope.area.id
    stored.clear_skus(scope.session, area, meant)
    for each in table.records:
        scope.session.add(
            SkuWeight(
                area_id=area,
                shop=meant,
                sku=each.id,
                product=each.product,
                weight_g=each.weight_g,
                volume_ml=each.volume_ml,
            )
        )
    scope.session.flush()
    scope.record("sku", "", "import", count=len(table.records))
    warnings = [FaultRead.of(each) for each in table.warnings]
    return SkusImported(imported=len(table.records), warnings=warnings)


def _find_faults(scope: Scope, body: SenderUpdate, location: Location) -> list[Fault]:
    known = scope.knowledge
    faults = [*find_location_faults(known.network, location)]
    hubs = [hub.id for hub in load_records(scope, HubRecord)]
    if body.hub and body.hub not in hubs:
        listed = ", ".join(hubs)
        faults.append(fault("builder.unknown_hub", column="hub", value=body.hub, known=listed))
    if body.product and body.product not in known.products:
        near = ", ".join(sorted(known.products)[:5])
        faults.append(
            fault("api.unknown_product", column="product", value=body.product, near=near)
        )
    return faults


def _read(scope: Scope, row: Sender) -> SenderRead:
    words = row.model_dump(
        include={"shop", "place", "hub", "product", "contact_name", "contact_phone"}
    )
    return SenderRead.model_validate(
        {
            **kept(row, scope.zone).model_dump(),
            **words,
            "lonlat": position_of(location_of(row).lonlat),
        }
    )
