"""Custom matrices out of VROOM's JSON."""

from typing import Final

import numpy as np

from routing.formats.vroom.document import DEFAULT_PROFILE, Longs, Matrices
from routing.formats.vroom.values import MOST, Values

_KINDS: Final = ("durations", "distances", "costs")


def read_matrices(root: Values) -> dict[str, Matrices]:
    """Return the matrices by profile; a bare `matrix` is the durations of the usual profile."""
    if root.has("matrix") and not root.has("matrices"):
        durations = _read_matrix(root, "matrix", DEFAULT_PROFILE)
        return {DEFAULT_PROFILE: Matrices(durations)}
    profiles = root.within("matrices", "matrices")
    found: dict[str, Matrices] = {}
    for profile in profiles.value:
        given = profiles.within(profile, f"{profile} profile")
        found[profile] = Matrices(*(_read_matrix(given, kind, profile) for kind in _KINDS))
    return found


def _read_matrix(given: Values, kind: str, profile: str) -> Longs | None:
    if not given.has(kind):
        return None
    where = f"{kind} matrix of {profile} profile"
    rows = given.value[kind]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        given.note(f"Invalid {where}: want a list of rows")
        return None
    if not rows:
        given.note(f"Unexpected matrix line length in {where}: no rows, want 0")
    sound = bool(rows)
    for i, row in enumerate(rows):
        if len(row) != len(rows):
            told = f"row {i} has {len(row)}, want {len(rows)}"
            given.note(f"Unexpected matrix line length in {where}: {told}")
            sound = False
        elif set(map(type, row)) != {int} or min(row) < 0 or max(row) > MOST:
            told = f"row {i}, want whole numbers from 0 to {MOST}"
            given.note(f"Invalid matrix entry in {where}: {told}")
            sound = False
    return np.array(rows, dtype=np.int64) if sound else None
