"""Licences of what is installed to run: known, listed, none of them copyleft."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def third_party(root: Path) -> ModuleType:
    where = root / "scripts" / "third_party.py"
    spec = importlib.util.spec_from_file_location("third_party", where)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["third_party"] = module
    spec.loader.exec_module(module)
    return module


def test_no_library_is_copyleft(root: Path, third_party: ModuleType) -> None:
    libraries = third_party.list_libraries((root / "requirements.lock").read_text())
    assert len(libraries) > 50
    assert [each for each in libraries if third_party.is_copyleft(each.licence)] == []


def test_page_is_current_with_the_lock(root: Path, third_party: ModuleType) -> None:
    libraries = third_party.list_libraries((root / "requirements.lock").read_text())
    assert (root / "THIRD_PARTY.md").read_text() == third_party.page_text(libraries)


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("MIT", False),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", False),
        ("BSD-3-Clause AND GPL-3.0-with-GCC-exception", False),
        ("GPL-2.0-or-later", True),
        ("MIT AND AGPL-3.0-only", True),
        ("GNU Affero General Public License v3", True),
        ("GNU General Public License v3 (GPLv3)", True),
    ],
)
def test_copyleft_is_told_from_lesser(
    third_party: ModuleType, licence: str, refused: bool
) -> None:
    assert third_party.is_copyleft(licence) is refused


def test_unknown_licences_are_all_named(third_party: ModuleType) -> None:
    lock = "no-such-one==1.0 \\\n    --hash=x\nno-such-two==2.0 \\\n    --hash=y\n"
    with pytest.raises(ValueError, match=r"no-such-one==1\.0, no-such-two==2\.0"):
        third_party.list_libraries(lock)
