from pathlib import Path

import pytest

from routing.roads.edge_map_file import load_edge_map
from routing.roads.osm.write_folder import holds_roads_or_nothing, write_import
from routing.roads.store import load_roads
from tests.unit.roads.osm.little import Osm


def test_an_old_folder_is_replaced_whole_and_keeps_the_users_tables(tmp_path: Path) -> None:
    target = tmp_path / "roads"
    graph, report = Osm().way(5, [0, 1, 2]).build(tmp_path)
    first = write_import(graph, report, target)
    assert first.edges is None
    (target / "places.csv").write_text("kept", "utf-8")
    opened = load_roads(target)
    graph, report = Osm().way(5, [0, 1, 2]).way(6, [1, 11]).build(tmp_path)
    second = write_import(graph, report, target)
    assert second.report.changes is not None
    assert (second.report.changes.before, second.report.changes.mapped) == (2, 2)
    assert (target / "places.csv").read_text("utf-8") == "kept"
    assert (target / "edge_map.json").is_file()
    assert (target / "import_report.json").is_file()
    # Who had the older network open still reads it.
    assert opened.edge_id(0) == "5:0:2"
    assert opened.edges.length_m.tolist() == [206, 206]
    assert load_roads(target).version == second.graph.version != first.graph.version
    assert [path.name for path in tmp_path.iterdir() if "roads" in path.name] == ["roads"]


def test_the_edge_map_of_a_folder_tells_of_all_imports(tmp_path: Path) -> None:
    target = tmp_path / "roads"
    written = [
        write_import(*Osm().way(way, [0, 1, 2]).build(tmp_path), target) for way in (5, 6, 7)
    ]
    edges = load_edge_map(target, written[-1].graph.version)
    assert edges is not None
    assert dict(edges.mapped) == {
        f"{way}:{ends}": (f"7:{ends}",) for way in (5, 6) for ends in ("0:2", "2:0")
    }
    assert written[-1].report.changes is not None
    assert written[-1].report.changes.mapped == 2


def test_a_damaged_edge_map_is_cured_by_an_import(tmp_path: Path) -> None:
    target = tmp_path / "roads"
    for way in (5, 6):
        write_import(*Osm().way(way, [0, 1, 2]).build(tmp_path), target)
    (target / "edge_map.json").write_text("{")
    written = write_import(*Osm().way(7, [0, 1, 2]).build(tmp_path), target)
    edges = load_edge_map(target, written.graph.version)
    assert edges is not None
    assert sorted(edges.mapped) == ["6:0:2", "6:2:0"]


def test_only_roads_or_nothing_may_be_replaced(tmp_path: Path) -> None:
    assert holds_roads_or_nothing(tmp_path / "new")
    assert holds_roads_or_nothing(tmp_path)
    (tmp_path / "thesis.odt").touch()
    assert not holds_roads_or_nothing(tmp_path)
    assert not holds_roads_or_nothing(tmp_path / "thesis.odt")
    (tmp_path / "manifest.json").touch()
    assert holds_roads_or_nothing(tmp_path)


def test_a_failed_write_leaves_the_old_roads_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "roads"
    graph, report = Osm().way(5, [0, 1, 2]).build(tmp_path)
    before = write_import(graph, report, target).graph.version

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("routing.roads.osm.write_folder.save_roads", full)
    with pytest.raises(OSError, match="No space"):
        write_import(graph, report, target)
    assert load_roads(target).version == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["little.osm", "roads"]
