"""Plans as tables for people: sums beside baselines, days, what is left out, files."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from rich.table import Table

from cli.session import say, screen, session
from cli.table import new_table
from routing.formats.words import (
    day_words,
    distance_words,
    duration_words,
    money_words,
    number_words,
    weight_words,
)
from routing.plan.plan import Plan, PlanDropped
from routing.plan.summary import Summary
from routing.plan.totals import Totals
from routing.service import Outcome
from routing.units import GRAMS_PER_KG, SECONDS_PER_HOUR

_MOST_DROPPED: Final = 30


def show_plan(outcome: Outcome) -> None:
    """Print a plan: its sums, its days, what it leaves out and why."""
    console = screen()
    console.print(summary_table(outcome.plan, outcome.summary))
    console.print(days_table(outcome.plan))
    if outcome.plan.dropped:
        console.print(dropped_table(outcome.plan.dropped))


def summary_table(plan: Plan, summary: Summary) -> Table:
    """Return the sums of a plan beside what the same goods take without batching."""
    lang = session.lang
    heads = [say(f"cli.plan.{key}") for key in ("plan", "own_motorbike", "one_village")]
    table = new_table(say("cli.plan.summary"), "", *heads, right=(1, 2, 3))
    columns = (summary.plan, summary.own_motorbike, summary.one_village)

    def row(key: str, *values: str) -> None:
        table.add_row(say(f"cli.plan.{key}"), *values)

    row("cost", *(money_words(each.cost_minor, plan.currency, lang) for each in columns))
    row("cost_per_kg", *(_per_kg(each, plan.currency) for each in columns))
    row("served", *(weight_words(each.served_g, lang) for each in columns))
    row("parts", *(number_words(each.parts, lang) for each in columns))
    row("unserved", *(number_words(each.unserved_parts, lang) for each in columns))
    row("distance", *(distance_words(each.distance_m, lang) for each in columns))
    row("driving", *(duration_words(each.driving_s, lang) for each in columns))
    row("trips", *(number_words(each.trips, lang) for each in columns))
    row("co2", *(f"{number_words(each.co2_g / 1000, lang)} kg" for each in columns))
    row("load", _percent(summary.load_factors.weight), "", "")
    row("load_volume", _percent(summary.load_factors.volume), "", "")
    return table


def days_table(plan: Plan) -> Table:
    """Return one row for each day of the horizon."""
    lang = session.lang
    keys = ("day", "routes", "pickups", "weight_kg", "distance_km", "driving_h", "cost")
    heads = [say(f"cli.plan.{key}") for key in keys]
    heads[-1] += f" ({money_words(0, plan.currency, lang).split()[-1]})"
    table = new_table(say("cli.plan.days"), *heads, right=range(1, len(keys)))
    for day in range(plan.horizon.days):
        routes = [route for route in plan.routes if route.day == day]
        pickups = [stop for route in routes for stop in route.stops if stop.serves]
        weight_g = sum(stop.weight_g for stop in pickups)
        distance_m = sum(route.distance_m for route in routes)
        driving_s = sum(route.driving_s for route in routes)
        table.add_row(
            day_words(plan.horizon.date(day), lang),
            number_words(len(routes), lang),
            number_words(len(pickups), lang),
            number_words(weight_g / GRAMS_PER_KG, lang),
            number_words(distance_m / 1000, lang),
            number_words(driving_s / SECONDS_PER_HOUR, lang, decimals=1),
            money_words(sum(r.cost.total_minor for r in routes), plan.currency, lang).split()[0],
        )
    return table


def dropped_table(dropped: tuple[PlanDropped, ...]) -> Table:
    """Return what is left out or put off, with the reasons."""
    lang = session.lang
    heads = (say(f"cli.plan.{key}") for key in ("request", "weight", "state", "reasons"))
    table = new_table(say("cli.plan.dropped_title", count=len(dropped)), *heads, right=(1,))
    for gone in dropped[:_MOST_DROPPED]:
        weight = "?" if gone.weight_g is None else weight_words(gone.weight_g, lang)
        reasons = [f"{reason.code}: {reason.detail(lang)}" for reason in gone.reasons]
        if gone.repair:
            reasons.append(say("cli.plan.repair", change=gone.repair.detail(lang)))
        table.add_row(gone.request, weight, say(f"cli.plan.{gone.state}"), "\n".join(reasons))
    if len(dropped) > _MOST_DROPPED:
        table.caption = say("cli.plan.more", count=len(dropped) - _MOST_DROPPED)
    return table


def show_files(folder: Path, files: Iterable[Path]) -> None:
    """Print where the outputs lie and which to open first."""
    console = screen()
    console.print(say("cli.files", folder=folder), style="bold", highlight=False)
    for name in ("map.png", "plan.xlsx", "routes.pdf", "plan.json", "routes.geojson"):
        if any(file.name == name and file.parent == folder for file in files):
            hint = say(f"cli.open.{name.replace('.', '_')}")
            console.print(f"  {folder / name}  [dim]{hint}[/dim]", highlight=False)
    routes = sorted(file for file in files if file.parent.name == "routes")
    if routes:
        hint = say("cli.open.routes", count=len(routes))
        console.print(f"  {folder / 'routes'}/  [dim]{hint}[/dim]", highlight=False)


def _per_kg(totals: Totals, currency: str) -> str:
    if totals.cost_per_kg_minor is None:
        return "–"
    return money_words(round(totals.cost_per_kg_minor), currency, session.lang)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{number_words(share * 100, session.lang)} %"
