"""All that is loaded once: the roads, the places on them, the profiles, the kilometre posts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from routing.errors import Fault, InputError
from routing.roads.edge_map import EdgeMap
from routing.roads.edge_map_file import load_edge_map
from routing.roads.graph import RoadGraph
from routing.roads.km_posts import KmPosts, load_km_posts
from routing.roads.places import PlaceIndex, load_places
from routing.roads.profiles import Profile, load_profiles
from routing.roads.router import Routers
from routing.roads.store import load_roads


@dataclass(frozen=True)
class Network:
    """Roads with their places, and the vehicle classes that may use them.

    `cache` is a folder in which the order of the roads is kept for the next start. Who asks
    for one path and goes sets `asked_once`: paths are then searched for without what takes
    longer to load than to use. `renamed` tells what became of edges of earlier imports.
    """

    graph: RoadGraph
    places: PlaceIndex
    profiles: Mapping[str, Profile]
    km_posts: KmPosts
    cache: Path | None = None
    asked_once: bool = False
    renamed: EdgeMap | None = None

    @cached_property
    def routers(self) -> Routers:
        """What finds all travel over these roads, kept as long as the network."""
        return Routers(self.graph, self.profiles, cache=self.cache, compiled=not self.asked_once)


def load_network(
    folder: Path,
    *,
    profiles: Path | None = None,
    cache: Path | None = None,
    asked_once: bool = False,
) -> Network:
    """Return the network of a roads folder, with a user's own profiles beside the shipped ones.

    Raises
    ------
    InputError
        When the folder holds no roads of a known format, or profiles are faulty; with the
        faults of both.
    """
    faults: list[Fault] = []
    try:
        kinds = load_profiles(profiles)
    except InputError as error:
        faults += error.faults
    try:
        graph = load_roads(folder)
        places = load_places(folder, graph)
        km_posts = load_km_posts(folder)
        renamed = None if asked_once else load_edge_map(folder, graph.version)
    except InputError as error:
        faults += error.faults
    if faults:
        raise InputError(faults)
    return Network(graph, places, kinds, km_posts, cache, asked_once, renamed)
