import pytest

from routing.formats.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("weight_kg", "weight_kg"),
        (" Weight KG ", "weight_kg"),
        ("Khối lượng (kg)", "khoi_luong_kg"),
        ("Thể tích (m³)", "the_tich_m3"),
        ("Địa điểm", "dia_diem"),
        ("ĐƯỜNG", "duong"),
        ("!?", ""),
    ],
)
def test_words_are_compared_without_case_diacritics_and_signs(text: str, folded: str) -> None:
    assert fold(text) == folded
