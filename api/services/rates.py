"""Prices that shops' platforms ask for while somebody is buying: read only, nothing is held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from api.repositories import orders, platforms
from api.schemas.quote import QuoteCreate, QuoteItem, QuoteRead
from api.services.hauls import Hauls, load_hauls
from api.services.quotes import work_out_quotes
from api.services.scope import Scope
from api.services.senders import location_of
from api.tables import District, Sender
from routing.errors import InputError, fault
from routing.formats.folding import fold
from routing.texts import Lang
from routing.units import GRAMS_PER_KG, ML_PER_M3

_UNITS: Final = ("thanh_pho_", "tinh_", "tp_", "quan_", "huyen_", "thi_xa_", "xa_", "phuong_")


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be brought to which zone; without `origin` it is fetched at the shop's place."""

    zone: str
    weight_g: int
    volume_ml: int = 0
    origin: str = ""
    declared_minor: int = 0
    cod_minor: int = 0


def get_sender(scope: Scope) -> Sender:
    """Return where goods of the shop that asks are fetched.

    Raises
    ------
    InputError
        When it was never said.
    """
    row = orders.find_sender(scope.session, scope.area.id, scope.who.subject)
    if row is None:
        raise InputError([fault("trade.no_sender", column="shop", value=scope.who.subject)])
    return row


def find_zone(scope: Scope, names: Sequence[str]) -> str:
    """Return the zone of our lanes that the first of some names means, empty when none does.

    Cities and provinces count with and without what they are: Thành phố Hà Nội is Hà Nội.
    """
    return _zone_of(load_hauls(scope), names)


def find_district(scope: Scope, district_id: int | None, ward: str) -> District | None:
    """Return what a platform's numbers stand for, None when the operator's table is silent."""
    if district_id is None:
        return None
    return platforms.find_district(scope.session, scope.area.id, district_id, ward)


def ask_rate(
    scope: Scope, sender: Sender, parcel: Parcel, ready: datetime, lang: Lang
) -> QuoteRead | str:
    """Return what bringing a parcel there costs, or why it cannot be said."""
    item = QuoteItem.model_validate(
        {
            "from": parcel.origin or _origin_of(sender),
            "to": sender.hub,
            "destination": parcel.zone,
            "product": sender.product,
            "weight_kg": parcel.weight_g / GRAMS_PER_KG,
            "volume_m3": parcel.volume_ml / ML_PER_M3 if parcel.volume_ml else None,
            "ready": ready.astimezone(scope.zone).isoformat(timespec="seconds"),
            "declared_value": _money(scope, parcel.declared_minor),
            "cod": _money(scope, parcel.cod_minor),
        }
    )
    [answer] = work_out_quotes(scope, QuoteCreate(items=(item,)), lang).answer.items
    if isinstance(answer, QuoteRead):
        return answer
    said = (each.message_vi if lang == "vi" else each.message_en for each in answer.error.errors)
    return "; ".join(said) or answer.error.detail


def _zone_of(hauls: Hauls, names: Sequence[str]) -> str:
    zones = {_bare(lane.zone): lane.zone for lane in hauls.lanes}
    return next((zones[_bare(name)] for name in names if _bare(name) in zones), "")


def _bare(name: str) -> str:
    word = fold(name)
    return next((word.removeprefix(unit) for unit in _UNITS if word.startswith(unit)), word)


def _origin_of(sender: Sender) -> str:
    location = location_of(sender)
    point = location.lonlat
    return f"{point.lon:.6f},{point.lat:.6f}" if point else location.place


def _money(scope: Scope, amount: int) -> dict[str, object] | None:
    return {"amount": amount, "currency": scope.area.currency} if amount else None
