"""What a sender may choose from: levels and days, at the door or at a meeting point, with prices.

Every option is backed by an insertion into the plan, and priced by what that adds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from routing.pricing.interval import LEAST_S, choose_interval
from routing.pricing.lanes import Departure, Haul, linehaul_line
from routing.pricing.levels import Level, PlanCost
from routing.pricing.lines import Goods, QuoteLine, Way, carry_minor, find_chargeable_g
from routing.pricing.quote import NO_LINEHAUL, Quote, price_goods
from routing.pricing.rate_card import RateCard
from routing.pricing.splitting import split_candidate
from routing.problem.horizon import Horizon
from routing.problem.time_window import TimeWindow, cut_windows
from routing.solver.insertion.candidate import Candidate, Insertion
from routing.solver.insertion.desk import InsertionDesk
from routing.units import NO_LIMIT


@dataclass(frozen=True, slots=True)
class PickupPlace:
    """Where goods may be fetched: at the door, or at a `meeting_point` the sender carries to."""

    candidate: Candidate
    way: Way
    meeting_point: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """An offer: what is promised, its price, and the insertion that makes it true.

    `window` runs from the first to the last second at which service may begin; `candidates`
    (several when the goods need several vehicles) have the promise as their windows and belong
    to the insertions one by one. `cost` is what the plan says it costs. The goods are at their
    hub at `at_hub_by` at the latest, and go on with the `departure`, if they go on.
    """

    id: str
    level: Level
    first: date
    last: date
    window: TimeWindow
    meeting_point: str
    quote: Quote
    cost: PlanCost
    candidates: tuple[Candidate, ...]
    insertions: tuple[Insertion, ...]
    at_hub_by: datetime
    departure: Departure | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all options of a quote.

    On days `after_cut_off` whatever alone opens a vehicle-day pays the express price. With a
    `haul` only what a departure can still take is offered.
    """

    card: RateCard
    goods: Goods
    at: datetime
    after_cut_off: frozenset[int] = frozenset()
    haul: Haul | None = None
    pack_g: int = 0


def list_options(
    desk: InsertionDesk, terms: Terms, places: Sequence[PickupPlace]
) -> tuple[Option, ...]:
    """Return every option at every place, cheapest first; none when it fits nowhere.

    Raises
    ------
    InputError
        With every fault of the goods and requests.
    """
    carried = [_with_carry(terms, place) for place in places]
    found = desk.ask([one.candidate for one in carried])
    options = [
        option
        for place, insertions in zip(carried, found, strict=True)
        for option in _list_by_day(desk, terms, place, insertions)
    ]
    for place, insertions in zip(carried, found, strict=True):
        if insertions:
            options += _express(desk, terms, place, insertions[0])
        else:
            options += _list_split(desk, terms, place)
    return tuple(sorted(options, key=lambda one: (one.quote.total_minor, one.id)))


def _with_carry(terms: Terms, place: PickupPlace) -> PickupPlace:
    """Return a place whose request costs what the sender gets back for carrying."""
    worth = carry_minor(terms.card, terms.goods.weight_g, place.way.carry_m)
    request = replace(place.candidate.request, serve_minor=worth)
    return replace(place, candidate=replace(place.candidate, request=request))


def _list_by_day(
    desk: InsertionDesk, terms: Terms, place: PickupPlace, found: Sequence[Insertion]
) -> Iterator[Option]:
    """Yield a date for each day on which it fits, and the range of them if there are several."""
    for one in found:
        today = _between(desk.problem.horizon, place.candidate, one.day, one.day)
        yield from _offer(desk, terms, place, Level.STANDARD, (today,), (one,))
    if len(found) > 1:
        best = min(found, key=lambda one: (one.extra_minor, one.day))
        first, last = found[0].day, found[-1].day
        within = _between(desk.problem.horizon, place.candidate, first, last)
        yield from _offer(desk, terms, place, Level.ECONOMY, (within,), (best,))


def _express(
    desk: InsertionDesk, terms: Terms, place: PickupPlace, first: Insertion
) -> Iterator[Option]:
    """Yield the interval of an hour around the planned time of the first day."""
    request = place.candidate.request
    window = choose_interval(
        request.windows, first.begin_s, soonest_s=first.soonest_s, width_s=LEAST_S
    )
    candidate = replace(place.candidate, request=replace(request, windows=(window,)))
    yield from _offer(desk, terms, place, Level.EXPRESS, (candidate,), (first,))


def _list_split(desk: InsertionDesk, terms: Terms, place: PickupPlace) -> Iterator[Option]:
    """Yield options for goods that need several vehicles: within all days, and on each day."""
    parts = split_candidate(desk.problem, place.candidate, terms.pack_g)
    if not 1 < len(parts) <= desk.seats:
        return
    found = desk.ask_parts(parts)
    if not found:
        return
    used = {one.day for one in found}
    if len(used) > 1:
        within = [_between(desk.problem.horizon, part, min(used), max(used)) for part in parts]
        yield from _offer(desk, terms, place, Level.ECONOMY, within, found)
    for day in range(desk.problem.horizon.days):
        cut = [_between(desk.problem.horizon, part, day, day) for part in parts]
        if all(part.request.windows for part in cut):
            today = desk.ask_parts(cut)
            if today:
                yield from _offer(desk, terms, place, Level.STANDARD, cut, today)


def _offer(
    desk: InsertionDesk,
    terms: Terms,
    place: PickupPlace,
    level: Level,
    candidates: Sequence[Candidate],
    insertions: Sequence[Insertion],
) -> Iterator[Option]:
    """Yield the option of some insertions, nothing when no departure takes the goods on."""
    horizon = desk.problem.horizon
    promised = _promise(candidates)
    first = horizon.local(promised.earliest_s).date()
    at_hub_by = horizon.local(_end_of_work_s(desk, horizon.day_of(promised.latest_s)))
    departure = _find_departure(desk, terms, insertions, at_hub_by)
    if terms.haul is not None and departure is None:
        return
    cost = PlanCost(
        sum(one.extra_minor for one in insertions),
        sum(one.share_minor for one in insertions),
        min(NO_LIMIT, sum(one.alone_minor for one in insertions)),
    )
    late = any(one.day in terms.after_cut_off and desk.is_unused(one.shift) for one in insertions)
    quote = price_goods(
        terms.card,
        terms.goods,
        place.way,
        on=horizon.date(min(one.day for one in insertions)),
        at=terms.at,
        level=level,
        cost=cost,
        opens_late=late,
        linehaul=_linehaul(terms, departure),
    )
    yield Option(
        id=_name(level, first, place.meeting_point),
        level=level,
        first=first,
        last=horizon.local(promised.latest_s).date(),
        window=promised,
        meeting_point=place.meeting_point,
        quote=quote,
        cost=cost,
        candidates=tuple(candidates),
        insertions=tuple(insertions),
        at_hub_by=at_hub_by,
        departure=departure,
    )


def _promise(candidates: Sequence[Candidate]) -> TimeWindow:
    windows = [window for one in candidates for window in one.request.windows]
    first_s, last_s = (one.earliest_s for one in windows), (one.latest_s for one in windows)
    return TimeWindow(min(first_s), max(last_s))


def _end_of_work_s(desk: InsertionDesk, day: int) -> int:
    """Return when the last vehicle of a day is back, at the latest."""
    problem = desk.problem
    return max(
        shift.latest_s + problem.type_of(shift).max_overtime_s
        for shift in problem.shifts
        if shift.day <= day
    )


def _find_departure(
    desk: InsertionDesk, terms: Terms, insertions: Sequence[Insertion], at_hub_by: datetime
) -> Departure | None:
    if terms.haul is None:
        return None
    hub = desk.problem.hubs[desk.find_hub(insertions[-1])].id
    clock = desk.problem.horizon.zone
    return terms.haul.find(hub, at_hub_by, terms.goods.weight_g, clock)


def _linehaul(terms: Terms, departure: Departure | None) -> QuoteLine:
    if departure is None:
        return NO_LINEHAUL
    goods = terms.goods
    chargeable_g = find_chargeable_g(terms.card, goods.weight_g, goods.known_volume_ml)
    return linehaul_line(departure.lane, chargeable_g)


def _name(level: Level, first: date, meeting_point: str) -> str:
    day = f"-{first.isoformat()}" if level is Level.STANDARD else ""
    return f"{level}{day}" + (f"@{meeting_point}" if meeting_point else "")


def _between(horizon: Horizon, candidate: Candidate, first: int, last: int) -> Candidate:
    """Return a candidate that may be served on some days only."""
    days = TimeWindow(horizon.day_start_s[first], horizon.day_start_s[last + 1] - 1)
    windows = cut_windows(candidate.request.windows, days)
    return replace(candidate, request=replace(candidate.request, windows=windows))
