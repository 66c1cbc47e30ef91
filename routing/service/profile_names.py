"""What programs of others call vehicle profiles."""

from collections.abc import Collection
from typing import Final

USUAL_NAMES: Final = ("car", "driving")
"""What programs call the profile when they know of one only."""


def find_profile(name: str, known: Collection[str], usual: str) -> str | None:
    """Return the profile a name means, None when it means none.

    Parameters
    ----------
    usual
        The profile meant by `USUAL_NAMES`.
    """
    if name in known:
        return name
    return usual if name in USUAL_NAMES and usual in known else None
