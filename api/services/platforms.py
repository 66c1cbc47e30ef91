"""Platforms that ask prices for shops, and what their districts stand for."""

from api.errors import not_found
from api.identity import new_id
from api.repositories import platforms, rows
from api.repositories.owners import seen_by
from api.schemas.platform import (
    DistrictsImported,
    IntegrationCreate,
    IntegrationList,
    IntegrationRead,
)
from api.schemas.problem import FaultRead
from api.secret_files import drop_secret, keep_secret
from api.services.scope import Scope, kept
from api.services.senders import shop_meant
from api.settings import Settings
from api.tables import District, Integration
from routing.formats.districts_table import DistrictRecord
from routing.formats.table import Table


def create_integration(
    scope: Scope, settings: Settings, body: IntegrationCreate
) -> IntegrationRead:
    """Let a platform ask prices for a shop."""
    shop = shop_meant(scope, body.shop)
    row = Integration(area_id=scope.area.id, id=new_id("int"), kind=body.kind, shop=shop)
    rows.add(scope.session, row, "integration")
    keep_secret(settings, row.id, body.secret.get_secret_value())
    scope.record("integration", row.id, "create", kind=row.kind)
    return _read(scope, row)


def list_integrations(scope: Scope) -> IntegrationList:
    """Return the platforms that one sees."""
    own = seen_by(scope.who, Integration)
    found = rows.list_all(scope.session, Integration, scope.area.id, *own)
    return IntegrationList(items=[_read(scope, row) for row in found])


def delete_integration(scope: Scope, settings: Settings, integration_id: str) -> None:
    """Let a platform ask no more, and forget its secret.

    Raises
    ------
    ApiError
        ``NOT_FOUND``.
    """
    own = seen_by(scope.who, Integration)
    row = rows.find(scope.session, Integration, scope.area.id, integration_id, *own, lock=True)
    if row is None:
        raise not_found("integration", integration_id)
    drop_secret(settings, row.id)
    rows.delete(scope.session, row)
    scope.record("integration", integration_id, "delete")


def import_districts(scope: Scope, table: Table[DistrictRecord]) -> DistrictsImported:
    """Put the districts of a table in the place of all there are."""
    new = [
        District(
            area_id=scope.area.id,
            district_id=each.district_id,
            ward_code=each.ward_code,
            place=each.place,
            zone=each.zone,
        )
        for each in table.records
    ]
    platforms.replace_districts(scope.session, scope.area.id, new)
    scope.record("district", "", "import", count=len(new))
    return DistrictsImported(
        imported=len(new), warnings=[FaultRead.of(each) for each in table.warnings]
    )


def _read(scope: Scope, row: Integration) -> IntegrationRead:
    return IntegrationRead.model_validate(
        {
            **kept(row, scope.zone).model_dump(),
            **row.model_dump(include={"id", "kind", "shop"}),
            "path": f"/rates/{row.kind}/{row.id}",
        }
    )
