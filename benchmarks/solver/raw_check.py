"""A check that shares no line with the library: instance and solution as texts, plain loops.

It reads the file anew, counts lengths, loads, times, prizes and vehicles by hand, and returns the
published cost with everything that is wrong.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

UNBOUNDED = 10**15


@dataclass
class Raw:
    """An instance in whole numbers of its convention."""

    factor: int
    cut: bool
    xy: list[tuple[float, float]]
    demand: list[int]
    ready: list[int]
    due: list[int]
    service: list[int]
    depots: int = 1
    release: list[int] = field(default_factory=list)
    prize: list[int] = field(default_factory=list)
    link: dict[int, int] = field(default_factory=dict)
    capacity: list[float] = field(default_factory=list)
    fixed: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)
    home: list[int] = field(default_factory=list)
    longest: float = UNBOUNDED
    reloads: bool = False
    mixed: bool = False

    def whole(self, value: float) -> int:
        return math.floor(self.factor * value + (0 if self.cut else 0.5))

    def leg(self, i: int, j: int) -> int:
        (ax, ay), (bx, by) = self.xy[i], self.xy[j]
        return self.whole(math.sqrt((ax - bx) ** 2 + (ay - by) ** 2))


def check_solution(family: str, instance: str, solution: str) -> tuple[float, list[str]]:
    """Return the published cost of a solution and what is wrong with it."""
    raw = read_raw(family, instance)
    routes = [
        (int(number), [int(stop) for stop in stops.split()])
        for number, stops in re.findall(r"^Route #(\d+):(.*)$", solution, re.MULTILINE)
    ]
    routes = [(number, stops) for number, stops in routes if stops]
    faults = [*check_visits(raw, routes)]
    cost = 0.0
    for number, stops in routes:
        unit = number - 1 if raw.mixed else 0
        faults += [f"route {number}: {fault}" for fault in check_route(raw, unit, stops)]
        path = [raw.home[unit], *stops, raw.home[unit]]
        length = sum(raw.leg(i, j) for i, j in pairwise(path))
        cost += raw.fixed[unit] * raw.factor + raw.rate[unit] * length
    seen = {stop for _, stops in routes for stop in stops}
    if raw.prize:
        cost += sum(p for i, p in enumerate(raw.prize) if i not in seen)
    return cost / raw.factor / (100 if family == "HFVRP" else 1), faults


def check_visits(raw: Raw, routes: list[tuple[int, list[int]]]) -> Iterator[str]:
    visits = Counter(stop for _, stops in routes for stop in stops if stop >= raw.depots)
    for stop in range(raw.depots, len(raw.xy)):
        optional = bool(raw.prize) and raw.prize[stop] > 0
        if visits[stop] > 1 or (visits[stop] == 0 and not optional):
            yield f"customer {stop} is visited {visits[stop]} times"
    if len(routes) > len(raw.capacity) or len({number for number, _ in routes}) < len(routes):
        yield f"{len(routes)} routes for {len(raw.capacity)} vehicles"


def check_route(raw: Raw, unit: int, stops: list[int]) -> Iterator[str]:
    home = raw.home[unit]
    trips: list[list[int]] = [[]]
    for stop in stops:
        if stop < raw.depots:
            trips.append([])
        else:
            trips[-1].append(stop)
    if len(trips) > 1 and not raw.reloads:
        yield "a depot inside a route"
    for trip in trips:
        yield from check_load(raw, raw.capacity[unit], trip)
    begins = begin_earliest(raw, home, trips)
    path = [stop for trip in trips for stop in [*trip, home]]
    for stop, begin in zip(path, begins, strict=True):
        if begin > raw.due[stop]:
            yield f"stop {stop} at {begin}, due {raw.due[stop]}"
    lasts = begins[-1] - leave_latest(raw, [home, *path], begins[-1])
    if lasts > raw.longest:
        yield f"lasts {lasts}, at most {raw.longest}"


def begin_earliest(raw: Raw, home: int, trips: list[list[int]]) -> list[int]:
    """Return when each customer and each call at the depot begins; the last is the end."""
    now, here, begins = raw.ready[home], home, []
    for trip in trips:
        now = max([now, *(raw.release[i] for i in trip if raw.release)])
        for stop in [*trip, home]:
            now = max(now + raw.leg(here, stop), raw.ready[stop])
            begins.append(now)
            now += raw.service[stop]
            here = stop
    return begins


def leave_latest(raw: Raw, path: list[int], end: int) -> int:
    """Return the latest start that keeps an end."""
    late = end
    for here, there in reversed([*pairwise(path)]):
        late = min(late, raw.due[there]) - raw.leg(here, there) - raw.service[here]
    return late


def check_load(raw: Raw, capacity: float, trip: list[int]) -> Iterator[str]:
    if not raw.link:
        if sum(raw.demand[i] for i in trip) > capacity:
            yield f"carries {sum(raw.demand[i] for i in trip)} of {capacity}"
        return
    load, aboard = 0, set()
    for stop in trip:
        load += raw.demand[stop]
        if load > capacity:
            yield f"carries {load} of {capacity}"
        if stop in raw.link:
            aboard.add(raw.link[stop])
        elif stop not in aboard:
            yield f"customer {stop} before its pickup"
        else:
            aboard.remove(stop)
    if aboard:
        yield f"never brought to {sorted(aboard)}"


# Reading -------------------------------------------------------------------------------------


def read_raw(family: str, text: str) -> Raw:
    """Return an instance from the text of its file."""
    if family in {"solomon", "GH200", "GH400", "lilim"}:
        return read_rows(text, pairs=family == "lilim")
    return read_vrplib(family, text)


def read_rows(text: str, *, pairs: bool) -> Raw:
    rows = [line.split() for line in text.splitlines() if re.match(r"^[\s\d.+-]+$", line)]
    rows = [row for row in rows if row]
    count, capacity = int(rows[0][0]), float(rows[0][1])
    table = [[float(cell) for cell in row] for row in rows[1:]]
    factor, cut = (100, False) if pairs else (10, True)
    raw = Raw(factor, cut, [(row[1], row[2]) for row in table], [], [], [], [])
    raw.demand = [int(row[3]) for row in table]
    raw.ready, raw.due, raw.service = ([raw.whole(row[k]) for row in table] for k in (4, 5, 6))
    raw.link = {i: int(row[8]) for i, row in enumerate(table) if pairs and row[8]}
    raw.capacity, raw.home = [capacity] * count, [0] * count
    raw.fixed, raw.rate = [0.0] * count, [1.0] * count
    return raw


def read_vrplib(family: str, text: str) -> Raw:
    heads = dict(re.findall(r"^\s*([A-Z_]+)\s*:\s*(.*?)\s*$", text, re.MULTILINE))
    body = text.partition("EOF")[0]
    parts = re.split(r"^\s*([A-Z_]+)_SECTION\s*$", body, flags=re.MULTILINE)
    tables = {
        name: [[float(cell) for cell in row.split()] for row in rows.split("\n") if row.strip()]
        for name, rows in zip(parts[1::2], parts[2::2], strict=True)
    }
    n = int(heads["DIMENSION"])
    factor, cut = {"X": (1, False), "MDVRPTW": (1000, False), "HFVRP": (1000, False)}.get(
        family, (10, True)
    )
    xy = [(row[1], row[2]) for row in tables["NODE_COORD"]]
    raw = Raw(factor, cut, xy, [int(row[1]) for row in tables["DEMAND"]], [], [], [])
    raw.depots = len([row for row in tables["DEPOT"] if row[0] > 0])
    windows = tables.get("TIME_WINDOW", [[0, 0, UNBOUNDED]] * n)
    raw.ready, raw.due = ([raw.whole(row[k]) for row in windows] for k in (1, 2))
    each = float(heads.get("SERVICE_TIME", 0))
    service = tables.get("SERVICE_TIME", [[i, each if i >= raw.depots else 0] for i in range(n)])
    raw.service = [raw.whole(row[1]) for row in service]
    raw.release = [raw.whole(row[1]) for row in tables.get("RELEASE_TIME", [])]
    raw.prize = [raw.whole(row[1]) for row in tables.get("PRIZE", [])]
    count = int(heads.get("VEHICLES", n))

    def column(name: str, default: float) -> list[float]:
        alike = float(heads.get(name, default))
        return [row[1] for row in tables[name]] if name in tables else [alike] * count

    raw.capacity = column("CAPACITY", 0)
    raw.fixed = column("VEHICLES_FIXED_COST", 0)
    raw.rate = column("VEHICLES_UNIT_DISTANCE_COST", 1)
    raw.home = [int(depot) - 1 for depot in column("VEHICLES_DEPOT", 1)]
    raw.longest = raw.factor * float(heads.get("VEHICLES_MAX_DURATION", UNBOUNDED))
    raw.reloads = "VEHICLES_RELOAD_DEPOT" in tables
    raw.mixed = any(len(set(c)) > 1 for c in (raw.capacity, raw.fixed, raw.rate, raw.home))
    return raw
