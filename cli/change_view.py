"""What a new plan changes, as tables for people."""

from typing import Final

from rich.table import Table

from cli.profile_names import profile_name
from cli.session import say, screen, session
from cli.table import new_table
from routing.formats.words import (
    distance_words,
    duration_words,
    money_words,
    number_words,
    weight_words,
)
from routing.plan.compare import PlanComparison, PlanTotals, PromiseChange, PromiseState
from routing.plan.detours import HitLeg, LatePickup
from routing.plan.plan import Plan
from routing.plan.promises import Promise, list_promises
from routing.service import Network
from routing.service.detours import Detour, delayed_g

_MOST_ROWS: Final = 15
_BROKEN: Final = (PromiseState.SHIFTED, PromiseState.MOVED, PromiseState.LOST)


def show_detours(
    network: Network, plan: Plan, detours: tuple[Detour, ...], hits: tuple[HitLeg, ...]
) -> None:
    """Print the drives a closure lengthens, by destination, with the roads taken instead."""
    lang = session.lang
    keys = ("profile", "from_to", "drives", "before", "after", "by")
    heads = (say(f"cli.change.{key}") for key in keys)
    table = new_table(say("cli.change.detours"), *heads, right=(2,))
    for detour in detours[:_MOST_ROWS]:
        hit = detour.hit
        table.add_row(
            profile_name(network, hit.profile),
            f"{detour.origin} → {detour.destination}",
            number_words(detour.drives, lang),
            _drive_words(hit.before_m, hit.before_s),
            say("cli.change.no_way") if hit.cut else _drive_words(hit.after_m, hit.after_s),
            " – ".join(detour.roads),
        )
    if len(detours) > _MOST_ROWS:
        table.caption = say("cli.plan.more", count=len(detours) - _MOST_ROWS)
    console = screen()
    console.print(table)
    console.print(
        say(
            "cli.change.hit",
            routes=len({hit.route for hit in hits}),
            vehicles=len({hit.vehicle for hit in hits}),
            weight=weight_words(delayed_g(plan, hits), lang),
        ),
        highlight=False,
    )


def show_late(plan: Plan, late: tuple[LatePickup, ...]) -> None:
    """Print the promises that break when vehicles leave as planned and go round."""
    lang = session.lang
    weight = weight_words(sum(one.weight_g for one in late), lang)
    promises = list_promises(plan)
    title = say("cli.change.late", count=len(late), weight=weight)
    if not late:
        screen().print(title, highlight=False)
        return
    keys = ("request", "shop", "place", "weight", "told", "delay")
    table = new_table(title, *(say(f"cli.change.{key}") for key in keys), right=(3,))
    for one in late[:_MOST_ROWS]:
        promise = promises[one.request, one.part]
        delay = say("cli.change.no_way")
        if one.start_s is not None:
            delay = duration_words(one.start_s - one.planned_s, lang)
        table.add_row(
            one.request,
            promise.shop,
            promise.place_name,
            weight_words(one.weight_g, lang),
            _told_words(promise),
            delay,
        )
    if len(late) > _MOST_ROWS:
        table.caption = say("cli.plan.more", count=len(late) - _MOST_ROWS)
    screen().print(table)


def show_change(change: PlanComparison, plan: Plan) -> None:
    """Print promises kept and not, with what stood in the way, then both plans' sums."""
    console = screen()
    currency = plan.currency
    broken = change.list_changes(*_BROKEN)
    kept = change.list_changes(PromiseState.KEPT)
    new = change.list_changes(PromiseState.NEW)
    console.print(
        say(
            "cli.change.promises",
            kept=len(kept),
            all=len(kept) + len(broken),
            broken=len(broken),
            weight=weight_words(change.weight_g(*_BROKEN), session.lang),
            new=len(new),
        ),
        style="bold",
        highlight=False,
    )
    if broken:
        console.print(_promise_table(broken))
        _show_reasons(broken, plan)
    others = sum(each.what == ("vehicle",) for each in plan.changed)
    if others:
        console.print(say("cli.change.other_vehicle", count=others), highlight=False)
    if new:
        console.print(_promise_table(new))
    console.print(_sums_table(change.before, change.after, currency))
    console.print(
        say(
            "cli.change.vehicles",
            routes=len(change.changed_routes),
            vehicles=", ".join(change.changed_vehicles) or "–",
        ),
        highlight=False,
    )


def _show_reasons(broken: tuple[PromiseChange, ...], plan: Plan) -> None:
    """Print what stands in the way of promises that a plan does not keep."""
    console = screen()
    why = {(each.request, each.part): each.reasons for each in plan.changed}
    for change in broken[:_MOST_ROWS]:
        promise = change.promise
        reasons = why.get((promise.request, promise.part), ())
        told = "; ".join(f"{each.code}: {each.detail(session.lang)}" for each in reasons)
        if told:
            console.print(
                say("cli.change.why", request=promise.request, reasons=told),
                highlight=False,
                markup=False,
            )


def _promise_table(changes: tuple[PromiseChange, ...]) -> Table:
    keys = ("request", "shop", "place", "weight", "told", "now")
    table = new_table(
        say(f"cli.change.{'new' if changes[0].before is None else 'broken'}"),
        *(say(f"cli.change.{key}") for key in keys),
        right=(3,),
    )
    for change in changes[:_MOST_ROWS]:
        promise = change.promise
        table.add_row(
            promise.request,
            promise.shop,
            promise.place_name,
            weight_words(promise.weight_g, session.lang),
            _told_words(change.before),
            _told_words(change.after),
        )
    if len(changes) > _MOST_ROWS:
        table.caption = say("cli.plan.more", count=len(changes) - _MOST_ROWS)
    return table


def _sums_table(before: PlanTotals, after: PlanTotals, currency: str) -> Table:
    heads = (say(f"cli.change.{key}") for key in ("before", "after", "difference"))
    table = new_table(say("cli.change.sums"), "", *heads, right=(1, 2, 3))

    def row(key: str, old: int, new: int, words: str) -> None:
        sign = "+" if new > old else ""
        shown = [_in_words(words, value, currency) for value in (old, new, new - old)]
        table.add_row(say(f"cli.plan.{key}"), *shown[:2], sign + shown[2])

    row("vehicle_days", before.vehicle_days, after.vehicle_days, "count")
    row("pickups", before.stops, after.stops, "count")
    row("served", before.served_g, after.served_g, "weight")
    row("distance", before.distance_m, after.distance_m, "distance")
    row("cost", before.cost_minor, after.cost_minor, "money")
    row("not_served", before.dropped, after.dropped, "count")
    row("put_off", before.deferred, after.deferred, "count")
    return table


def _in_words(kind: str, value: int, currency: str) -> str:
    lang = session.lang
    if kind == "weight":
        return weight_words(value, lang)
    if kind == "distance":
        return distance_words(value, lang)
    if kind == "money":
        return money_words(value, currency, lang)
    return number_words(value, lang)


def _told_words(promise: Promise | None) -> str:
    if promise is None:
        return "–"
    return f"{promise.start:%d/%m %H:%M} {promise.vehicle}"


def _drive_words(distance_m: int, duration_s: int) -> str:
    lang = session.lang
    return f"{distance_words(distance_m, lang)}, {duration_words(duration_s, lang)}"
