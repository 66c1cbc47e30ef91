"""Where the data lie that come with the program: the roads and the week of the sample."""

from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).resolve().parent.parent / "data"
ROADS: Final = DATA / "roads" / "lai_chau"
WEEK: Final = DATA / "sample"
HUBS: Final = WEEK / "hubs.csv"
FLEET: Final = WEEK / "fleet.csv"
PRODUCTS: Final = WEEK / "products.csv"
REQUESTS: Final = WEEK / "requests.csv"
SURGE: Final = WEEK / "surge_requests.csv"
LANES: Final = WEEK / "lanes.csv"
CLOSURES: Final = WEEK / "closures.csv"


def is_sample(roads: Path) -> bool:
    """Tell whether a roads folder is the sample's."""
    return roads.resolve() == ROADS
