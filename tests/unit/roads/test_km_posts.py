from pathlib import Path

import pytest

from routing.errors import InputError
from routing.roads.km_posts import KmPosts, KmSpan, load_km_posts
from tests.unit.roads.hills import sample, sample_posts

FIRST = KmSpan("QL1", "a", "b", 10, 12)
SECOND = KmSpan("QL1", "b", "c", 12, 15)
FAR = KmSpan("QL1", "d", "e", 20, 25)
POSTS = KmPosts((FAR, SECOND, FIRST, KmSpan("QL2", "x", "y", 10, 12)))


@pytest.mark.parametrize(
    ("km_from", "km_to", "spans"),
    [
        (10.5, 11, (FIRST,)),
        (10, 12, (FIRST,)),
        (12, 12.1, (SECOND,)),
        (11.9, 12.1, (FIRST, SECOND)),
        (12.1, 11.9, (FIRST, SECOND)),
        (12, 12, (SECOND,)),
        (15, 15, (SECOND,)),
        (20, 25, (FAR,)),
        (9.9, 11, None),
        (14, 21, None),
        (15.1, 15.2, None),
        (16, 16, None),
    ],
)
def test_posts_lie_on_spans_without_gaps_or_nowhere(
    km_from: float, km_to: float, spans: tuple[KmSpan, ...] | None
) -> None:
    assert POSTS.between("QL1", km_from, km_to) == spans


def test_roads_are_told_apart_but_not_by_spelling() -> None:
    assert len(POSTS.of_road("ql2")) == 1
    assert POSTS.of_road("QL3") == ()


def test_sample_knows_where_the_landslides_were() -> None:
    spans = sample_posts().of_road("QL4D")
    assert [(each.km_low, each.km_high) for each in spans] == [(22, 25.3), (25.3, 25.5)]
    for span in spans:
        assert sample().find_node(span.from_id) is not None
        assert sample().find_node(span.to_id) is not None


def test_folder_without_posts_has_none(tmp_path: Path) -> None:
    assert load_km_posts(tmp_path).spans == ()


def test_every_fault_of_a_table_of_posts_is_told(tmp_path: Path) -> None:
    rows = "QL1,a,b,x,2", "QL1,,b,5,4", "QL1,a,b,1,2"
    (tmp_path / "km_posts.csv").write_text(
        "\n".join(["road_ref,from_id,to_id,km_low,km_high", *rows]), "utf-8"
    )
    with pytest.raises(InputError) as caught:
        load_km_posts(tmp_path)
    found = {(fault.row, fault.column) for fault in caught.value.faults}
    assert found == {(2, "km_low"), (3, "from_id"), (3, "km_high")}
