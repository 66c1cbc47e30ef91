"""OSRM beside us, on the extract from which our roads were imported.

Its wheel brings the programs that prepare an extract and the engine that answers. Contraction
(CH) has to be done again whenever a weight changes, the multi-level form (MLD) is customised;
both are loaded anew then, so that is part of what a closure takes.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from benchmarks.roads.engines import ALL_STEPS
from benchmarks.roads.networks import Longs

CLOSED = 10


def is_installed() -> bool:
    if find_spec("osrm") is None:
        print(
            "osrm-bindings is not installed: left out. Its wheel is for Python 3.12 and newer:"
            " remove .venv-bench and name one, LUCO_PYTHON=/path/to/python3.12 scripts/bench …"
        )
        return False
    return True


def extract_roads(extract: Path, profile: Path, folder: Path) -> Path:
    """Return the prepared roads of an extract as a Lua profile sees them."""
    folder.mkdir(parents=True)
    rules = Path(shutil.copy(profile, folder))
    # rules call what OSRM ships, and look for it beside themselves
    (folder / "lib").symlink_to(shipped_profile("car").with_name("lib"))
    roads = folder / "roads.osrm"
    run_tool("extract", "--profile", str(rules), "--output", str(roads), str(extract))
    return roads


def run_tool(*words: str) -> None:
    """Run one of OSRM's programs, and show what it said when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "osrm", *words], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"osrm {' '.join(words)}\n{done.stdout}{done.stderr}")


def shipped_profile(name: str) -> Path:
    """Return one of the profiles that come with OSRM."""
    home = Path(str(import_module("osrm").__file__)).parent
    return home / "share" / "profiles" / f"{name}.lua"


class Osrm:
    """One form of OSRM on the car profile it ships; times only, as RoutingKit."""

    steps: ClassVar = ALL_STEPS
    share: ClassVar = 1

    def __init__(self, form: str, roads: Path, places: Sequence[tuple[float, float]]) -> None:
        self.form, self.roads = form, roads
        self.name = f"OSRM {form}"
        self.kit: Any = import_module("osrm")  # ships no types
        self.places = places
        self.speeds = roads.with_name("closed.csv")

    def order(self) -> None:
        if self.form == "MLD":
            run_tool("partition", str(self.roads))
        self.customise()

    def customise(self) -> None:
        self._weigh()

    def close(self, edges: Longs) -> None:
        assert len(edges) == CLOSED
        self._weigh("--segment-speed-file", str(self.speeds))

    def choose_segments(self, source: int, target: int) -> None:
        """Choose what `close` closes, along a drive; its nodes as OpenStreetMap numbers them."""
        answer = self.engine.Route(self.kit.RouteParameters(
            coordinates=[self.places[source], self.places[target]], annotations=["nodes"]
        ))  # fmt: skip
        nodes = list(answer["routes"][0]["legs"][0]["annotation"]["nodes"])
        pairs = list(pairwise(nodes))[:: max(1, len(nodes) // CLOSED)]
        lines = [f"{int(tail)},{int(head)},0\n" for tail, head in pairs[:CLOSED]]
        self.speeds.write_text("".join(lines))

    def many_to_many(self, sources: Longs, targets: Longs) -> Any:
        assert sources is targets or np.array_equal(sources, targets)
        coordinates = [self.places[node] for node in sources.tolist()]
        return self.engine.Table(self.kit.TableParameters(
            coordinates=coordinates, annotations=["duration"], generate_hints=False
        ))  # fmt: skip

    def path(self, source: int, target: int) -> Any:
        return self.route([self.places[source], self.places[target]], overview="full")

    def route(self, places: Sequence[tuple[float, float]], **options: Any) -> Any:
        """Return OSRM's answer, None where it finds no way."""
        asked = self.kit.RouteParameters(coordinates=list(places), **options)
        try:
            return self.engine.Route(asked)
        except RuntimeError as error:
            if not str(error).startswith("NoRoute"):
                raise
            return None

    def _weigh(self, *options: str) -> None:
        run_tool("contract" if self.form == "CH" else "customize", *options, str(self.roads))
        self.engine = self.kit.OSRM(
            algorithm=self.form, storage_config=str(self.roads), use_shared_memory=False,
            max_locations_distance_table=-1,
        )  # fmt: skip
