"""The kinds of vehicles that tags speak of, as bits of access."""

from typing import Final

from routing.roads.vocabulary import access_bit

MOTORBIKE: Final = access_bit("motorbike")
LIGHT_TRUCK: Final = access_bit("light_truck")
TRUCK: Final = access_bit("truck")
TRUCKS: Final = LIGHT_TRUCK | TRUCK
NOBODY: Final = 0
