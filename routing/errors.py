"""The tree of errors, each with a permanent code, and the faults that inputs can have."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from routing.texts import Lang, text


class RoutingError(Exception):
    """Any failure of the library that a caller can name."""

    code: ClassVar[str] = "R1000"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: where it stands and which text says why.

    `row` is the line of the file (the header is 1), 0 when the fault has no row. `key` is a
    text key and also the permanent name of the fault.
    """

    key: str
    params: tuple[tuple[str, object], ...] = ()
    file: str = ""
    row: int = 0
    column: str = ""

    def message(self, lang: Lang = "vi") -> str:
        """Return what is wrong, in words."""
        return text(self.key, lang, **dict(self.params))

    def line(self, lang: Lang = "vi") -> str:
        """Return ``file:row:column: message`` with the empty parts left out."""
        where = [self.file, str(self.row) if self.row else "", self.column]
        head = ":".join(part for part in where if part)
        return f"{head}: {self.message(lang)}" if head else self.message(lang)


def fault(key: str, *, file: str = "", row: int = 0, column: str = "", **params: object) -> Fault:
    """Return a fault from a text key, its place and the text's placeholders."""
    return Fault(key, tuple(sorted(params.items())), file, row, column)


class InputError(RoutingError):
    """An input that cannot be used, with every fault found in it."""

    code = "R1001"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        if not self.faults:
            raise ValueError("an InputError needs at least one fault")
        super().__init__("\n".join(found.line("en") for found in self.faults))


class EngineMismatchError(RoutingError):
    """An engine's plan whose feasibility or cost differs from ours."""

    code = "R3001"


class NoPathError(RoutingError):
    """Two places that no road joins for this profile on this date."""

    code = "R2001"


class SnapError(RoutingError):
    """A position with no usable road within the stated radius."""

    code = "R2002"
