"""Fees as GHN's interface tells them."""

from api.clock import now
from api.schemas.ghn import GhnFee, GhnFeeAsked
from api.services.rates import Parcel, ask_rate, find_district, find_zone, get_sender
from api.services.scope import Scope
from routing.errors import InputError, fault
from routing.pricing.lines import LineCode
from routing.texts import Lang


class NoFeeError(Exception):
    """There is no price, for the reason it says."""


def ghn_fee(scope: Scope, asked: GhnFeeAsked, lang: Lang) -> GhnFee:
    """Return the price of the cheapest option.

    Raises
    ------
    InputError
        When it is not known where to, or how heavy, or where the shop is.
    NoFeeError
        When goods cannot go that way.
    """
    sender, zone = get_sender(scope), _zone(scope, asked)
    if not asked.weight_g:
        raise InputError([fault("pricing.unknown_weight", column="weight")])
    parcel = Parcel(
        zone,
        asked.weight_g,
        asked.volume_ml,
        _origin(scope, asked),
        asked.insurance_value or 0,
        asked.cod_value or 0,
    )
    told = ask_rate(scope, sender, parcel, now(), lang)
    if isinstance(told, str):
        raise NoFeeError(told)
    option = min(told.options, key=lambda one: one.price.amount)
    insurance = sum(
        line.amount.amount for line in option.lines if line.code == LineCode.INSURANCE.value
    )
    total = option.price.amount
    return GhnFee(total=total, service_fee=total - insurance, insurance_fee=insurance)


def _zone(scope: Scope, asked: GhnFeeAsked) -> str:
    district = find_district(scope, asked.to_district_id, asked.to_ward_code or "")
    named = (asked.to_province_name, asked.to_district_name, asked.to_ward_name)
    names = [each for each in (district.zone if district else "", *named) if each]
    zone = find_zone(scope, names)
    if not zone:
        said = ", ".join(names) or " ".join(
            str(each) for each in (asked.to_district_id, asked.to_ward_code) if each
        )
        raise InputError([fault("trade.unknown_district", column="to_district_id", value=said)])
    return zone


def _origin(scope: Scope, asked: GhnFeeAsked) -> str:
    """Return where the goods are when the call says so in words or numbers that we know."""
    district = find_district(scope, asked.from_district_id, asked.from_ward_code or "")
    if district is not None and district.place:
        return district.place
    return asked.from_ward_name or asked.from_district_name or ""
