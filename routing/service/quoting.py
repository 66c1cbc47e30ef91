"""The first quote: the road from a village to where its goods are received, priced by the card."""

from dataclasses import dataclass
from datetime import date, datetime

from routing.errors import NoPathError
from routing.pricing.quote import Quote, estimate_quote
from routing.pricing.rate_card import RateCard
from routing.problem.records import ClosureRecord, Location, Product
from routing.roads.conditions import Season
from routing.roads.paths import Path
from routing.service.network import Network
from routing.service.travel import find_route

QUOTED_PROFILES = ("light_truck", "motorbike")
"""Profiles a pickup is priced for: the first that the roads allow."""


@dataclass(frozen=True, slots=True)
class QuoteAsked:
    """What a sender asks a price for. A volume of 0 is unknown."""

    origin: Location
    destination: Location
    on: date
    weight_g: int | None
    volume_ml: int = 0
    product: Product | None = None


@dataclass(frozen=True, slots=True)
class RoadQuote:
    """A quote with the road and the profile it is for."""

    quote: Quote
    profile: str
    path: Path


def make_quote(
    network: Network,
    card: RateCard,
    asked: QuoteAsked,
    *,
    at: datetime,
    season: Season | None = None,
    closures: tuple[ClosureRecord, ...] = (),
) -> RoadQuote:
    """Return what fetching goods costs by the card, marked an estimate.

    Parameters
    ----------
    at
        Aware time the quote is asked at.

    Raises
    ------
    InputError
        When a place or product is unknown or the weight is not stated.
    NoPathError
        When no road joins the two places for any quoted profile.
    """
    profile, path = _find_quoted_path(network, asked, season, closures, at)
    quote = estimate_quote(
        card,
        distance_m=path.distance_m,
        duration_s=path.duration_s,
        climb_m=path.climb_m,
        weight_g=asked.weight_g,
        volume_ml=asked.volume_ml,
        product=asked.product,
        on=asked.on,
        at=at,
    )
    return RoadQuote(quote, profile, path)


def _find_quoted_path(
    network: Network,
    asked: QuoteAsked,
    season: Season | None,
    closures: tuple[ClosureRecord, ...],
    at: datetime,
) -> tuple[str, Path]:
    """Return the first quoted profile that the roads allow, and its path."""
    for profile in QUOTED_PROFILES[:-1]:
        try:
            return profile, _find_path(network, profile, asked, season, closures, at)
        except NoPathError:
            continue
    last = QUOTED_PROFILES[-1]
    return last, _find_path(network, last, asked, season, closures, at)


def _find_path(
    network: Network,
    profile: str,
    asked: QuoteAsked,
    season: Season | None,
    closures: tuple[ClosureRecord, ...],
    at: datetime,
) -> Path:
    # The roads of the pickup's day decide, at the hour the quote is asked.
    moment = datetime.combine(asked.on, at.timetz())
    path, _, _ = find_route(
        network,
        profile,
        asked.origin,
        asked.destination,
        at=moment,
        season=season,
        closures=closures,
    )
    return path
