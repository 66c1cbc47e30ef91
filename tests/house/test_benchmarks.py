"""The benchmarks say plainly what they miss, and judge what they measure by the goals."""

import subprocess
from pathlib import Path

import pytest

from benchmarks.roads.goals import GOALS, Outcome, find_slack, judge
from benchmarks.roads.networks import open_roads

OURS = {"season": 1.0, "10 closed": 2.5, "500²": 10.0, "2000²": 100.0, "one path": 0.1}


def test_a_folder_without_roads_is_named_with_the_way_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"no imported roads.*roads import") as told:
        open_roads(tmp_path)
    assert str(tmp_path) in str(told.value)


def test_without_a_name_the_script_says_what_it_takes(root: Path) -> None:
    result = subprocess.run(
        [root / "scripts" / "bench"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 3
    assert "Usage: scripts/bench NAME" in result.stderr


def test_every_goal_of_a_network_is_judged() -> None:
    outcomes = judge(1, {"luco": OURS}, 1.0, "luco")
    assert len(outcomes) == len(GOALS[1])
    assert [each.what for each in outcomes if not each.is_met] == ["Andorra, 10 closed"]


def test_peers_are_judged_by_how_many_times_slower_they_are() -> None:
    peer = {"500²": 30.0, "2000²": 199.0}
    outcomes = judge(1, {"luco": OURS, "OSRM CH": peer}, 1.0, "luco")[len(GOALS[1]) :]
    assert [each.is_met for each in outcomes] == [True, False]


def test_a_slower_machine_has_more_time_and_a_faster_one_not_less() -> None:
    slow, fast = {"500²": 866.0, "2000²": 1750.0}, {"500²": 100.0, "2000²": 400.0}
    assert find_slack({"SciPy Dijkstra": slow}) == 2
    assert find_slack({"SciPy Dijkstra": fast}) == 1
    late = Outcome("closures", 2, 3.9, "ms", find_slack({"SciPy Dijkstra": slow}))
    assert late.is_met
    assert late.row.endswith("| met |")


def test_what_has_no_goal_is_shown_without_a_verdict() -> None:
    assert Outcome("loading", None, 5.0, "ms").row == "| loading | – | 5.00 ms | |"
