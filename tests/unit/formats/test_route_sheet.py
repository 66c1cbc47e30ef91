from dataclasses import replace

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from routing.formats.labels import NO_LABELS, Contact, Labels
from routing.formats.route_sheet import _fit, _route_pages, plan_pdf
from routing.formats.sheet_rows import list_sheet_rows
from tests.unit.formats.plans import small_plan

PLAN = small_plan()
ROUTE = PLAN.routes[0]


def long_route(count: int):
    start, pickup, *_, end = ROUTE.stops
    many = tuple(replace(pickup, id=f"p{i}", request=f"r{i}") for i in range(count))
    return replace(ROUTE, stops=(start, *many, end))


def words_on(figure) -> list[str]:
    return [words.get_text() for ax in figure.axes for words in ax.texts]


def test_a_row_tells_when_where_and_how_much() -> None:
    labels = Labels(contacts={"r1": Contact("A Páo", "0912 345 678", "cổng sau")})
    rows = list_sheet_rows(PLAN, ROUTE, "vi", labels)
    assert [row.number for row in rows] == [0, 1, 1, 2, 3]
    assert rows[1].times == "06:48 – 07:08"
    assert rows[1].place == "Xã Mường So"
    assert rows[1].weight == "350 kg"
    assert rows[1].leg == "23,8 km · 48 phút"
    assert rows[1].details.startswith("r1 · tea_shan · phần 1/2")
    assert rows[1].details.endswith("A Páo · 0912 345 678 · cổng sau")
    assert rows[2].details == "NGHỈ 15 phút"
    assert rows[4].details == "dỡ 1.250,5 kg"
    assert [row.to_tick for row in rows] == [False, True, False, True, False]


def test_what_is_missing_leaves_no_gap() -> None:
    bare = replace(ROUTE.stops[1], shop="", product="")
    route = replace(ROUTE, stops=(ROUTE.stops[0], bare, *ROUTE.stops[2:]))
    row = list_sheet_rows(PLAN, route, "vi", NO_LABELS)[1]
    assert row.details == "r1 · phần 1/2 · 2,06 m³"


def test_a_long_route_goes_on_over_pages_and_loses_no_stop() -> None:
    route = long_route(60)
    pages = [words_on(figure) for figure in _route_pages(PLAN, route, "vi", NO_LABELS)]
    assert len(pages) == 3
    assert [words[-1] for words in pages] == ["trang 1/3", "trang 2/3", "trang 3/3"]
    printed = [words for page in pages for words in page]
    for i in range(60):
        assert any(words.startswith(f"r{i} · ") for words in printed)


def test_every_page_carries_the_credit() -> None:
    for figure in _route_pages(PLAN, long_route(40), "vi", NO_LABELS):
        assert any("© OpenStreetMap contributors" in words for words in words_on(figure))


def test_nothing_is_printed_beyond_the_paper() -> None:
    (figure,) = _route_pages(PLAN, ROUTE, "vi", NO_LABELS)
    FigureCanvasAgg(figure).draw()
    pixels = np.asarray(figure.canvas.buffer_rgba())[..., :3]
    assert (pixels[:5] == 255).all()
    assert (pixels[:, :5] == 255).all()
    assert (pixels[:, -20:] == 255).all()
    assert (pixels < 255).any()


def test_words_too_wide_are_cut_with_an_ellipsis() -> None:
    assert _fit("ngắn", 100, 9, False) == "ngắn"
    cut = _fit("Đường huyện Bản Chăn Nuôi đi Khun Há rất dài", 100, 9, False)
    assert cut.endswith("…")
    assert len(cut) < 30
    assert _fit("Đường", 1, 9, False) == "…"


def test_the_same_plan_gives_the_same_pdf(tmp_path, recwarn) -> None:
    plan = replace(PLAN, routes=(ROUTE,))
    for name in ("a.pdf", "b.pdf"):
        plan_pdf(plan, tmp_path / name)
    one = (tmp_path / "a.pdf").read_bytes()
    assert one.startswith(b"%PDF-")
    assert one == (tmp_path / "b.pdf").read_bytes()
    assert not recwarn.list  # a missing glyph would warn


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_plan_without_routes_is_one_page(tmp_path, lang) -> None:
    plan_pdf(replace(PLAN, routes=()), tmp_path / "empty.pdf", lang)
    assert (tmp_path / "empty.pdf").read_bytes().count(b"/Type /Page /") == 1
