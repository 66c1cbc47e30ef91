"""Files: the format is told by what they begin with, and what is no instance is refused."""

from pathlib import Path

import pytest

from routing.errors import InputError
from routing.formats.vrp.read import read_instance, read_instance_file
from tests.unit.formats.vrp.files import CVRP, LILIM, SOLOMON


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [(CVRP, "CVRP", "tiny"), (SOLOMON, "VRPTW", "tiny"), (LILIM, "PDPTW", "lr1")],
)
def test_a_format_is_known_by_its_text(text: str, kind: str, name: str) -> None:
    for written in (text, text.replace("\n", "\r\n"), "\n" + text):
        instance = read_instance(written, file="sets/lr1.txt")
        assert (instance.kind, instance.name) == (kind, name)


@pytest.mark.parametrize("text", ["", "\n\n", "id,place\n1,x\n", "{}", "1 2\n3 4\n"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_instance(text)
    assert [one.key for one in refused.value.faults] == ["vrp.unknown_format"]


def test_files_are_read_with_or_without_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "tiny.vrp"
    path.write_text(CVRP, "utf-8-sig")
    assert read_instance_file(path).name == "tiny"


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    faults = []
    for content in (b"\xff\xfe\x00", b"NAME : a\0b"):
        path = tmp_path / "tiny.vrp"
        path.write_bytes(content)
        with pytest.raises(InputError) as refused:
            read_instance_file(path)
        faults += [one.key for one in refused.value.faults]
    assert faults == ["vrp.not_text", "vrp.not_text"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_instance_file(tmp_path / "none.vrp")
    assert [one.key for one in refused.value.faults] == ["vrp.cannot_read"]
