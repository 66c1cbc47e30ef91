import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine

from routing.errors import InputError
from routing.roads.elevation.heights import Tiles, find_heights_m, find_tiles
from tests.unit.roads.elevation.ground import write_tile


def heights(tiles: Tiles, *lonlat: tuple[float, float]) -> list[float]:
    lon, lat = np.array(lonlat).T
    return [float(each) for each in find_heights_m(tiles, lon, lat)]


@pytest.mark.parametrize("packed", [False, True])
def test_heights_lie_between_the_samples_around(tmp_path: Path, packed: bool) -> None:
    # A plane of 1,200 m per degree east and 2,400 m per degree north is exact at samples, and
    # bilinear interpolation is exact on planes.
    tiles = write_tile(tmp_path, lambda e, n: 1200 * e + 2400 * n, packed=packed)
    found = heights(tiles, (103.5, 22.5), (103.2501, 22.7503), (103.0, 22.0), (104.0, 23.0))
    assert found == pytest.approx([1800, 2100.84, 0, 3600])


def test_voids_and_places_beyond_the_tiles_are_unknown(tmp_path: Path) -> None:
    tiles = write_tile(tmp_path, lambda e, n: np.where(e > 0.5, -32768, 700))
    found = heights(tiles, (103.2, 22.2), (103.7, 22.2), (105.0, 22.2))
    assert found[0] == 700
    assert np.isnan(found[1:]).all()


def test_neighbouring_tiles_join(tmp_path: Path) -> None:
    write_tile(tmp_path, lambda e, n: 100 + 0 * e)
    tiles = write_tile(tmp_path, lambda e, n: 200 + 0 * e, name="N22E104.hgt", packed=True)
    assert heights(tiles, (103.9, 22.5), (104.1, 22.5)) == [100, 200]


def test_southern_and_western_tiles_are_known_by_name(tmp_path: Path) -> None:
    tiles = write_tile(tmp_path, lambda e, n: 1200 * n, name="S03W070.hgt")
    assert heights(tiles, (-69.5, -2.25)) == pytest.approx([900])


def test_geotiff_samples_stand_in_the_middle_of_pixels(tmp_path: Path) -> None:
    values = np.array([[10, 20, 40], [30, 40, 60], [50, 60, -9999]], np.float32)
    with rasterio.open(
        tmp_path / "dem.tif",
        "w",
        driver="GTiff",
        width=3,
        height=3,
        count=1,
        dtype="float32",
        crs="EPSG:4326",
        transform=Affine(0.1, 0, 103.0, 0, -0.1, 23.0),
        nodata=-9999,
    ) as sink:
        sink.write(values, 1)
    tiles = find_tiles(tmp_path)
    found = heights(tiles, (103.05, 22.95), (103.10, 22.90), (103.24, 22.76), (103.01, 22.95))
    assert found[:2] == pytest.approx([10, 25])
    # Beside the void sample, and outside the middles of the outermost pixels.
    assert np.isnan(found[2:]).all()


def test_geotiff_in_metres_is_refused(tmp_path: Path) -> None:
    with rasterio.open(
        tmp_path / "utm.tif",
        "w",
        driver="GTiff",
        width=2,
        height=2,
        count=1,
        dtype="int16",
        crs="EPSG:32648",
        transform=Affine(30, 0, 500_000, 0, -30, 2_500_000),
    ) as sink:
        sink.write(np.zeros((2, 2), np.int16), 1)
    with pytest.raises(InputError) as caught:
        heights(find_tiles(tmp_path), (103.05, 22.95))
    assert caught.value.faults[0].key == "import.tiff_crs"


def test_all_bad_tiles_are_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "N22E103.hgt").write_bytes(b"\0" * 999)
    (tmp_path / "N22E104.hgt.zip").write_bytes(b"no archive")
    with zipfile.ZipFile(tmp_path / "N23E103.hgt.zip", "w") as archive:
        archive.writestr("readme.txt", "nothing here")
    with pytest.raises(InputError) as caught:
        heights(find_tiles(tmp_path), (103.5, 22.5), (104.5, 23.5))
    assert {found.key for found in caught.value.faults} == {
        "import.hgt_size",
        "import.broken_tile",
        "import.hgt_archive",
    }


def test_a_bad_tile_far_away_does_no_harm(tmp_path: Path) -> None:
    tiles = write_tile(tmp_path, lambda e, n: 5 + 0 * e)
    (tmp_path / "N50E010.hgt").write_bytes(b"\0")
    assert heights(find_tiles(tmp_path), (103.5, 22.5)) == heights(tiles, (103.5, 22.5)) == [5]


def test_a_folder_without_tiles_is_a_fault(tmp_path: Path) -> None:
    for folder, key in ((tmp_path, "import.no_tiles"), (tmp_path / "no", "import.no_folder")):
        with pytest.raises(InputError) as caught:
            find_tiles(folder)
        assert caught.value.faults[0].key == key
