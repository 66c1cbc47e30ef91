"""Rules that arithmetic may leave out of account, as bits of `Facts.relaxed`."""

from typing import Final

RELAX_CAPACITY: Final = 1
RELAX_TIME_WINDOW: Final = 2
RELAX_HUB_HOURS: Final = 4
RELAX_HUB_INTAKE: Final = 8
RELAX_SHIFT: Final = 16
RELAX_MAX_DRIVING: Final = 32
RELAX_MAX_DURATION: Final = 64
RELAX_MAX_DISTANCE: Final = 128
RELAX_MAX_STOPS: Final = 256
RELAX_SKILL: Final = 512
RELAX_HUB: Final = 1024
RELAX_BREAK: Final = 2048
