"""Travel between the main places of the sample, as a table whose changes are reviewed.

After a wanted change of roads, profiles or formulas write it anew:
``python -m tests.golden.test_travel_on_the_sample``.
"""

import csv
import io
from pathlib import Path

from routing.matrix.build import build_matrix
from routing.roads.conditions import Conditions, Season
from routing.roads.profiles import load_profiles
from routing.roads.road_points import at_node
from routing.roads.router import Routers
from routing.roads.store import load_roads

HERE = Path(__file__).resolve().parent
ROADS = HERE.parents[1] / "data" / "roads" / "lai_chau"
TABLE = HERE / "roads" / "travel.csv"
HUBS = ("lc_city", "pt_town", "sh_town", "mt_town", "tu_town")
PLACES = (*HUBS, "ty_town", "pt_silolau", "mt_thulum", "td_sonbinh", "v_ngaithau", "x_hanoi")
SEASONS: tuple[Season, Season] = ("dry", "rain")


def travel_table() -> str:
    graph = load_roads(ROADS)
    routers = Routers(graph, load_profiles())
    points = [at_node(graph, graph.node_index(name)) for name in PLACES]
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["profile", "season", "from", "to", "km", "minutes", "fuel_l"])
    for profile in routers.profiles.values():
        for season in SEASONS:
            matrix = build_matrix(routers.get(profile.id, Conditions(season)), points)
            for i, start in enumerate(HUBS):
                for j, goal in enumerate(PLACES):
                    if i == j:
                        continue
                    cells: list[object] = ["", "", ""]
                    if matrix.reaches(i, j):
                        fuel_ml = matrix.fuel_empty_ml[i, j] + matrix.fuel_full_ml[i, j]
                        cells = [
                            f"{matrix.distance_m[i, j] / 1000:.1f}",
                            f"{matrix.duration_s[i, j] / 60:.0f}",
                            f"{fuel_ml / 2000:.1f}",
                        ]
                    table.writerow([profile.id, season, start, goal, *cells])
    return out.getvalue()


def test_travel_is_as_it_was_reviewed() -> None:
    assert travel_table().splitlines() == TABLE.read_text("utf-8").splitlines()


if __name__ == "__main__":
    TABLE.write_text(travel_table(), "utf-8")
