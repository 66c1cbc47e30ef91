from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from routing.formats.requests_table import read_requests
from routing.geo import LonLat
from routing.problem.records import Location, MeetingPlace, RequestTerms, Source
from tests.unit.formats.table_files import (
    PRODUCTS,
    REQUEST,
    cell_moment,
    csv_file,
    fault_of,
    faults_of,
    read_request,
    read_request_table,
    request_fault,
    xlsx_file,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def test_a_row_with_the_least_gets_the_documented_defaults() -> None:
    record = read_request()
    assert record.location == Location("Xã Bản Bo")
    assert (record.weight_g, record.volume_ml, record.count) == (50_000, 0, 0)
    assert record.ready == datetime(2025, 5, 19, tzinfo=ZONE)
    assert record.due == datetime(2025, 5, 20, 23, 59, 59, tzinfo=ZONE)
    assert (record.windows, record.service_s, record.hub) == ((), 600, "")
    assert (record.required, record.priority, record.penalty_minor) == (True, 0, None)
    assert record.source == Source("t.csv", 2)


def test_a_full_row_is_kept_in_all_its_fields() -> None:
    record = read_request(
        shop="HTX Bản Bo",
        product="tea",
        count="6",
        volume_m3="0.4",
        windows="14:00-17:00|06:30-10:00",
        service_min="12.5",
        hub="hub_laichau",
        destination="Hà Nội",
        required="không",
        priority="100",
        penalty="250000",
        skills="Thùng lạnh|4x4",
        contact_name="Giàng A Páo",
        contact_phone="+84 912 345 678",
        notes="gọi trước\n30 phút",
    )
    assert (record.shop, record.product, record.count, record.pack_g) == (
        "HTX Bản Bo",
        "tea",
        6,
        10_000,
    )
    assert (record.weight_g, record.volume_ml, record.derived) == (50_000, 400_000, frozenset())
    assert (record.windows, record.service_s) == (((390, 600), (840, 1020)), 750)
    assert (record.hub, record.destination, record.required) == ("hub_laichau", "Hà Nội", False)
    assert (record.priority, record.penalty_minor) == (100, 250_000)
    assert record.skills == {"thung_lanh", "4x4"}
    assert (record.contact_name, record.contact_phone) == ("Giàng A Páo", "+84 912 345 678")
    assert record.notes == "gọi trước\n30 phút"


def test_a_position_may_stand_for_a_place() -> None:
    record = read_request(place="", lon="103.456", lat="22.39")
    assert record.location == Location(lonlat=LonLat(103.456, 22.39))


def test_vietnamese_headers_and_semicolons_and_decimal_commas() -> None:
    text = (
        "Mã;Địa điểm;Sản phẩm;Khối lượng (kg);Thể tích (m³);Sẵn sàng;Hạn;Ưu tiên;Bắt buộc\n"
        "r1;Xã Bản Bo;Chè Shan tuyết;56,5;0,25;2025-05-19;2025-05-20;5;có\n"
    )
    record = read_requests(("t.csv", text.encode()), products=PRODUCTS).records[0]
    assert (record.product, record.weight_g, record.volume_ml) == ("tea", 56_500, 250_000)


def test_times_without_an_offset_are_of_the_zone() -> None:
    source = csv_file([REQUEST | {"ready": "2025-05-19 06:00", "due": "2025-05-19T12:00Z"}])
    record = read_requests(source, products={}, timezone="Asia/Tokyo").records[0]
    assert record.ready.isoformat() == "2025-05-19T06:00:00+09:00"
    assert record.due.isoformat() == "2025-05-19T21:00:00+09:00"


def test_excel_cells_are_read_as_excel_means_them() -> None:
    row = {
        "id": 17,
        "place": "Xã Bản Bo",
        "weight_kg": 50.5,
        "ready": date(2025, 5, 19),
        "due": cell_moment(2025, 5, 20, 12, 30),
        "required": True,
        "priority": 3,
    }
    record = read_requests(xlsx_file([row]), products={}).records[0]
    assert (record.id, record.weight_g, record.priority) == ("17", 50_500, 3)
    assert record.ready == datetime(2025, 5, 19, tzinfo=ZONE)
    assert record.due == datetime(2025, 5, 20, 12, 30, tzinfo=ZONE)
    assert record.source == Source("t.xlsx", 2)


def test_excel_faults_name_the_row_of_the_sheet() -> None:
    good = {"id": "a", "place": "Xã Bản Bo", "weight_kg": 50, "ready": "2025-05-19"}
    rows = [good | {"due": "2025-05-20"}, good | {"id": 2**60, "due": time(6)}]
    found = faults_of(lambda: read_requests(xlsx_file(rows), products={}))
    assert [(fault.key, fault.row, fault.column) for fault in found] == [
        ("tables.big_number", 3, "id"),
        ("tables.not_date", 3, "due"),
    ]


def test_a_phone_number_kept_as_a_number_is_warned_of() -> None:
    rows = [
        {"contact_phone": 912345678 + i, "id": f"r{i}", "place": "x", "weight_kg": 5}
        | {"ready": "2025-05-19", "due": "2025-05-20"}
        for i in range(3)
    ]
    table = read_requests(xlsx_file(rows), products={})
    assert [record.contact_phone for record in table.records][:1] == ["912345678"]
    warning = next(one for one in table.warnings if one.key == "tables.phone_is_number")
    assert (warning.row, dict(warning.params)["count"]) == (2, 3)


@pytest.mark.parametrize(
    ("cells", "key", "column"),
    [
        ({"id": ""}, "tables.empty_cell", "id"),
        ({"place": ""}, "tables.no_location", "place"),
        ({"lon": "103.4", "lat": "22.4"}, "tables.two_locations", "place"),
        ({"lon": "103.4"}, "tables.two_locations", "place"),
        ({"place": "", "lon": "103.4", "lat": ""}, "tables.half_position", "lat"),
        ({"place": "", "lon": "", "lat": "22.4"}, "tables.half_position", "lon"),
        ({"place": "", "lon": "22.4", "lat": "103.4"}, "tables.swapped_position", "lat"),
        ({"place": "", "lon": "103.4", "lat": "103.4"}, "tables.out_of_range", "lat"),
        ({"place": "", "lon": "203.4", "lat": "22.4"}, "tables.out_of_range", "lon"),
        ({"weight_kg": "-3"}, "tables.out_of_range", "weight_kg"),
        ({"weight_kg": "0"}, "tables.out_of_range", "weight_kg"),
        ({"weight_kg": "inf"}, "tables.not_number", "weight_kg"),
        ({"weight_kg": "1.250"}, "tables.ambiguous_number", "weight_kg"),
        ({"weight_kg": "56,5"}, "tables.decimal_comma", "weight_kg"),
        ({"weight_kg": "1 250"}, "tables.grouped_number", "weight_kg"),
        ({"weight_kg": "#N/A"}, "tables.formula_error", "weight_kg"),
        ({"volume_m3": "-1"}, "tables.out_of_range", "volume_m3"),
        ({"count": "2.5"}, "tables.not_whole", "count"),
        ({"count": "0"}, "tables.out_of_range", "count"),
        ({"ready": ""}, "tables.empty_cell", "ready"),
        ({"due": ""}, "tables.empty_cell", "due"),
        ({"ready": "19/05/2025"}, "tables.not_iso_date", "ready"),
        ({"due": "2025-05-18"}, "tables.due_before_ready", "due"),
        ({"windows": "11:00-08:00"}, "tables.window_order", "windows"),
        ({"windows": "sáng"}, "tables.not_window", "windows"),
        ({"service_min": "-1"}, "tables.out_of_range", "service_min"),
        ({"required": "maybe"}, "tables.not_flag", "required"),
        ({"priority": "101"}, "tables.out_of_range", "priority"),
        ({"priority": "-1"}, "tables.out_of_range", "priority"),
        ({"penalty": "12.5"}, "tables.not_whole", "penalty"),
        ({"penalty": "150.000"}, "tables.ambiguous_number", "penalty"),
        ({"product": "te"}, "tables.unknown_product", "product"),
        ({"notes": "a" * 2001}, "tables.too_long", "notes"),
        ({"hub": "a\nb"}, "tables.control_character", "hub"),
    ],
)
def test_each_wrong_cell_is_one_fault(cells: dict[str, str], key: str, column: str) -> None:
    found = request_fault(**cells)
    assert (found.key, found.file, found.row, found.column) == (key, "t.csv", 2, column)


def test_all_faults_of_a_file_are_told_in_its_order() -> None:
    rows = [
        REQUEST | {"weight_kg": "-1", "due": "19/05/2025"},
        REQUEST,
        REQUEST | {"ready": "2025-05-21"},
    ]
    found = faults_of(lambda: read_requests(csv_file(rows), products=PRODUCTS))
    assert [(fault.row, fault.column, fault.key) for fault in found] == [
        (2, "weight_kg", "tables.out_of_range"),
        (2, "due", "tables.not_iso_date"),
        (3, "id", "tables.duplicate_id"),
        (4, "id", "tables.duplicate_id"),
        (4, "due", "tables.due_before_ready"),
    ]


def test_a_duplicate_id_names_both_rows() -> None:
    rows = [REQUEST, REQUEST | {"id": "r2"}, REQUEST | {"id": " r1 "}]
    found = fault_of(lambda: read_requests(csv_file(rows), products=PRODUCTS))
    assert (found.key, found.row, dict(found.params)["first"]) == ("tables.duplicate_id", 4, 2)


def test_two_empty_ids_are_empty_and_not_duplicate() -> None:
    rows = [REQUEST | {"id": ""}, REQUEST | {"id": ""}]
    found = faults_of(lambda: read_requests(csv_file(rows), products=PRODUCTS))
    assert [fault.key for fault in found] == ["tables.empty_cell"] * 2


def test_faults_of_missing_columns_do_not_hide_faults_of_cells() -> None:
    found = faults_of(
        lambda: read_requests(csv_file([{"id": "r1", "weight_kg": "-1"}]), products=PRODUCTS)
    )
    assert [(fault.key, fault.column) for fault in found] == [
        ("tables.missing_column", "ready"),
        ("tables.missing_column", "due"),
        ("tables.missing_column", "place"),
        ("tables.out_of_range", "weight_kg"),
    ]


def test_a_plain_row_asks_for_nothing_more() -> None:
    assert read_request(kind="Pickup").terms == read_request().terms == RequestTerms()


def test_goods_may_go_from_stop_to_stop() -> None:
    terms = read_request(
        kind="pair", to_place="Pa So", to_windows="13:00-15:00", to_service_min="5"
    ).terms
    assert (terms.kind, terms.to) == ("pair", Location("Pa So"))
    assert (terms.to_windows, terms.to_service_s) == (((780, 900),), 300)


def test_a_delivery_names_the_hub_that_sends_it() -> None:
    terms = read_request(kind="Giao hàng", from_hub="H").terms
    assert (terms.kind, terms.from_hub) == ("delivery", "H")


def test_wishes_rides_and_company_are_kept() -> None:
    terms = read_request(
        wish_by="2025-05-19",
        deliver_by="2025-05-20 12:00",
        max_ride_min="90",
        tags="Fresh|ethylene",
        exclude_tags="odour_strong",
        same_vehicle="a",
    ).terms
    assert terms.wish_by == datetime(2025, 5, 19, 23, 59, 59, tzinfo=ZONE)
    assert terms.deliver_by == datetime(2025, 5, 20, 12, 0, tzinfo=ZONE)
    assert (terms.max_ride_s, terms.same_vehicle) == (5_400, "a")
    assert (terms.tags, terms.exclude_tags) == ({"fresh", "ethylene"}, {"odour_strong"})


def test_alternatives_are_places_with_what_they_cost() -> None:
    terms = read_request(alternatives="Pa So=20000|Nậm Cha").terms
    assert terms.alternatives == (
        MeetingPlace(Location("Pa So"), 20_000),
        MeetingPlace(Location("Nậm Cha")),
    )


@pytest.mark.parametrize(
    ("cells", "key", "column"),
    [
        ({"kind": "barter"}, "tables.not_choice", "kind"),
        ({"kind": "pair"}, "tables.pair_without_end", "to_place"),
        ({"to_place": "Pa So"}, "tables.not_of_this_kind", "to_place"),
        ({"kind": "delivery", "hub": "H"}, "tables.not_of_this_kind", "hub"),
        ({"from_hub": "H"}, "tables.not_of_this_kind", "from_hub"),
        ({"alternatives": "Pa So=x"}, "tables.bad_alternative", "alternatives"),
        ({"alternatives": "=5"}, "tables.bad_alternative", "alternatives"),
        ({"kind": "pair", "to_lon": "103.5"}, "tables.half_position", "to_lat"),
        ({"max_ride_min": "0"}, "tables.out_of_range", "max_ride_min"),
    ],
)
def test_terms_that_do_not_go_together_are_faults(
    cells: dict[str, str], key: str, column: str
) -> None:
    found = request_fault(**cells)
    assert (found.key, found.column) == (key, column)


@pytest.mark.parametrize("column", ["declared_value", "cod"])
def test_informational_columns_are_warned_of_once(column: str) -> None:
    rows = [REQUEST | {column: "500000"}, REQUEST | {"id": "r2", column: "1"}]
    warnings = read_requests(csv_file(rows), products={}).warnings
    found = [one for one in warnings if one.key == "tables.ignored_column"]
    assert [(one.row, one.column, dict(one.params)["count"]) for one in found] == [(2, column, 2)]


def test_unknown_columns_are_warnings() -> None:
    table = read_request_table(colour="red", product="tea")
    assert [warning.key for warning in table.warnings] == ["tables.unknown_column"]
    assert table.warnings[0].line("vi").startswith("t.csv:1:colour:")


def test_cells_under_no_name_are_warned_of() -> None:
    data = "id,place,weight_kg,ready,due,\nr1,x,5,2025-05-19,2025-05-20,oops\n"
    table = read_requests(("t.csv", data.encode()), products={})
    assert "tables.nameless_column" in {warning.key for warning in table.warnings}


@pytest.mark.parametrize(
    ("row", "is_ragged"),
    [
        ("r1,x,5,2025-05-19,2025-05-20", False),
        ("r1,x,5,2025-05-19,2025-05-20,,", False),
        ("r1,x,5,2025-05-19", True),
        ("r1,x,12,5,2025-05-19,2025-05-20", True),
    ],
)
def test_rows_have_as_many_cells_as_the_header(row: str, is_ragged: bool) -> None:
    source = ("t.csv", f"id,place,weight_kg,ready,due\n{row}\n".encode())
    if is_ragged:
        found = fault_of(lambda: read_requests(source, products={}))
        assert (found.key, found.row) == ("tables.ragged_row", 2)
    else:
        assert read_requests(source, products={}).records[0].id == "r1"


def test_a_header_alone_is_a_fault() -> None:
    source = ("t.csv", b"id,place,weight_kg,ready,due\n\n")
    assert fault_of(lambda: read_requests(source, products={})).key == "tables.no_rows"
