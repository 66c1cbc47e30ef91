import unicodedata

import pytest

from routing.roads.names import fold, read_name, split_type, strip_area, strip_type, tidy


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường Lản Nhì Thàng", "duong lan nhi thang"),
        ("  SÌN   HỒ ", "sin ho"),
        ("Pắc Ma – Ka Lăng", "pac ma ka lang"),
        ("QL4D/QL32", "ql4d ql32"),
        ("Ô Quy Hồ", "o quy ho"),
    ],
)
def test_folding_drops_diacritics_case_and_marks(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_tidying_keeps_diacritics_and_composes_them() -> None:
    assert tidy(unicodedata.normalize("NFD", "Nậm Chà")) == "nậm chà"


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("xã nậm cha", ("xa", "nậm cha")),
        ("tt sin ho", ("thi_tran", "sin ho")),
        ("thị trấn sìn hồ", ("thi_tran", "sìn hồ")),
        ("tp lai châu", ("thanh_pho", "lai châu")),
        ("chợ phiên san thàng", ("cho", "san thàng")),
        ("bản bo", ("ban", "bo")),
        ("bản", None),
        ("banlang", None),
    ],
)
def test_type_words_are_told_from_names(name: str, split: tuple[str, str] | None) -> None:
    assert split_type(name) == split


def test_type_word_is_stripped_only_when_there() -> None:
    assert [strip_type(name) for name in ("Xã Hồ Thầu", "Pa So")] == ["ho thau", "pa so"]


def test_area_words_are_stripped() -> None:
    names = ["huyện Sìn Hồ", "tỉnh Lai Châu", "TP. Lai Châu", "Phong Thổ"]
    assert [strip_area(name) for name in names] == ["sin ho", "lai chau", "lai chau", "phong tho"]


def test_areas_and_additions_are_taken_apart() -> None:
    asked = read_name("Ngã ba Bình Lư (QL4D/QL32), huyện Tam Đường")
    assert asked.name == "ngã ba bình lư"
    assert asked.within == ("ql4d", "ql32", "huyện tam đường")
