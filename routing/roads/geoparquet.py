"""The tables of a roads folder for exchange, as GeoParquet 1.0 in longitude and latitude.

Written straight by pyarrow, from buffers: geopandas, and pandas which pyarrow loads to look at a
list or a NumPy array, take longer to load than a whole import takes.

References
----------
Open Geospatial Consortium, "GeoParquet Specification 1.0.0" (2023).
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

from routing.roads.graph import RoadGraph
from routing.roads.lines import edge_lines
from routing.roads.readable import Table, edge_columns, node_columns


def write_geoparquet(graph: RoadGraph, folder: Path) -> None:
    """Write ``nodes.parquet`` and ``edges.parquet``."""
    nodes, edges = graph.nodes, graph.edges
    box = [nodes.lon.min(), nodes.lat.min(), nodes.lon.max(), nodes.lat.max()]
    if len(graph.points):
        lon, lat = graph.points.lon, graph.points.lat
        box = [lon.min(), lat.min(), lon.max(), lat.max()]
    places = np.asarray(shapely.points(nodes.lon, nodes.lat), dtype=object)
    _write(folder / "nodes.parquet", node_columns(nodes), places, "Point", box)
    columns = edge_columns(nodes, edges, graph.words, graph.limits)
    _write(folder / "edges.parquet", columns, edge_lines(edges, graph.points), "LineString", box)


def _write(
    path: Path, columns: Table, shapes: NDArray[np.object_], kind: str, box: Sequence[float]
) -> None:
    wkb = shapely.to_wkb(shapes).tolist()
    arrays = {name: _array(values) for name, values in columns.items()}
    arrays["geometry"] = _bytes_array(wkb, pa.binary())
    geometry = {
        "encoding": "WKB",
        "geometry_types": [kind],
        "bbox": [float(each) for each in box],
    }
    about = {"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": geometry}}
    table = pa.Table.from_arrays([*arrays.values()], names=[*arrays])
    pq.write_table(
        table.replace_schema_metadata({"geo": json.dumps(about)}), path, compression="zstd"
    )


def _array(values: NDArray[np.generic]) -> pa.Array:
    if values.dtype.kind == "O":
        return _bytes_array([str(each).encode() for each in values.tolist()], pa.string())
    kind = pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(values.tobytes())])


def _bytes_array(parts: Sequence[bytes], kind: pa.DataType) -> pa.Array:
    ends = np.cumsum([0, *map(len, parts)]).astype(np.int32)
    buffers = [None, pa.py_buffer(ends.tobytes()), pa.py_buffer(b"".join(parts))]
    return pa.Array.from_buffers(kind, len(parts), buffers)
