"""No file of the project names a package registry or a path of somebody's machine."""

import subprocess
from pathlib import Path

import pytest

# Put together here, so that this file passes its own test.
FORBIDDEN = [
    ".".join(["pypi", "org"]),
    ".".join(["pythonhosted", "org"]),
    ".".join(["registry", "npmjs", "org"]),
    ".".join(["registry", "yarnpkg", "com"]),
    ".".join(["deb", "debian", "org"]),
    "/".join(["", "work", ""]),
    "/".join(["", "root", ""]),
    "/".join(["", "home", ""]),
    "/".join(["..", "shared"]),
]


def list_files(root: Path) -> list[Path]:
    """Every file that is or may be committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True).stdout
    return [root / name for name in listed.split("\0") if name and (root / name).is_file()]


def find_forbidden(content: bytes) -> list[str]:
    return [word for word in FORBIDDEN if word.encode() in content]


def test_no_file_names_a_registry_or_a_machine(root: Path) -> None:
    if not (root / ".git").exists():
        pytest.skip("not a git checkout")
    files = list_files(root)
    assert len(files) > 10
    found = {str(path): find_forbidden(path.read_bytes()) for path in files}
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize("word", FORBIDDEN)
def test_a_planted_word_is_found(word: str) -> None:
    assert find_forbidden(f"see {word}x for more".encode()) == [word]
