"""Signs with times in routes, previews and plans."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from routing.problem.records import Location
from routing.roads.bars import Bars
from routing.roads.stretch import edges_of_ref
from routing.roads.vocabulary import OPEN_TO_ALL
from routing.service import Network, find_route, load_network, make_plan
from routing.service.impact import preview_closures
from tests.unit.service.test_planning import OPTIONS, QL4D_CUT, TRUCK, ZONE, ask, week

ENDS = Location("lc_city"), Location("pt_town")
SIX, EIGHT = 6 * 60, 8 * 60


@pytest.fixture(scope="module")
def network(root: Path) -> Network:
    """The sample with a sign on all of QL4D: nobody from 06:00 to 08:00."""
    found = load_network(root / "data/roads/lai_chau")
    edges = np.array(edges_of_ref(found.graph, "QL4D"), np.int32)
    said = (OPEN_TO_ALL, 0, 0, 0, 127, SIX, EIGHT)
    kinds = list(Bars.kinds.values())[1:]
    columns = [np.full(len(edges), value, kind) for value, kind in zip(said, kinds, strict=True)]
    return replace(found, graph=replace(found.graph, bars=Bars(edges, *columns)))


def test_a_route_goes_round_a_sign_while_it_holds(network: Network) -> None:
    seven = datetime(2025, 5, 20, 7, tzinfo=ZONE)
    early, _, _ = find_route(network, "truck", *ENDS, at=seven)
    late, _, _ = find_route(network, "truck", *ENDS, at=seven + timedelta(hours=1))
    assert (late.roads, late.distance_m) == (("QL4D",), 28_600)
    assert "QL4D" not in early.roads
    assert early.distance_m > late.distance_m


def test_a_plan_heeds_a_sign_that_a_shift_meets(network: Network) -> None:
    asked = ask("a", "pt_town")
    late = replace(TRUCK, shift_start_min=EIGHT)
    early = replace(TRUCK, shift_start_min=EIGHT - 1)
    plans = [make_plan(network, week(asked, fleet=(each,)), OPTIONS) for each in (late, early)]
    roads = [
        {road for route in made.plan.routes for stop in route.stops for road in stop.leg_roads}
        for made in plans
    ]
    assert "QL4D" in roads[0]
    assert "QL4D" not in roads[1]
    assert plans[0].conditions.hash == plans[1].conditions.hash
    assert all(not made.plan.violations for made in plans)


def test_a_preview_counts_signs_as_at_the_first_moment_closed(network: Network) -> None:
    """Closing what a sign bars anyway takes nothing away; closing it later does."""
    early = replace(QL4D_CUT, start=datetime(2025, 5, 20, 7, tzinfo=ZONE))
    late = replace(QL4D_CUT, start=datetime(2025, 5, 20, 9, tzinfo=ZONE))
    found = [preview_closures(network, [each], profiles=["truck"]) for each in (early, late)]
    assert found[0].profiles[0].detours == ()
    assert found[1].profiles[0].detours != ()
