"""Archives with the same bytes each time, whenever they are written."""

import re
import zipfile
from pathlib import Path
from typing import Final

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def steady_zip(path: Path, *, modified: str) -> None:
    """Rewrite an office document so that it tells no clock but the one given (RFC 3339, UTC)."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    stamp = rb"\g<1>" + modified.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(stamp, content)  # noqa: PLW2901 - the same member
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
