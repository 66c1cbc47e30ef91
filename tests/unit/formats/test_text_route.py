from dataclasses import replace

from routing.formats.labels import Contact, Labels
from routing.formats.text_route import route_sms, route_text
from tests.unit.formats.plans import small_plan

LABELS = Labels(
    products={"tea_shan": ("Chè Shan tuyết", "Shan Tuyết tea")},
    profiles={"truck": ("Xe tải 5 tấn", "5 t truck")},
    contacts={"r1": Contact("A Páo", "0912 345 678", "cổng sau")},
)
PLAN = small_plan()
ROUTE = PLAN.routes[0]


def test_the_text_tells_when_where_what_and_how_much() -> None:
    lines = route_text(PLAN, ROUTE, labels=LABELS).splitlines()
    first = lines.index("06:48 (1) LẤY HÀNG: Xã Mường So")
    assert lines[:3] == [
        "TUYẾN truck#1 · thứ Hai 19/05/2025",
        "Tài xế: Lò Văn Páo",
        "Xe tải 5 tấn · 06:00–10:15 · 2 lần lấy hàng",
    ]
    assert lines[first - 3 : first + 8] == [
        "  ↓ 23,8 km · 48 phút",
        "  ↓ lên 0 m, xuống 510 m",
        "  ↓ đường QL4D, QL12",
        "06:48 (1) LẤY HÀNG: Xã Mường So",
        "    Chè Shan tuyết · 350 kg · 2,06 m³ · phần 1/2",
        "    mã r1",
        "    người gửi: Hợp tác xã Chè",
        "    gọi: A Páo 0912 345 678",
        "    ghi chú: cổng sau",
        "    được bắt đầu 06:00–11:00",
        "    rời 07:08, trên xe 350 kg",
    ]
    assert "07:08 NGHỈ 15 phút: Xã Mường So" in lines
    assert "    dỡ 1.250,5 kg, xong 10:15" in lines
    assert "Tổng: 97,9 km, lái 3 giờ 00 phút" in lines


def test_english_is_spoken_on_request() -> None:
    words = route_text(PLAN, ROUTE, "en", labels=LABELS)
    assert "PICK UP: Xã Mường So" in words
    assert "Shan Tuyết tea · 350 kg · 2.06 m³ · part 1/2" in words


def test_nobody_is_named_to_call_unless_given() -> None:
    assert "gọi:" not in route_text(PLAN, ROUTE)


def test_the_message_without_diacritics_is_ascii_and_says_the_same() -> None:
    full, plain = route_text(PLAN, ROUTE, labels=LABELS), route_sms(PLAN, ROUTE, labels=LABELS)
    assert plain.isascii()
    assert "?" not in plain
    assert len(plain.splitlines()) == len(full.splitlines())
    assert "06:48 (1) LAY HANG: Xa Muong So" in plain


def test_waiting_is_said() -> None:
    stop = ROUTE.stops[1]
    late = replace(stop, start_s=stop.arrival_s + 720)
    route = replace(ROUTE, stops=(ROUTE.stops[0], late, *ROUTE.stops[2:]))
    assert "    chờ, bắt đầu lúc 07:00" in route_text(PLAN, route).splitlines()


def test_schematic_lines_say_so_and_real_ones_do_not() -> None:
    note = "Hình học giản lược"
    assert note in route_text(PLAN, ROUTE)
    assert note not in route_text(replace(PLAN, schematic=False), ROUTE)


def test_lines_fit_a_telephone() -> None:
    assert max(map(len, route_text(PLAN, ROUTE, labels=LABELS).splitlines())) <= 56
