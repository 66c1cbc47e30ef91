"""VROOM's way of saying no: a code, and one sentence for each fault."""

from collections.abc import Iterable
from enum import IntEnum


class Code(IntEnum):
    """What VROOM's ``code`` tells; `TOO_LARGE` is that of its HTTP wrapper alone."""

    OK = 0
    INTERNAL = 1
    INPUT = 2
    ROUTING = 3
    TOO_LARGE = 4


class VroomError(Exception):
    """A refusal with one of VROOM's codes and every fault found."""

    def __init__(self, code: Code, faults: Iterable[str]) -> None:
        self.code = code
        self.faults = tuple(faults)
        super().__init__(" ".join(self.faults))

    def document(self) -> dict[str, object]:
        """Return the answer that says it."""
        return {"code": int(self.code), "error": str(self)}
