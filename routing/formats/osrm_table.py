"""OSRM's answer to a table query."""

import json
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.formats.number_rows import NULL, rows_json
from routing.formats.osrm_query import TableAsked
from routing.formats.osrm_waypoints import move_to_roads, waypoints
from routing.roads.ground import crow_each_m
from routing.roads.road_points import RoadPoint
from routing.roads.router import Router

Longs = NDArray[np.int64]
MS_PER_TENTH: Final = 100
_TENTHS: Final = 10


def table_answer(router: Router, asked: TableAsked) -> bytes:
    """Return the answer as JSON.

    Raises
    ------
    OsrmError
        ``NoSegment``.
    """
    points = move_to_roads(router, asked.general)
    sources = [points[i] for i in asked.sources]
    targets = [points[i] for i in asked.destinations]
    found = router.table(sources, targets)
    gone = found.time_ms < 0
    tenths = np.where(gone, NULL, (found.time_ms + MS_PER_TENTH // 2) // MS_PER_TENTH)
    metres = found.distance_m
    parts: list[bytes] = []
    if asked.fallback_mps is not None:
        tenths, metres = _fill_gaps(asked, points, gone, tenths, metres)
        cells = np.argwhere(gone).astype(np.int64)
        parts.append(b'"fallback_speed_cells":' + (rows_json(cells) if len(cells) else b"[]"))
    if asked.scale != 1.0:
        scaled = np.floor(tenths * asked.scale + 0.5).astype(np.int64)
        tenths = np.where(tenths == NULL, NULL, scaled)
    if "duration" in asked.annotations:
        parts.append(b'"durations":' + rows_json(tenths, tenths=True))
    if "distance" in asked.annotations:
        parts.append(b'"distances":' + rows_json(metres))
    if asked.general.gives_waypoints:
        said = [_compact(each) for each in waypoints(router.graph, points, asked.general)]
        for name, chosen in (("sources", asked.sources), ("destinations", asked.destinations)):
            parts.append(f'"{name}":[{",".join([said[i] for i in chosen])}]'.encode())
    return b'{"code":"Ok",' + b",".join(parts) + b"}"


def _compact(said: dict[str, object]) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _fill_gaps(
    asked: TableAsked,
    points: list[RoadPoint],
    gone: NDArray[np.bool_],
    tenths: Longs,
    metres: Longs,
) -> tuple[Longs, Longs]:
    """Return the table with straight lines at the fallback speed where no path leads."""
    places = (
        [point.lonlat for point in points] if asked.fallback_snapped else asked.general.lonlats
    )
    rows, columns = np.nonzero(gone)
    degrees = np.array(places, dtype=np.float64).reshape(-1, 2)
    begin = degrees[np.array(asked.sources)[rows]]
    end = degrees[np.array(asked.destinations)[columns]]
    crow_m = crow_each_m(begin, end)
    tenths, metres = tenths.copy(), metres.copy()
    tenths[gone] = np.rint(crow_m / (asked.fallback_mps or 1.0) * _TENTHS).astype(np.int64)
    metres[gone] = np.rint(crow_m).astype(np.int64)
    return tenths, metres
