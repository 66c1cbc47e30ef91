"""The parts of an XLSX file, unpacked within bounds."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from routing.formats.table import refuse

MAX_UNPACKED_BYTES: Final = 50_000_000
MAX_PARTS: Final = 2000

Attributes = dict[str, str]
StartElement = Callable[[str, Attributes], None]
_COMPRESSIONS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


class XlsxArchive:
    """A workbook whose directory has been checked before any part of it is unpacked."""

    def __init__(self, file: str, data: bytes) -> None:
        self.file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self.broken() from error
        parts = self._zip.infolist()
        if any(part.flag_bits & 0x1 for part in parts):
            raise refuse(file, "tables.locked")
        if any(part.compress_type not in _COMPRESSIONS for part in parts):
            raise self.broken()
        unpacked = sum(part.file_size for part in parts)
        if unpacked > MAX_UNPACKED_BYTES or len(parts) > MAX_PARTS:
            megabytes, limit = f"{unpacked / 1e6:.0f}", MAX_UNPACKED_BYTES // 10**6
            raise refuse(
                file, "tables.xlsx_bomb", megabytes=megabytes, limit=limit, parts=len(parts)
            )

    def broken(self) -> Exception:
        """Return the error of a file that is no workbook, or a damaged one."""
        return refuse(self.file, "tables.not_xlsx")

    def read(self, part: str) -> bytes:
        """Return a part; no more of it is unpacked than the directory declares."""
        try:
            return self._zip.read(part)
        except (KeyError, *_BROKEN) as error:
            raise self.broken() from error

    def parse(
        self,
        part: str,
        start: StartElement,
        *,
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Call back for each element of a part, by its name without a prefix.

        A document type is refused: workbooks have none, and its entities could swell.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = lambda name, attributes: start(
            _local(name) if ":" in name else name, attributes
        )
        if end is not None:
            parser.EndElementHandler = lambda name: end(_local(name) if ":" in name else name)
        if text is not None:
            parser.CharacterDataHandler = text
        try:
            parser.Parse(self.read(part), True)  # noqa: FBT003 - the call takes no keywords
        except (expat.ExpatError, LookupError, ValueError) as error:  # LookupError: encodings
            raise self.broken() from error

    def find_workbook(self) -> str:
        """Return the part that lists the sheets."""
        return self._target_of("", "/officeDocument")

    def find_part(self, workbook: str, kind: str) -> str | None:
        """Return the part of a kind (the end of its type) that a workbook has, if any."""
        found = [target for _, target in self._relations(workbook, kind)]
        return found[0] if found else None

    def find_first_sheet(self, workbook: str) -> str:
        """Return the part of the first worksheet, in the order of the tabs."""
        worksheets = dict(self._relations(workbook, "/worksheet"))
        tabs: list[str] = []

        def start(name: str, attributes: Attributes) -> None:
            if name == "sheet":
                tabs.extend(value for key, value in attributes.items() if key.endswith(":id"))

        self.parse(workbook, start)
        for tab in tabs:
            if tab in worksheets:
                return worksheets[tab]
        raise refuse(self.file, "tables.empty_file")

    def _target_of(self, part: str, kind: str) -> str:
        for _, target in self._relations(part, kind):
            return target
        raise self.broken()

    def _relations(self, part: str, kind: str) -> list[tuple[str, str]]:
        """Return id and target of what a part points to, of one kind."""
        folder, name = posixpath.split(part)
        found: list[tuple[str, str]] = []

        def start(element: str, attributes: Attributes) -> None:
            if element == "Relationship" and attributes.get("Type", "").endswith(kind):
                target = posixpath.join("/", folder, attributes.get("Target", ""))
                found.append((attributes.get("Id", ""), posixpath.normpath(target).lstrip("/")))

        self.parse(posixpath.join(folder, "_rels", f"{name}.rels"), start)
        return found

    def _refuse_doctype(self, *_: object) -> None:
        raise self.broken()


def _local(name: str) -> str:
    return name.rpartition(":")[2]
