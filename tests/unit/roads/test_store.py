import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from routing.errors import InputError
from routing.roads.store import content_hash, load_roads, save_roads
from tests.unit.roads.hills import one_road


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_roads(one_road(rise_m=200), tmp_path / "roads")
    return tmp_path / "roads"


def fault_key(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        load_roads(folder)
    assert str(folder) in caught.value.faults[0].line("en")
    return caught.value.faults[0].key


def test_what_is_loaded_is_what_was_saved(folder: Path) -> None:
    saved, loaded = one_road(rise_m=200), load_roads(folder)
    assert loaded.words == saved.words
    for part in ("nodes", "edges", "points"):
        ours, theirs = getattr(loaded, part).arrays(), getattr(saved, part).arrays()
        for name, array in ours.items():
            assert array.dtype == theirs[name].dtype
            assert np.array_equal(array, theirs[name]), name
    assert loaded.version == content_hash(saved)


def test_arrays_stay_on_disk_and_cannot_be_changed(folder: Path) -> None:
    lengths = load_roads(folder).edges.length_m
    assert isinstance(lengths.base, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        lengths[0] = 1


def test_version_follows_the_content_only() -> None:
    graph = one_road(rise_m=200)
    renamed = replace(graph, info=replace(graph.info, name="other"))
    assert content_hash(graph) == content_hash(renamed)
    assert content_hash(graph) != content_hash(one_road(rise_m=201))


def test_folder_without_manifest_is_no_roads_folder(tmp_path: Path) -> None:
    assert fault_key(tmp_path) == "roads.no_manifest"


def test_other_format_is_named(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": "luco.roads/9"}))
    assert fault_key(folder) == "roads.format"


@pytest.mark.parametrize("name", ["manifest.json", "words.json", "edges_head.npy"])
def test_truncated_file_is_a_damaged_folder(folder: Path, name: str) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[: len(whole) // 2])
    assert fault_key(folder) == "roads.damaged"


@pytest.mark.parametrize("name", ["words.json", "points_lon.npy"])
def test_missing_file_is_a_damaged_folder(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert fault_key(folder) == "roads.damaged"


def test_arrays_of_unequal_length_are_damaged(folder: Path) -> None:
    np.save(folder / "edges_head.npy", np.zeros(1, np.int32))
    assert fault_key(folder) == "roads.damaged"


def test_arrays_of_another_network_are_damaged(folder: Path) -> None:
    for name, array in load_roads(folder).nodes.arrays().items():
        np.save(folder / f"nodes_{name}.npy", np.concatenate([array, array[:1]]))
    assert fault_key(folder) == "roads.damaged"
