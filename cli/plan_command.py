"""`luco plan`: from tables to a folder with the plan."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from cli import sample
from cli.group import HELP, LucoCommand, new_app
from cli.inputs import Reader, choose_table, tomorrow
from cli.options import (
    Closures,
    Products,
    Profiles,
    Roads,
    SeasonName,
    Seed,
    Steps,
    Threads,
    TimeLimit,
)
from cli.outputs import label_plan, plan_brief, write_plan
from cli.plan_view import show_files, show_plan
from cli.progress import show_search
from cli.session import DONE, DROPPED, note, print_json, session, show_warnings
from routing.errors import InputError
from routing.problem.records import Product
from routing.problem.stated import KEEP_PRODUCTS
from routing.service import Network, PlanInputs, load_network, make_plan
from routing.solver.answer import SolveOptions

DEFAULT_TIME_LIMIT_S: Final = 30.0
GUARD_TIME_LIMIT_S: Final = 3600.0
"""Seconds after which a search bounded by steps is stopped all the same."""


app = new_app("plan")


@app.command(cls=LucoCommand, help=HELP + "plan", epilog=HELP + "common")
def plan(
    *,
    requests: Annotated[Path, typer.Option(help=HELP + "opt.requests", metavar="F")],
    out: Annotated[Path, typer.Option(help=HELP + "opt.out", metavar="DIR")],
    hubs: Annotated[Path | None, typer.Option(help=HELP + "opt.hubs", metavar="F")] = None,
    hub_slots: Annotated[
        Path | None, typer.Option(help=HELP + "opt.hub_slots", metavar="F")
    ] = None,
    fleet: Annotated[Path | None, typer.Option(help=HELP + "opt.fleet", metavar="F")] = None,
    roads: Roads = None,
    closures: Closures = None,
    products: Products = None,
    profiles: Profiles = None,
    start: Annotated[str | None, typer.Option(help=HELP + "opt.start", metavar="DATE")] = None,
    days: Annotated[int, typer.Option(help=HELP + "opt.days", metavar="N")] = 1,
    season: SeasonName = None,
    time_limit_s: TimeLimit = None,
    steps: Steps = None,
    threads: Threads = 1,
    seed: Seed = 0,
    strict: Annotated[bool, typer.Option("--strict", help=HELP + "opt.strict")] = False,
) -> int:
    """Plan the pickups of a table and write the plan's folder."""
    reader = Reader()
    options = read_search(reader, time_limit_s, steps, threads, seed)
    inputs, known, network = _read_inputs(
        reader,
        roads or sample.ROADS,
        tables=(requests, hubs, fleet, closures, products),
        hub_slots=hub_slots,
        profiles=profiles,
        start=reader.day(start, "--start", tomorrow()),
        days=days,
        season=season,
    )
    with show_search("cli.plan.searching", count=len(inputs.requests)) as tell:
        outcome = make_plan(
            network,
            inputs,
            options,
            on_progress=tell,
            plan_id=_name_plan(network, inputs, options),
        )
    show_warnings(outcome.warnings)
    note("cli.plan.writing")
    files = write_plan(network, outcome, out, label_plan(network, known, inputs.requests))
    if session.machine:
        print_json(plan_brief(outcome, files))
    else:
        show_plan(outcome)
        show_files(out, files)
    missed = outcome.plan.violations or any(
        gone.state == "dropped" for gone in outcome.plan.dropped
    )
    return DROPPED if strict and missed else DONE


def read_search(
    reader: Reader, time_limit_s: float | None, steps: int | None, threads: int, seed: int
) -> SolveOptions:
    """Return the bounds of a search; steps without seconds are bounded by a guard only."""
    reader.at_least(time_limit_s, 0.001, "--time-limit-s")
    reader.at_least(steps, 1, "--steps")
    reader.at_least(threads, 1, "--threads")
    reader.at_least(seed, 0, "--seed")
    usual_s = DEFAULT_TIME_LIMIT_S if steps is None else GUARD_TIME_LIMIT_S
    return SolveOptions(
        time_limit_s=usual_s if time_limit_s is None else time_limit_s,
        steps=steps,
        seed=seed,
        threads=threads,
    )


def _read_inputs(
    reader: Reader,
    roads: Path,
    *,
    tables: tuple[Path, Path | None, Path | None, Path | None, Path | None],
    hub_slots: Path | None,
    profiles: Path | None,
    start: date,
    days: int,
    season: str | None,
) -> tuple[PlanInputs, Collection[Product], Network]:
    """Return what the tables say, the products and the network, once all is free of faults."""
    requests, hubs, fleet, closures, products = tables
    reader.at_least(days, 1, "--days")
    weather = reader.season(season)
    network = reader.network(roads, profiles)
    hub_rows = reader.hubs(_choose(reader, hubs, roads, sample.HUBS, "--hubs"), network)
    fleet_rows = reader.fleet(_choose(reader, fleet, roads, sample.FLEET, "--fleet"))
    known = reader.products(products or sample.PRODUCTS)
    request_rows = reader.requests(requests, known, network)
    closed = reader.closures(closures)
    slots = reader.hub_slots(hub_slots)
    reader.stop_if_faulty()
    show_warnings(reader.warnings)
    inputs = PlanInputs(
        hub_rows, fleet_rows, request_rows, start, days, closed, weather, hub_slots=slots
    )
    if products is not None:
        inputs = replace(inputs, products=known, settings=KEEP_PRODUCTS)
    return inputs, known.values(), network or load_network(roads, profiles=profiles)


def _choose(reader: Reader, given: Path | None, roads: Path, default: Path, option: str) -> Path:
    try:
        return choose_table(given, roads, default, option)
    except InputError as error:
        reader.faults += error.faults
        return default


def _name_plan(network: Network, inputs: PlanInputs, options: SolveOptions) -> str:
    """Return an id that equal inputs and options share, so that equal plans are equal files."""
    told = (network.graph.version, _without_sources(inputs), _without_sources(options))
    line = json.dumps(told, default=_in_order, sort_keys=True)
    return "plan-" + hashlib.sha256(line.encode()).hexdigest()[:12]


def _without_sources(stated: PlanInputs | SolveOptions) -> dict[str, object]:
    """Return all fields but which row of which file a record came from."""
    return asdict(
        stated, dict_factory=lambda pairs: {name: v for name, v in pairs if name != "source"}
    )


def _in_order(value: object) -> object:
    return sorted(value, key=str) if isinstance(value, frozenset) else str(value)
