"""Rates as Shopify's CarrierService takes them."""

from datetime import date, datetime, time

from api.clock import now
from api.schemas.quote import QuoteOption
from api.schemas.shopify import ShopifyOffer, ShopifyRate, ShopifyRates
from api.services.rates import Parcel, ask_rate, find_zone, get_sender
from api.services.scope import Scope
from routing.texts import Lang, text

HUNDREDTHS = 100


def shopify_key(scope: Scope, rate: ShopifyRate) -> tuple[object, ...]:
    """Return by what a rate is known: from where, to where, how heavy, in which language."""
    sender = get_sender(scope)
    to = rate.destination
    origin = (sender.id, sender.version)
    return (*origin, to.country, to.province, to.city, rate.weight_g, _lang(rate))


def shopify_rates(scope: Scope, rate: ShopifyRate) -> ShopifyRates:
    """Return the cheapest option of each level; nothing where we do not go or cannot weigh."""
    weight_g, to = rate.weight_g, rate.destination
    is_abroad = to.country not in {None, "", "VN"}
    zone = find_zone(scope, [each for each in (to.province, to.city) if each])
    if not weight_g or not zone or is_abroad:
        return ShopifyRates(rates=[])
    lang = _lang(rate)
    told = ask_rate(scope, get_sender(scope), Parcel(zone, weight_g), now(), lang)
    if isinstance(told, str):
        return ShopifyRates(rates=[])
    cheapest: dict[str, QuoteOption] = {}
    for option in sorted(told.options, key=lambda one: (one.price.amount, one.option_id)):
        cheapest.setdefault(option.level, option)
    return ShopifyRates(rates=[_offer(scope, each, lang) for each in cheapest.values()])


def _offer(scope: Scope, option: QuoteOption, lang: Lang) -> ShopifyOffer:
    arrives = option.departure.arrives_on if option.departure else option.day
    arrival = datetime.combine(date.fromisoformat(arrives), time(12), scope.zone)
    day = date.fromisoformat(arrives)
    return ShopifyOffer(
        service_name=text(f"trade.level.{option.level}", lang),
        service_code=option.level,
        total_price=str(option.price.amount * HUNDREDTHS),
        currency=option.price.currency,
        description=text("trade.arrives", lang, day=day),
        min_delivery_date=f"{arrival:%Y-%m-%d %H:%M:%S %z}",
        max_delivery_date=f"{arrival:%Y-%m-%d %H:%M:%S %z}",
    )


def _lang(rate: ShopifyRate) -> Lang:
    return "vi" if rate.locale.lower().startswith("vi") else "en"
