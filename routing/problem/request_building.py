"""From rows of requests to requests: windows laid over the days, money, kinds, alternatives."""

from collections.abc import Iterator
from dataclasses import replace

from routing.errors import InputError, fault
from routing.problem.horizon import Horizon
from routing.problem.hub import NOWHERE
from routing.problem.problem import Problem
from routing.problem.records import RequestRecord
from routing.problem.request import ANY_HUB, NO_GROUP, Request, RequestKind, Visit
from routing.problem.stated import Settings, Stated
from routing.problem.time_window import TimeWindow, cut_windows, join_windows
from routing.units import MILLI, NO_LIMIT, SECONDS_PER_HOUR, divide_half_up

Clock = tuple[tuple[int, int], ...]


def build_requests(
    draft: Problem, stated: Stated, settings: Settings
) -> Iterator[tuple[RequestRecord, tuple[Request, ...]]]:
    """Yield each row with its request, and after that the alternatives to it.

    Rows of unknown weight are passed over: nothing can be planned for them.

    Parameters
    ----------
    draft
        The problem without requests.
    """
    words = dict.fromkeys(r.terms.same_vehicle for r in stated.requests if r.terms.same_vehicle)
    together = {word: number for number, word in enumerate(words)}
    for number, record in enumerate(stated.requests):
        if record.weight_g is None:
            continue
        stop = stated.request_stops[number]
        request = build_request(draft, record, stop, settings)
        request = _add_terms(draft, stated, settings, record, request)
        request = replace(request, together=together.get(record.terms.same_vehicle, NO_GROUP))
        others = stated.other_stops.get(record.id, ())
        if others:
            request = replace(request, alternative=number)
        yield record, (request, *_list_others(draft, record, request, others))


def build_request(
    problem: Problem, record: RequestRecord, stop: int, settings: Settings
) -> Request:
    """Return the request of a row, as far as it is fetched.

    Raises
    ------
    InputError
        When its weight is unknown.
    """
    horizon = problem.horizon
    hub = _find_hub(problem, record)
    if record.weight_g is None:
        source = record.source
        unknown = fault(
            "builder.unknown_weight",
            file=source.file,
            row=source.row,
            column="weight_kg",
            id=record.id,
        )
        raise InputError([unknown])
    penalty = record.penalty_minor
    if penalty is None:
        penalty = settings.penalty_base_minor * (10 + record.priority) // 10
    deferrable, waiting_minor = _may_wait(horizon, record, settings)
    return Request(
        id=record.id,
        stop=stop,
        weight_g=record.weight_g,
        volume_ml=record.volume_ml,
        windows=_build_windows(problem, record, hub, record.windows),
        service_s=record.service_s,
        hub=hub,
        required=record.required and not deferrable,
        priority=record.priority,
        penalty_minor=waiting_minor if deferrable else penalty,
        deferrable=deferrable,
        skills=record.skills,
        shop=record.shop,
        product=record.product,
        kind=RequestKind(record.terms.kind),
    )


def _add_terms(
    problem: Problem, stated: Stated, settings: Settings, record: RequestRecord, request: Request
) -> Request:
    """Return a request with what its row asks for beyond being fetched."""
    terms, horizon = record.terms, problem.horizon
    product = stated.products.get(record.product) if settings.keep_products else None
    max_ride_s, tags = terms.max_ride_s, terms.tags
    if product is not None:
        tags |= product.tags
        if product.max_hours_in_vehicle:
            max_ride_s = min(max_ride_s, round(product.max_hours_in_vehicle * SECONDS_PER_HOUR))
    lateness = divide_half_up(settings.lateness_minor_per_hour * MILLI, SECONDS_PER_HOUR)
    delivered = request.kind is RequestKind.DELIVERY
    return replace(
        request,
        to=_build_second(problem, stated, record, request),
        released_s=max(0, horizon.seconds(record.ready)) if delivered else 0,
        deliver_by_s=NO_LIMIT if terms.deliver_by is None else horizon.seconds(terms.deliver_by),
        max_ride_s=max_ride_s,
        wish_by_s=NO_LIMIT if terms.wish_by is None else horizon.seconds(terms.wish_by),
        lateness_rate_milli=0 if terms.wish_by is None else lateness,
        tags=tags,
        exclude_tags=terms.exclude_tags,
    )


def _build_second(
    problem: Problem, stated: Stated, record: RequestRecord, request: Request
) -> Visit | None:
    if request.kind is not RequestKind.PAIR:
        return None
    by = record.terms.deliver_by or record.due
    windows = _build_windows(problem, replace(record, due=by), ANY_HUB, record.terms.to_windows)
    return Visit(stated.second_stops[record.id], windows, record.terms.to_service_s)


def _list_others(
    problem: Problem, record: RequestRecord, request: Request, stops: tuple[int, ...]
) -> Iterator[Request]:
    """Yield the alternatives to a request; each is named by the place where it is served."""
    for place, stop in zip(record.terms.alternatives, stops, strict=True):
        name = f"{request.id}@{problem.stops[stop].place}"
        yield replace(request, id=name, stop=stop, serve_minor=place.cost_minor)


def _find_hub(problem: Problem, record: RequestRecord) -> int:
    delivered = record.terms.kind == RequestKind.DELIVERY.value
    named = record.terms.from_hub if delivered else record.hub
    if not named:
        return ANY_HUB
    return next(i for i, known in enumerate(problem.hubs) if known.id == named)


def _may_wait(horizon: Horizon, record: RequestRecord, settings: Settings) -> tuple[bool, int]:
    """Return whether goods may be fetched after the horizon, and what that waiting costs."""
    if horizon.seconds(record.due) <= horizon.end_s:
        return False, 0
    ready_day = max(0, min(horizon.days, horizon.day_of(horizon.seconds(record.ready))))
    waited_days = horizon.days - ready_day
    if waited_days > settings.max_wait_days:
        return False, 0
    return True, settings.waiting_minor_per_day * waited_days


def _build_windows(
    problem: Problem, record: RequestRecord, hub: int, clock: Clock
) -> tuple[TimeWindow, ...]:
    horizon = problem.horizon
    ready_s = max(0, horizon.seconds(record.ready))
    due_s = min(horizon.end_s - 1, horizon.seconds(record.due))
    if ready_s > due_s:
        return ()
    if clock:
        daily = [
            TimeWindow(horizon.clock_s(day, first), horizon.clock_s(day, last))
            for day in range(horizon.days)
            for first, last in clock
        ]
    else:
        real = [one for one in problem.hubs if one.stop != NOWHERE]
        receiving = real if hub == ANY_HUB else [problem.hubs[hub]]
        daily = [window for one in receiving for window in one.open_windows]
    return cut_windows(join_windows(daily), TimeWindow(ready_s, due_s))
