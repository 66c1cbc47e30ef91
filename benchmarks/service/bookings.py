"""Many bookings at a time are as sound as one after the other, and as many.

python -m benchmarks.service.bookings [--database postgres|sqlite] [--asks 10000] [--shops 50]
    [--at-a-time 32] [--kills 10] [--workers 2] [--stops 120] [--fleet 4] [--most-kg 5]

Three times the same asks meet the same plan: one after the other, at a time, and at a time with
the server killed in between. Returns 1 when a goal is missed.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from api.knowledge import load_knowledge
from api.settings import Settings
from benchmarks.service.booking import draw_asks
from benchmarks.service.crowd import book_all
from benchmarks.service.ground import KINDS, lay, open_databases, plan_week
from benchmarks.service.launch import serving
from benchmarks.service.ledger import audit

SHARE_GOAL: Final = 0.98
DAYS: Final = 5
STEPS: Final = 2_000


def main() -> int:
    given = parse()
    runs = (
        ("in_turn", 1, 0),
        ("at_a_time", given.at_a_time, 0),
        ("killed", given.at_a_time, given.kills),
    )
    booked: dict[str, int] = {}
    is_good = True
    with (
        tempfile.TemporaryDirectory() as folder,
        open_databases(given.database, Path(folder)) as make,
    ):
        plain = Settings(data_dir=Path(folder), demo=True)
        knowledge = load_knowledge(plain)
        planned = plan_week(
            knowledge, stops=given.stops, days=DAYS, fleet=given.fleet, steps=STEPS
        )
        for name, at_a_time, kills in runs:
            settings = Settings(
                data_dir=Path(folder) / name,
                database_url=make(name),
                port=0,
                workers=given.workers,
                planners=0,
                calls_per_min=0,
                demo=True,
            )
            ground = lay(settings, knowledge, planned, given.shops)
            asks = draw_asks(ground, given.asks, most_kg=given.most_kg)
            with serving(settings) as server:
                began = time.perf_counter()
                told = book_all(server, asks, at_a_time=at_a_time, kills=kills)
                took_s = time.perf_counter() - began
            ledger = audit(settings, knowledge, told)
            booked[name] = ledger.booked
            is_good &= ledger.is_sound and ledger.booked >= SHARE_GOAL * booked["in_turn"]
            calls, repeated = (sum(getattr(t, n) for t in told) for n in ("calls", "repeated"))
            print(
                f"{name}: {given.asks} asks, {at_a_time} at a time, {kills} kills, {took_s:.0f} s;"
                f" {calls} calls, {repeated} repeated; {ledger}",
                flush=True,
            )
    for name, count in booked.items():
        print(f"{name}: {count / max(1, booked['in_turn']):.1%} of what one after the other books")
    print("goals met" if is_good else "goals missed")
    return 0 if is_good else 1


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=KINDS, default=KINDS[0])
    defaults = {
        "asks": 10_000,
        "shops": 50,
        "at-a-time": 32,
        "kills": 10,
        "workers": 2,
        "stops": 120,
        "fleet": 4,
        "most-kg": 5,
    }
    for name, value in defaults.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
