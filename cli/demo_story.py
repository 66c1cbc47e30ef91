"""The QL4D week: planned, cut by a landslide, flooded by a livestream."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from cli import sample
from cli.inputs import Reader
from routing.plan.compare import PlanComparison, compare_plans
from routing.plan.detours import HitLeg, LatePickup, find_hit_legs, find_late_pickups
from routing.plan.promises import TOLERANCE_S
from routing.problem.records import ClosureRecord, Product, RequestRecord
from routing.service import Network, Outcome, PlanInputs, make_plan
from routing.service.keep_promises import replan
from routing.solver.answer import OnProgress, SolveOptions

MONDAY: Final = date(2025, 5, 19)
WEEK_DAYS: Final = 6
CUT_DAY: Final = 1
SURGE_DAY: Final = 5
SURGE_DAYS: Final = 9
"""The horizon after the livestream: to Tuesday 27 May, when its goods are due."""

ShowSearch = Callable[[str], AbstractContextManager[OnProgress]]


@dataclass(frozen=True)
class Chapter:
    """A plan, what it changes in the one before, and what that one would have met as it was."""

    inputs: PlanInputs
    outcome: Outcome
    change: PlanComparison | None = None
    hits: tuple[HitLeg, ...] = ()
    late: tuple[LatePickup, ...] = ()


@dataclass(frozen=True)
class Story:
    """The three plans of the week and what was known when."""

    closures: tuple[ClosureRecord, ...]
    surge: tuple[RequestRecord, ...]
    week: Chapter
    cut: Chapter
    flood: Chapter

    @property
    def chapters(self) -> tuple[Chapter, Chapter, Chapter]:
        """The plans in the order they were made."""
        return self.week, self.cut, self.flood


@dataclass(frozen=True)
class Sample:
    """The tables of the sample week."""

    products: tuple[Product, ...]
    inputs: PlanInputs
    closures: tuple[ClosureRecord, ...]
    surge: tuple[RequestRecord, ...]


def read_sample() -> Sample:
    """Return the sample week: what is known on Sunday, and what happens later."""
    reader = Reader()
    products = reader.products(sample.PRODUCTS)
    inputs = PlanInputs(
        hubs=reader.hubs(sample.HUBS),
        fleet=reader.fleet(sample.FLEET),
        requests=reader.requests(sample.REQUESTS, products),
        start=MONDAY,
        days=WEEK_DAYS,
    )
    closures = reader.closures(sample.CLOSURES)
    surge = reader.requests(sample.SURGE, products)
    reader.stop_if_faulty()
    return Sample(tuple(products.values()), inputs, closures, surge)


def tell_story(
    network: Network,
    tables: Sample,
    options: SolveOptions,
    replan_options: SolveOptions,
    show: ShowSearch,
) -> Story:
    """Return the three plans: the week, the week after the cut, the week and the livestream."""
    with show("cli.demo.search_week") as tell:
        week = make_plan(
            network, tables.inputs, options, on_progress=tell, plan_id="demo", version=1
        )
    cut_inputs = replace(tables.inputs, closures=tables.closures)
    with show("cli.demo.search_cut") as tell:
        cut = replan(
            network,
            cut_inputs,
            replan_options,
            base=week,
            keep_days=CUT_DAY,
            on_progress=tell,
            plan_id="demo",
            version=2,
        )
    flood_inputs = replace(
        cut_inputs, requests=cut_inputs.requests + tables.surge, days=SURGE_DAYS
    )
    with show("cli.demo.search_flood") as tell:
        flood = replan(
            network,
            flood_inputs,
            replan_options,
            base=cut,
            keep_days=SURGE_DAY,
            on_progress=tell,
            plan_id="demo",
            version=3,
        )
    hits = find_hit_legs(week.plan, cut.problem)
    late = find_late_pickups(week.plan, cut.problem, hits, tolerance_s=TOLERANCE_S)
    return Story(
        closures=tables.closures,
        surge=tables.surge,
        week=Chapter(tables.inputs, week),
        cut=Chapter(cut_inputs, cut, compare_plans(week.plan, cut.plan), hits, late),
        flood=Chapter(flood_inputs, flood, compare_plans(cut.plan, flood.plan)),
    )
