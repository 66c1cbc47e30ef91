from pathlib import Path

import pytest

from routing.errors import InputError
from routing.roads.edge_map import EdgeMap
from routing.roads.edge_map_file import load_edge_map, save_edge_map

EDGES = EdgeMap(3, {"5:0:2": ("5:0:1", "5:1:2")}, ("6:1:2",))


def test_a_map_reads_back(tmp_path: Path) -> None:
    save_edge_map(EDGES, tmp_path, "v2")
    assert load_edge_map(tmp_path, "v2") == EDGES


def test_roads_imported_once_have_none(tmp_path: Path) -> None:
    assert load_edge_map(tmp_path, "v1") is None


def test_a_map_to_other_roads_is_refused(tmp_path: Path) -> None:
    save_edge_map(EDGES, tmp_path, "v2")
    with pytest.raises(InputError, match="v2, want v3"):
        load_edge_map(tmp_path, "v3")


def test_a_map_of_the_first_release_says_no_version(tmp_path: Path) -> None:
    (tmp_path / "edge_map.json").write_text('{"same": 3, "mapped": {}, "unmapped": ["6:1:2"]}')
    found = load_edge_map(tmp_path, "v2")
    assert found is not None
    assert found.unmapped == ("6:1:2",)


@pytest.mark.parametrize("content", ["", "[]", '{"same": 1}', '{"same": 1, "mapped": 2}'])
def test_a_damaged_map_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "edge_map.json").write_text(content)
    with pytest.raises(InputError, match=r"edge_map\.json"):
        load_edge_map(tmp_path, "v2")
