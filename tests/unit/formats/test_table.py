from routing.formats.requests_table import read_requests
from routing.formats.table import MAX_FAULTS, FaultList
from tests.unit.formats.table_files import REQUEST, csv_file, fault_of, faults_of


def test_the_first_thousand_faults_are_kept_and_the_rest_counted() -> None:
    faults = FaultList("t.csv")
    for row in range(MAX_FAULTS + 234):
        faults.add("tables.empty_cell", row=row + 2, column="id")
    found = faults_of(faults.raise_if_any)
    assert len(found) == MAX_FAULTS + 1
    assert (found[-1].key, dict(found[-1].params)["count"]) == ("tables.more_faults", 234)


def test_exactly_a_thousand_faults_need_no_count() -> None:
    faults = FaultList("t.csv")
    for row in range(MAX_FAULTS):
        faults.add("tables.empty_cell", row=row + 2)
    assert len(faults_of(faults.raise_if_any)) == MAX_FAULTS


def test_no_fault_raises_nothing() -> None:
    FaultList("t.csv").raise_if_any()


def test_a_fault_says_file_row_column_and_why() -> None:
    source = csv_file([REQUEST, REQUEST | {"id": "r2", "weight_kg": "-3"}])
    found = fault_of(lambda: read_requests(source, products={}))
    assert found.line("en") == "t.csv:3:weight_kg: -3 is out of range: want > 0, ≤ 1000000"
    assert found.line("vi").startswith("t.csv:3:weight_kg: giá trị -3")
