import json

from routing.formats.summary_json import summary_to_json
from routing.plan.load_factors import LoadFactors
from routing.plan.summary import LeftOut, Summary
from routing.plan.totals import Totals


def test_a_summary_carries_its_sums_and_its_ratios() -> None:
    summary = Summary(
        plan=Totals(parts=2, served_g=3_000, cost_minor=10_000, co2_g=600),
        own_motorbike=Totals(),
        one_village=Totals(served_g=3_000, cost_minor=15_000),
        load_factors=LoadFactors(0.5, None, 0.25, None),
        left_out=LeftOut(1, 500, 1, 0, 0, 2),
    )
    written = json.loads(json.dumps(summary_to_json(summary, "VND")))
    assert list(written)[:2] == ["schema", "currency"]
    assert written["plan"]["cost_minor"] == 10_000
    # 10,000 for 3 kg
    assert written["plan"]["cost_per_kg_minor"] == 3333.333
    assert written["plan"]["co2_g_per_kg"] == 200
    assert written["own_motorbike"]["cost_per_kg_minor"] is None
    assert written["load_factors"]["volume"] is None
    assert written["left_out"]["unweighed"] == 2
