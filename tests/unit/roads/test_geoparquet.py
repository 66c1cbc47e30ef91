from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from routing.roads.store import save_roads
from tests.unit.roads.osm.little import Osm


def test_other_programs_read_the_same_tables(tmp_path: Path) -> None:
    osm = Osm().way(5, [0, 1, 2], {"highway": "primary", "ref": "QL4D", "name": "Quốc lộ 4D"})
    graph, _ = osm.way(6, [2, 12], {"highway": "path"}).build(tmp_path)
    save_roads(graph, tmp_path / "roads")
    for name, ours in zip(("nodes", "edges"), graph.to_geodataframes(), strict=True):
        theirs = gpd.read_parquet(tmp_path / "roads" / f"{name}.parquet")
        assert theirs.crs.is_geographic
        assert list(theirs.columns) == list(ours.columns)
        assert shapely.equals(theirs.geometry.to_numpy(), ours.geometry.to_numpy()).all()
        for column in ours.columns.drop("geometry"):
            mine, other = ours[column].to_numpy(), theirs[column].to_numpy()
            if mine.dtype.kind in "fi":
                assert np.array_equal(mine, other, equal_nan=True), column
            else:
                assert mine.tolist() == other.tolist(), column
