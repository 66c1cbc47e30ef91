"""All that is loaded once: the roads, the places on them, the profiles, the kilometre posts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

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
    longer to load than to use.
    """

    graph: RoadGraph
    places: PlaceIndex
    profiles: Mapping[str, Profile]
    km_posts: KmPosts
    cache: Path | None = None
    asked_once: bool = False

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
        When the folder holds no roads of a known format, or a profile is faulty.
    """
    graph = load_roads(folder)
    return Network(
        graph,
        load_places(folder, graph),
        load_profiles(profiles),
        load_km_posts(folder),
        cache,
        asked_once,
    )
