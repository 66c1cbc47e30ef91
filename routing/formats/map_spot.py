"""Places with a mark on the map."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MapSpot:
    """A hub, or a place goods are fetched from, with its name, colour and grams fetched."""

    name: str
    colour: str
    weight_g: int = 0
