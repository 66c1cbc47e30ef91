"""JSON that a person can read and a diff can show: one object a line where they nest deep."""

import json
from collections.abc import Mapping

JsonObject = dict[str, object]


def dump_json(value: object, *, depth: int = 4) -> str:
    """Return JSON in which objects nested less deep than `depth` stand on lines of their own."""
    return _dump(value, 0, depth) + "\n"


def _dump(value: object, level: int, depth: int) -> str:
    inner, outer = "\n" + " " * (level + 1), "\n" + " " * level
    if isinstance(value, Mapping) and value and level < depth:
        lines = [
            f"{_compact(key)}: {_dump(part, level + 1, depth)}" for key, part in value.items()
        ]
        return "{" + inner + f",{inner}".join(lines) + outer + "}"
    if isinstance(value, list) and any(isinstance(part, Mapping) for part in value):
        lines = [_dump(part, level + 1, depth) for part in value]
        return "[" + inner + f",{inner}".join(lines) + outer + "]"
    return _compact(value)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
