import gzip
from pathlib import Path

import pytest

from routing.errors import InputError
from routing.roads.osm.extract import join_extracts
from routing.roads.osm.read_extract import read_osm
from tests.unit.roads.osm.little import Osm


def fault_key(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_osm(path)
    (found,) = caught.value.faults
    assert found.file == str(path)
    return found.key


def test_packed_and_plain_files_hold_the_same(tmp_path: Path) -> None:
    plain = Osm().way(5, [0, 1, 2]).write(tmp_path)
    packed = tmp_path / "little.osm.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    ours, theirs = read_osm(plain), read_osm(packed)
    assert ours.way_id.tolist() == theirs.way_id.tolist() == [5]
    assert ours.lon.tolist() == theirs.lon.tolist()


def test_positions_are_exact(tmp_path: Path) -> None:
    extract = read_osm(Osm().node(1, 103.1234567, 22.7654321).way(5, [0, 1]).write(tmp_path))
    assert (extract.lon[1], extract.lat[1]) == (103.1234567, 22.7654321)


def test_missing_empty_and_broken_files_are_named(tmp_path: Path) -> None:
    assert fault_key(tmp_path / "no.osm") == "import.no_file"
    empty = tmp_path / "empty.osm.pbf"
    empty.touch()
    assert fault_key(empty) == "import.empty_file"
    noise = tmp_path / "noise.osm.pbf"
    noise.write_bytes(bytes(range(256)) * 20)
    assert fault_key(noise) == "import.broken_file"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_file_cut_off_is_broken(tmp_path: Path, share: float) -> None:
    text = Osm().way(5, [0, 1, 2]).text()
    path = tmp_path / "cut.osm"
    path.write_text(text[: int(len(text) * share)], "utf-8")
    assert fault_key(path) == "import.broken_file"
    packed = gzip.compress(text.encode())
    path = tmp_path / "cut.osm.gz"
    path.write_bytes(packed[: int(len(packed) * share)])
    assert fault_key(path) == "import.broken_file"


def test_a_file_without_roads_says_so(tmp_path: Path) -> None:
    assert fault_key(Osm().node(1, 103, 22).write(tmp_path)) == "import.no_ways"
    walkers = Osm().way(5, [0, 1], {"highway": "footway"}).write(tmp_path)
    assert fault_key(walkers) == "import.no_roads"


def test_two_extracts_share_the_ways_on_their_border(tmp_path: Path) -> None:
    west = read_osm(Osm().way(5, [0, 1]).way(6, [1, 2]).write(tmp_path))
    east = read_osm(Osm().way(6, [1, 2]).way(7, [2, 3]).write(tmp_path))
    joined = join_extracts([west, east])
    assert sorted(joined.way_id.tolist()) == [5, 6, 7]
    assert joined.ways_read == 4


def test_progress_is_told(tmp_path: Path) -> None:
    osm = Osm()
    for way in range(4001):
        osm.way(way + 1, [0, 1])
    told: list[int] = []
    read_osm(osm.write(tmp_path), on_read=told.append)
    assert told == [2000, 4000]
