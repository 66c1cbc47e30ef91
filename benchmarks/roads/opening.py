"""Open stored roads and find one way, in a process that has just started.

python -m benchmarks.roads.opening FOLDER PROFILE LON LAT LON LAT

Prints two numbers of milliseconds: from the folder to the way, and the same with the loading of
our code.
"""

import sys
import time
from datetime import datetime
from pathlib import Path

BEGUN = time.perf_counter()


def main() -> None:
    from routing.geo import LonLat  # noqa: PLC0415 - the loading is measured
    from routing.problem.records import Location  # noqa: PLC0415
    from routing.service import find_route, load_network  # noqa: PLC0415

    loaded = time.perf_counter()
    folder, profile, *numbers = sys.argv[1:]
    lon, lat, to_lon, to_lat = map(float, numbers)
    network = load_network(Path(folder), asked_once=True)
    at = datetime.fromisoformat("2025-06-02T08:00:00+07:00")
    here, there = (Location(lonlat=LonLat(*pair)) for pair in ((lon, lat), (to_lon, to_lat)))
    path, _, _ = find_route(network, profile, here, there, at=at)
    assert len(path.points) > 2
    print((time.perf_counter() - loaded) * 1000, (time.perf_counter() - BEGUN) * 1000)


if __name__ == "__main__":
    main()
