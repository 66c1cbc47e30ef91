"""Pages whose commands can be run: what to type, where its output stands.

A page alternates blocks that a reader types (```sh) and blocks of what they then see. A comment on
the line before a block says more:

    <!-- not run -->                    a command that is shown only
    <!-- served -->                     a command that goes on running until the page ends
    <!-- output -->                     here stands what the commands before printed
    <!-- demo -->                       here stands what the demo printed
    <!-- output: "A" to "B"; "C" -->    of it, the lines from the first with A to the next with B,
                                        then the first line with C; "…" stands for what is
                                        left out between them
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

COMMANDS = "sh"
CUT = "…"
_OPEN = re.compile(r"^(?P<fence>```+)(?P<kind>\w*)\s*$")
_NOTE = re.compile(r"^<!--\s*(?P<word>not run|served|output|demo)(?::\s*(?P<cuts>.*?))?\s*-->$")
_CUT = re.compile(r'^"(?P<first>[^"]*)"(?:\s+to\s+"(?P<last>[^"]*)")?$')


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: lines `start` to `end` of the page, fences not counted."""

    kind: str
    note: str
    cuts: str
    start: int
    end: int
    text: str

    @property
    def is_run(self) -> bool:
        """Whether a reader types it and the machine can."""
        return self.is_typed and self.note != "not run"

    @property
    def is_typed(self) -> bool:
        """Whether a reader types it."""
        return self.kind == COMMANDS


def list_blocks(page: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page in order."""
    lines = page.split("\n")
    at = 0
    while at < len(lines):
        found = _OPEN.match(lines[at])
        if found is None:
            at += 1
            continue
        end = next(i for i in range(at + 1, len(lines)) if lines[i].strip() == found["fence"])
        note = _NOTE.match(lines[at - 1]) if at else None
        yield Block(
            found["kind"],
            note["word"] if note else "",
            (note["cuts"] or "") if note else "",
            at + 1,
            end,
            "\n".join(lines[at + 1 : end]),
        )
        at = end + 1


def list_commands(block: Block) -> list[str]:
    """Return the commands of a block; a backslash joins lines, a here-document stays whole."""
    commands: list[str] = []
    waiting, until = "", ""
    for line in block.text.split("\n"):
        waiting = f"{waiting}\n{line}" if waiting else line
        document = re.search(r"<<\s*'?(\w+)'?", line)
        if document is not None and not until:
            until = document[1]
        elif until:
            until = "" if line == until else until
        if not until and not line.endswith("\\") and waiting.strip():
            commands.append(waiting)
            waiting = ""
    return commands


def fill(page: str, outputs: dict[int, str]) -> str:
    """Return the page with the texts of some blocks, named by their first line, replaced."""
    lines = page.split("\n")
    blocks = {block.start: block for block in list_blocks(page)}
    for start in sorted(outputs, reverse=True):
        block = blocks[start]
        lines[start : block.end] = cut(outputs[start], block.cuts).split("\n")
    return "\n".join(lines)


def cut(output: str, cuts: str) -> str:
    """Return the parts of an output that `cuts` names, all of it when that is empty.

    Raises
    ------
    ValueError
        When a part is not there, so that no page shows less than it says.
    """
    lines = [line.rstrip() for line in output.strip("\n").split("\n")]
    if not cuts:
        return "\n".join(lines)
    kept: list[str] = []
    at = 0
    for part in cuts.split(";"):
        first, last = _find(lines, part.strip(), at)
        if kept and first > at:
            kept.append(CUT)
        kept += lines[first : last + 1]
        at = last + 1
    return "\n".join(kept)


def _find(lines: list[str], part: str, at: int) -> tuple[int, int]:
    wanted = _CUT.match(part)
    if wanted is None:
        raise ValueError(f'{part}: want "A" or "A" to "B"')
    first = _line_with(lines, wanted["first"], at)
    return first, first if wanted["last"] is None else _line_with(lines, wanted["last"], first)


def _line_with(lines: list[str], words: str, at: int) -> int:
    for i in range(at, len(lines)):
        if words in lines[i]:
            return i
    raise ValueError("\n".join([*lines, f"no line with {words!r} from line {at + 1} of these"]))
