"""The lines of the edges as shapely objects."""

import numpy as np
import shapely
from numpy.typing import NDArray

from routing.roads.columns import Edges, Points


def edge_lines(edges: Edges, points: Points) -> NDArray[np.object_]:
    """Return the line of each edge as a shapely object, in driving direction."""
    counts = edges.point_count.astype(np.int64)
    owner = np.repeat(np.arange(len(edges)), counts)
    inside = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    pick = edges.point_start[owner] + inside
    lonlat = np.column_stack([points.lon[pick], points.lat[pick]])
    return np.asarray(shapely.linestrings(lonlat, indices=owner), dtype=object)
