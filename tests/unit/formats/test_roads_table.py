from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from routing.errors import InputError
from routing.formats.roads_source import read_source
from routing.roads.osm.extract import Extract
from routing.roads.osm.import_roads import import_roads
from routing.roads.osm.vehicle_kinds import NOBODY
from routing.roads.osm.write_folder import write_import
from routing.roads.vocabulary import ROAD_CLASSES, SURFACES, Feature
from tests.unit.roads.hills import profiles
from tests.unit.roads.osm.little import INFO, Osm

A, B, C, D = (103.0, 22.0), (103.001, 22.0), (103.002, 22.0), (103.001, 22.001)


def frame(**columns: list[object]) -> gpd.GeoDataFrame:
    lines = [shapely.LineString([A, B, C]), shapely.LineString([B, D])]
    return gpd.GeoDataFrame(columns, geometry=lines, crs="EPSG:4326")


def write(table: gpd.GeoDataFrame, path: Path) -> Path:
    if path.suffix == ".parquet":
        table.to_parquet(path)
    else:
        table.to_file(path)
    return path


@pytest.mark.parametrize("name", ["r.gpkg", "r.geojson", "r.shp", "r.parquet"])
def test_every_kind_of_file_gives_the_same_roads(tmp_path: Path, name: str) -> None:
    table = frame(osm_id=[7, 8], highway=["primary", "track"], surface=["asphalt", None])
    extract = read_source(write(table, tmp_path / name))
    assert extract.way_id.tolist() == [7, 8]
    assert [ROAD_CLASSES[each.road_class] for each in extract.facts] == ["national", "track"]
    assert [SURFACES[each.surface] for each in extract.facts] == ["asphalt", "earth"]
    graph, _ = import_roads([extract], INFO, profiles().values())
    # The second road leaves the first where they share a point, and cuts it there.
    assert len(graph.edges) == 6
    assert len(graph.nodes) == 4


def build(tmp_path: Path, **columns: list[object]) -> Extract:
    return read_source(write(frame(**columns), tmp_path / "r.gpkg"))


def test_the_words_of_geofabriks_shapefiles_are_known(tmp_path: Path) -> None:
    extract = build(
        tmp_path,
        fclass=["secondary", "residential"],
        oneway=["F", "B"],
        bridge=["T", "F"],
        maxspeed=[0, 30],
    )
    first, second = extract.facts
    assert (first.backward, first.forward_kph) == (NOBODY, 0)
    assert Feature.BRIDGE in first.features
    assert Feature.BRIDGE not in second.features
    assert (second.backward, second.forward_kph) == (second.forward, 30)


def test_our_own_words_are_known(tmp_path: Path) -> None:
    extract = build(
        tmp_path, road_class=["commune", "ferry"], width_m=[3.5, None], max_speed_kph=[40.0, None]
    )
    assert [ROAD_CLASSES[each.road_class] for each in extract.facts] == ["commune", "ferry"]
    assert extract.facts[0].width_m == 3.5
    assert extract.facts[0].forward_kph == 40


def test_our_own_table_comes_back_in_both_directions(tmp_path: Path) -> None:
    graph, report = Osm().way(5, [0, 1, 2]).way(6, [2, 12]).build(tmp_path)
    write_import(graph, report, tmp_path / "roads")
    extract = read_source(tmp_path / "roads" / "edges.parquet")
    again, _ = import_roads([extract], INFO, profiles().values())
    assert len(again.edges) == len(graph.edges)
    assert sorted(again.edges.length_m.tolist()) == sorted(graph.edges.length_m.tolist())


def test_signs_and_limits_of_our_own_table_come_back(tmp_path: Path) -> None:
    signed = {"highway": "primary", "maxweight": "5", "maxheight": "2.5", "maxwidth": "2.1"}
    graph, report = Osm().way(5, [0, 1], signed).way(6, [1, 2]).build(tmp_path)
    limits = np.where(graph.edges.length_m > 0, 1_250_000, 0)
    graph = replace(graph, edges=replace(graph.edges, truck_limit_g=limits))
    write_import(graph, report, tmp_path / "roads")
    extract = read_source(tmp_path / "roads" / "edges.parquet")
    again, _ = import_roads([extract], INFO, profiles().values())
    assert {each.truck_limit_g for each in extract.facts} == {1_250_000}
    for name in ("max_weight_g", "max_height_m", "max_width_m"):
        assert getattr(again.limits, name).tolist() == getattr(graph.limits, name).tolist()


def test_other_coordinates_are_turned_into_degrees(tmp_path: Path) -> None:
    table = frame(highway=["primary", "track"]).to_crs("EPSG:32648")
    extract = read_source(write(table, tmp_path / "r.gpkg"))
    assert extract.lon[0] == pytest.approx(A[0], abs=1e-6)
    assert len(set(extract.ref.tolist())) == 4


def test_what_is_no_line_is_counted(tmp_path: Path) -> None:
    table = frame(highway=["primary", "track"])
    table.loc[1, "geometry"] = shapely.Point(103, 22)
    extract = read_source(write(table, tmp_path / "r.geojson"))
    assert {each.reason: each.count for each in extract.dropped} == {"bad_line": 1}
    assert extract.ways_read == 2


def fault_key(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_source(path)
    (found,) = caught.value.faults
    assert found.file == str(path)
    return found.key


def test_faults_are_named(tmp_path: Path) -> None:
    assert fault_key(tmp_path / "no.gpkg") == "import.no_file"
    assert fault_key(tmp_path / "roads.xyz") == "import.file_kind"
    for suffix in (".gpkg", ".geojson", ".shp", ".parquet"):
        path = tmp_path / f"bad{suffix}"
        path.write_bytes(b"nonsense" * 9)
        assert fault_key(path) == "import.broken_file"
        path.write_bytes(b"")
        assert fault_key(path) == "import.empty_file"
    nameless = write(frame(colour=["red", "blue"]), tmp_path / "colour.gpkg")
    assert fault_key(nameless) == "import.no_class_column"
    walkers = write(frame(highway=["footway", "steps"]), tmp_path / "walk.gpkg")
    assert fault_key(walkers) == "import.no_roads"
    points = gpd.GeoDataFrame(
        {"highway": ["primary"]}, geometry=[shapely.Point(A)], crs="EPSG:4326"
    )
    assert fault_key(write(points, tmp_path / "points.gpkg")) == "import.no_lines"
    placeless = frame(highway=["primary", "track"]).set_crs(None, allow_override=True)
    assert fault_key(write(placeless, tmp_path / "nowhere.parquet")) == "import.no_crs"
