"""The arrays of a road network: one row per node, one row per directed edge."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.bytes_]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float32]
Degrees = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Columns:
    """Arrays of one length. `kinds` holds the NumPy kind and size of each, by name."""

    kinds: ClassVar[Mapping[str, str]]

    def __post_init__(self) -> None:
        faults = []
        rows = len(getattr(self, fields(self)[0].name))
        for name, array in self.arrays().items():
            if array.shape != (rows,) or not array.dtype.str[1:].startswith(self.kinds[name]):
                want = f"{self.kinds[name]} of shape ({rows},)"
                faults.append(f"{name}: {array.dtype.str[1:]} {array.shape}, want {want}")
            elif array.flags.writeable:
                array.flags.writeable = False
        if faults:
            raise ValueError(f"{type(self).__name__}: " + "; ".join(faults))

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return every array by its name, in the order they are declared."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, eq=False)
class Nodes(Columns):
    """Vertices of the network, in the order of their ids."""

    kinds: ClassVar[Mapping[str, str]] = {
        "id": "S",
        "lon": "f8",
        "lat": "f8",
        "elevation_m": "f4",
    }

    id: Ids
    lon: Degrees
    lat: Degrees
    elevation_m: Floats

    def __len__(self) -> int:
        return len(self.id)


@dataclass(frozen=True, eq=False)
class Edges(Columns):
    """Directed road pieces from node `tail` to node `head`, in the order of their ids.

    `twin` is the same piece driven the other way, -1 on a one-way road. Climb and descent are
    metres of height won and lost; `uphill_m` and `downhill_m` the metres of road on which that
    happens, the rest is level. `max_grade` and `max_descent` are the steepest piece up and down
    in driving direction, both >= 0. NaN is an unknown `width_m`, infinity a `bend_radius_m` that
    never slows. `max_speed_kph` 0 means none posted. `access` has one bit per vehicle kind,
    `truck_limit_g` is the payload class a road is fit for (in the sample an assumption, never
    a signed limit). `ref` and `name` are positions in `RoadGraph.words`. Edge i owns the points
    ``point_start[i] : point_start[i] + point_count[i]`` of the geometry.
    """

    kinds: ClassVar[Mapping[str, str]] = {
        "id": "S",
        "tail": "i4",
        "head": "i4",
        "twin": "i4",
        "length_m": "i4",
        "climb_m": "f4",
        "descent_m": "f4",
        "uphill_m": "f4",
        "downhill_m": "f4",
        "max_grade": "f4",
        "max_descent": "f4",
        "bend_radius_m": "f4",
        "width_m": "f4",
        "max_speed_kph": "f4",
        "truck_limit_g": "i8",
        "access": "u1",
        "road_class": "u1",
        "surface": "u1",
        "features": "u2",
        "ref": "i4",
        "name": "i4",
        "point_start": "i8",
        "point_count": "i4",
    }

    id: Ids
    tail: Ints
    head: Ints
    twin: Ints
    length_m: Ints
    climb_m: Floats
    descent_m: Floats
    uphill_m: Floats
    downhill_m: Floats
    max_grade: Floats
    max_descent: Floats
    bend_radius_m: Floats
    width_m: Floats
    max_speed_kph: Floats
    truck_limit_g: Longs
    access: NDArray[np.uint8]
    road_class: NDArray[np.uint8]
    surface: NDArray[np.uint8]
    features: NDArray[np.uint16]
    ref: Ints
    name: Ints
    point_start: Longs
    point_count: Ints

    def __len__(self) -> int:
        return len(self.id)


@dataclass(frozen=True, eq=False)
class Points(Columns):
    """Where the edges run, edge after edge in driving direction; NaN is an unknown height."""

    kinds: ClassVar[Mapping[str, str]] = {"lon": "f8", "lat": "f8", "elevation_m": "f4"}

    lon: Degrees
    lat: Degrees
    elevation_m: Floats

    def __len__(self) -> int:
        return len(self.lon)
