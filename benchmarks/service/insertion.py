"""How long insertions and quotes take against a living plan, in process.

python -m benchmarks.service.insertion [--stops 300] [--days 5] [--asks 2000]
    [--steps 3000] [--cpu]

With --cpu the time of the processor is measured, which does not count what others do meanwhile.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import numpy as np

from benchmarks.solver.mountain_week import HUBS, VILLAGES, draw_request, mountain_week
from routing.matrix.travel_matrix import UNREACHABLE
from routing.pricing.lines import Goods, Way
from routing.pricing.options import PickupPlace, Terms, list_options
from routing.pricing.rate_card import load_rate_card
from routing.problem.problem import Problem
from routing.problem.request import Request
from routing.problem.sequences import Sequences
from routing.solver.engine import Turn, open_workshop
from routing.solver.insertion.candidate import Candidate
from routing.solver.insertion.desk import InsertionDesk
from routing.solver.ruin_recreate import RuinRecreate

CARD = load_rate_card()
WAY = Way(distance_m=30_000, duration_s=3_600, climb_m=400)


def main() -> None:
    given = parse()
    problem = mountain_week(requests=given.stops, days=given.days)
    plan = make_plan(problem, given.steps)
    served = len(problem.requests) - len(plan.dropped)
    clock = time.thread_time if given.cpu else time.perf_counter
    began = clock()
    desk = InsertionDesk(problem, plan)
    opened_ms = 1000 * (clock() - began)
    asked = draw_candidates(problem, given.asks)
    desk.ask(asked[:1])
    took_ms = np.array([measure_ms(clock, partial(desk.ask, [one])) for one in asked])
    quoted_ms = np.array([measure_ms(clock, partial(price, desk, one)) for one in asked])
    bulk_ms = measure_ms(clock, partial(desk.ask, asked[:1000]))
    found = sum(bool(answer) for answer in desk.ask(asked))
    print(f"plan: {served} stops, {len(plan.routes)} routes, {given.days} days")
    print(f"desk opened in {opened_ms:.0f} ms; {found} of {len(asked)} fit somewhere")
    for name, each_ms in (("insertions by day", took_ms), ("all priced options", quoted_ms)):
        p50, p99 = np.percentile(each_ms, [50, 99])
        print(f"{name}: p50 {p50:.2f} ms, p99 {p99:.2f} ms, most {each_ms.max():.2f} ms")
    print(f"bulk of {min(1000, len(asked))}: {bulk_ms:.0f} ms")


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in (("stops", 300), ("days", 5), ("asks", 2000), ("steps", 3000)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--cpu", action="store_true")
    return parser.parse_args()


def make_plan(problem: Problem, steps: int) -> Sequences:
    engine = RuinRecreate(open_workshop(problem, 1))
    plan = engine.fill(Sequences((), tuple(range(len(problem.requests)))))
    better = engine.propose(Turn(plan, steps, 0.9, 600.0))
    return plan if better is None else better.sequences


def draw_candidates(problem: Problem, count: int) -> list[Candidate]:
    rng = np.random.default_rng(7)
    narrow = problem.matrices[1].duration_s[0] == UNREACHABLE
    drawn = (draw_request(rng, i, problem.horizon, narrow) for i in range(count))
    return [Candidate(as_new(one)) for one in drawn]


def as_new(request: Request) -> Request:
    if not HUBS <= request.stop < HUBS + VILLAGES:
        raise AssertionError(request.stop)
    return replace(request, id=f"new {request.id}")


def measure_ms(clock: Callable[[], float], work: Callable[[], object]) -> float:
    began = clock()
    work()
    return 1000 * (clock() - began)


def price(desk: InsertionDesk, asked: Candidate) -> None:
    """Price every level at the door."""
    goods = Goods(asked.request.weight_g, asked.request.volume_ml)
    terms = Terms(CARD, goods, datetime(2025, 5, 18, 12, 0, tzinfo=UTC))
    list_options(desk, terms, [PickupPlace(asked, WAY)])


if __name__ == "__main__":
    main()
