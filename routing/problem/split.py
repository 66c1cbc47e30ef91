"""Requests too big for any one vehicle become parts, in whole packs."""

from dataclasses import dataclass, replace

from routing.problem.request import Request
from routing.units import divide_half_up

DEFAULT_PACK_G = 10_000
"""Pack assumed for goods without a known pack: 10 kg."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """What one vehicle may carry."""

    grams: int
    millilitres: int


def split_request(
    request: Request, pack_g: int, capacities: tuple[Capacity, ...]
) -> tuple[Request, ...]:
    """Return the fewest parts of a request that each fit one of the vehicles that reach it.

    All parts but the last are as many whole packs as the vehicle carries that needs the
    fewest parts. The request stays whole when it fits some vehicle, when no vehicle reaches
    it, or when not even one pack fits.
    """
    pack_g = pack_g or DEFAULT_PACK_G
    if any(_fits(request, capacity) for capacity in capacities):
        return (request,)
    packs_per_part = max(
        (_packs_in(request, pack_g, capacity) for capacity in capacities), default=0
    )
    if packs_per_part == 0:
        return (request,)
    full_g = packs_per_part * pack_g
    parts = -(-request.weight_g // full_g)
    return split_by_weights(
        request, (full_g,) * (parts - 1) + (request.weight_g - full_g * (parts - 1),)
    )


def split_by_weights(request: Request, weights_g: tuple[int, ...]) -> tuple[Request, ...]:
    """Return parts of given weights; volume, further loads and money are shared in proportion."""
    volumes_ml = _share(request.volume_ml, weights_g)
    penalties = _share(request.penalty_minor, weights_g)
    carries = _share(request.serve_minor, weights_g)
    changes = _share(request.change_minor, weights_g)
    extras = list(zip(*(_share(load, weights_g) for load in request.extra), strict=True))
    brought = list(zip(*(_share(load, weights_g) for load in request.brought), strict=True))
    return tuple(
        replace(
            request,
            weight_g=weight_g,
            volume_ml=volume_ml,
            penalty_minor=penalty,
            part=number,
            parts=len(weights_g),
            extra=extras[number - 1] if extras else (),
            brought=brought[number - 1] if brought else (),
            serve_minor=carries[number - 1],
            change_minor=changes[number - 1],
        )
        for number, (weight_g, volume_ml, penalty) in enumerate(
            zip(weights_g, volumes_ml, penalties, strict=True), start=1
        )
    )


def _fits(request: Request, capacity: Capacity) -> bool:
    return request.weight_g <= capacity.grams and request.volume_ml <= capacity.millilitres


def _packs_in(request: Request, pack_g: int, capacity: Capacity) -> int:
    packs = capacity.grams // pack_g
    if request.volume_ml:
        # One millilitre a part is kept free, since shares are rounded.
        room_ml = max(0, capacity.millilitres - 1)
        packs = min(packs, room_ml * request.weight_g // (request.volume_ml * pack_g))
    return packs


def _share(total: int, weights: tuple[int, ...]) -> list[int]:
    """Return whole shares of a total in proportion to weights; they add up to the total."""
    shares: list[int] = []
    seen = given = 0
    for weight in weights:
        seen += weight
        share = divide_half_up(total * seen, sum(weights)) - given
        shares.append(share)
        given += share
    return shares
