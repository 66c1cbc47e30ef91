"""What a user waits for: import, opening, snapping, a way with its line, a table over HTTP."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import numpy as np

from benchmarks.roads.goals import Outcome
from benchmarks.roads.networks import open_roads
from benchmarks.roads.speed import measure_child, timed
from routing.geo import LonLat
from routing.roads.closest import Wish
from routing.roads.conditions import Conditions
from routing.roads.drives import Drive, drive_line
from routing.roads.graph import RoadGraph
from routing.roads.paths import describe_drive
from routing.roads.profiles import load_profiles
from routing.roads.router import Router, Routers

LUCO = Path(sys.executable).with_name("luco")
ROUNDS = 10
SNAPPED = 2000
TABLE = 100


def measure_import(extract: Path, heights: Path | None, slack: float) -> list[Outcome]:
    """Measure the whole command, from its start to its end."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(LUCO), "roads", "import", str(extract), "-o", f"{folder}/roads"]
        if heights:
            command += ["--elevation", str(heights)]
        runs = [measure_child(command) for _ in range(3)]
    name = "import with heights" if heights else "import without heights"
    return [
        Outcome(name, 3, min(each.seconds for each in runs), "s", slack),
        Outcome(f"{name}, in processor time", None, min(each.processor_s for each in runs), "s"),
        Outcome(f"{name}, peak", 250, max(each.peak_mb for each in runs), "MB"),
    ]


def measure_peak(folder: Path, profile: str, side: int) -> Outcome:
    """Measure the memory that our hierarchy takes on a network laid side by side."""
    words = "-m", "benchmarks.roads.ours_alone", str(folder), profile, str(side)
    peak_mb = measure_child([sys.executable, *words]).peak_mb
    return Outcome(f"× {side * side}, peak", 1229, peak_mb, "MB")


def measure_answers(folder: Path, profile: str, slack: float) -> list[Outcome]:
    """Measure what single questions take, in this process and over HTTP."""
    graph = open_roads(folder)
    router = Routers(graph, load_profiles()).get(profile, Conditions("dry"))
    places = draw_places(router, SNAPPED)
    points = router.closest.find_each(places, [Wish()] * SNAPPED)
    snapped = min(
        timed(lambda: router.closest.find_each(places, [Wish()] * SNAPPED)) for _ in range(ROUNDS)
    )
    ends = [point for point in points if point is not None]
    pairs = list(zip(ends[:TABLE], ends[TABLE : 2 * TABLE], strict=True))

    def find_ways(finish: Callable[[RoadGraph, Drive], object]) -> float:
        least = [
            min(timed(lambda p=pair: finish(graph, router.drive(*p))) for _ in range(ROUNDS))
            for pair in pairs
        ]
        return sum(least) / len(least)

    opened = [_opening(folder, profile, places) for _ in range(ROUNDS)]
    found = {
        "open stored roads, find one way": (80, min(each[0] for each in opened)),
        "the same with the loading of our code": (None, min(each[1] for each in opened)),
        f"{SNAPPED:,} points moved onto roads": (80, snapped),
        "one way with its line": (1, find_ways(drive_line)),
        "one way with its line, heights and names": (None, find_ways(describe_drive)),
        f"/osrm/table {TABLE}² over HTTP": (30, _http_table(folder, places[:TABLE])),
    }
    return [Outcome(what, goal, took, "ms", slack) for what, (goal, took) in found.items()]


def draw_places(router: Router, size: int) -> list[LonLat]:
    """Return positions up to 200 m beside nodes that the profile reaches."""
    rng, nodes = np.random.default_rng(7), router.graph.nodes
    edges = rng.choice(np.flatnonzero(router.weights.open & router.usable.is_usable), size)
    drawn = router.graph.edges.tail[edges]
    beside = rng.uniform(-0.002, 0.002, (size, 2))
    return [
        LonLat(float(nodes.lon[node] + dx), float(nodes.lat[node] + dy))
        for node, (dx, dy) in zip(drawn.tolist(), beside.tolist(), strict=True)
    ]


def _opening(folder: Path, profile: str, places: list[LonLat]) -> tuple[float, float]:
    ends = [str(number) for place in (places[0], places[-1]) for number in (place.lon, place.lat)]
    words = "-m", "benchmarks.roads.opening", str(folder), profile, *ends
    alone, with_code = map(float, measure_child([sys.executable, *words]).told.split())
    return alone, with_code


def _http_table(folder: Path, places: list[LonLat]) -> float:
    """Return the least time of several tables asked of a server on the loopback address."""
    asked = ";".join(f"{place.lon:.6f},{place.lat:.6f}" for place in places)
    url = f"/osrm/table/v1/driving/{asked}?annotations=duration,distance"
    with serve(folder) as connection:

        def ask() -> None:
            connection.request("GET", url)
            answer = connection.getresponse()
            told = answer.read()
            assert answer.status == 200, told

        ask()
        return min(timed(ask) for _ in range(3 * ROUNDS))


@contextmanager
def serve(folder: Path) -> Iterator[HTTPConnection]:
    """Run `luco serve` on the roads as long as needed."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as data:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        told = {"LUCO_ROADS": str(folder.resolve()), "LUCO_DATA_DIR": data}
        server = subprocess.Popen(
            [str(LUCO), "serve", "--port", str(port), "--planners", "1"],
            env=os.environ | told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        try:
            said = next((line for line in server.stdout or () if "http://" in line), None)
            assert said, "the server ended before it served"
            yield HTTPConnection("127.0.0.1", port, timeout=60)
        finally:
            server.terminate()
            server.communicate(timeout=60)
