from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from routing.errors import Fault, InputError
from routing.roads.closures import resolve_closures
from routing.roads.conditions import Closure
from tests.unit.roads.hills import MONDAY, sample, sample_places, sample_posts

CLIMB = ("sample-2:j_vangkhon:pt_lannhithang", "sample-2:pt_lannhithang:j_vangkhon")
PLATEAU = ("sample-3:j_huoilung:pt_lannhithang", "sample-3:pt_lannhithang:j_huoilung")


@dataclass(frozen=True)
class Source:
    file: str = "closures.csv"
    row: int = 2


@dataclass(frozen=True)
class Stated:
    """A closure as any room may state it."""

    id: str = "slide"
    start: datetime = MONDAY
    end: datetime = MONDAY + timedelta(hours=6)
    road_ref: str = ""
    km_from: float | None = None
    km_to: float | None = None
    from_place: str = ""
    to_place: str = ""
    edge_ids: tuple[str, ...] = ()
    polygon: str = ""
    direction: str = "both"
    profiles: frozenset[str] = frozenset()
    speed_factor: float = 0.0
    reason: str = ""
    source: Source = Source()


def resolve(*records: Stated, profiles: tuple[str, ...] | None = None) -> tuple[Closure, ...]:
    return resolve_closures(records, sample(), sample_places(), sample_posts(), profiles=profiles)


def edge_ids(record: Stated) -> set[str]:
    return set(resolve(record)[0].edge_ids)


def faults_of(*records: Stated, profiles: tuple[str, ...] | None = None) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        resolve(*records, profiles=profiles)
    for each in caught.value.faults:
        assert each.line("vi").startswith(f"closures.csv:{each.row}:")
    return caught.value.faults


POSTS = Stated(road_ref="QL4D", km_from=22.0, km_to=25.5)


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        (POSTS, {*CLIMB, *PLATEAU}),
        (replace(POSTS, km_from=25.3), set(PLATEAU)),
        (replace(POSTS, km_to=25.0), set(CLIMB)),
        (replace(POSTS, direction="forward"), {CLIMB[0], PLATEAU[1]}),
        (replace(POSTS, direction="backward"), {CLIMB[1], PLATEAU[0]}),
        (Stated(from_place="Vàng Khon", to_place="Lản Nhì Thàng"), set(CLIMB)),
        (
            Stated(from_place="Lan Nhi Thang", to_place="j_vangkhon", direction="forward"),
            {CLIMB[1]},
        ),
        (
            Stated(from_place="j_vangkhon", to_place="j_huoilung", road_ref="ql4d"),
            {*CLIMB, *PLATEAU},
        ),
        (Stated(from_place="j_vangkhon", to_place="j_huoilung"), {*CLIMB, *PLATEAU}),
        (Stated(edge_ids=CLIMB[:1]), set(CLIMB)),
        (Stated(edge_ids=CLIMB[:1], direction="forward"), {CLIMB[0]}),
        (Stated(edge_ids=CLIMB[:1], direction="backward"), {CLIMB[1]}),
        (
            Stated(polygon="POLYGON((103.34 22.48,103.36 22.48,103.36 22.5,103.34 22.48))"),
            set(CLIMB),
        ),
    ],
)
def test_closure_holds_on_the_edges_it_names(record: Stated, wanted: set[str]) -> None:
    assert edge_ids(record) == wanted


def test_whole_road_is_closed_by_its_number_alone() -> None:
    found = edge_ids(Stated(road_ref="ĐT135"))
    assert len(found) == 4
    assert edge_ids(Stated(road_ref="dt135")) == found
    assert len(edge_ids(Stated(road_ref="ĐT135", direction="forward"))) == 2


@pytest.mark.parametrize("way", ["sample-2", "way/sample-2"])
def test_a_way_alone_stands_for_all_its_edges(way: str) -> None:
    there = "sample-2:j_vangkhon:pt_lannhithang"
    back = "sample-2:pt_lannhithang:j_vangkhon"
    assert edge_ids(Stated(edge_ids=(way,))) == {there, back}


def test_resolved_closure_keeps_what_was_stated() -> None:
    record = replace(
        POSTS, profiles=frozenset({"truck"}), speed_factor=0.3, reason="sụt lún", id="20-5"
    )
    (found,) = resolve(record, profiles=("truck", "motorbike"))
    assert (found.id, found.reason, found.speed_factor) == ("20-5", "sụt lún", 0.3)
    assert (found.start, found.end) == (record.start, record.end)
    assert found.profiles == {"truck"}
    assert [sample().find_edge(each) for each in found.edge_ids] == list(found.edges)


@pytest.mark.parametrize(
    ("record", "keys"),
    [
        (Stated(), ["roads.closure_where"]),
        (replace(POSTS, edge_ids=CLIMB), ["roads.closure_where"]),
        (Stated(edge_ids=CLIMB, polygon="x"), ["roads.closure_where"]),
        (replace(POSTS, km_to=None), ["roads.closure_post"]),
        (Stated(km_from=1.0, km_to=2.0), ["roads.unknown_ref"]),
        (replace(POSTS, km_from=3.0), ["roads.unknown_posts"]),
        (Stated(road_ref="QL99"), ["roads.unknown_ref"]),
        (Stated(edge_ids=("x", "y", CLIMB[0])), ["roads.unknown_edge"] * 2),
        (Stated(edge_ids=("way/7",)), ["roads.unknown_edge"]),
        (Stated(edge_ids=("sample-2",), direction="forward"), ["roads.closure_value"]),
        (Stated(polygon="x"), ["roads.bad_polygon"]),
        (Stated(polygon="POLYGON((1 1,2 1,2 2,1 1))"), ["roads.empty_polygon"]),
        (
            Stated(from_place="nam cha", to_place="Atlantis"),
            ["roads.ambiguous_place", "roads.unknown_place"],
        ),
        (Stated(from_place="Pa So"), ["roads.unknown_place"]),
        (Stated(from_place="Pa So", to_place="Hà Nội"), ["roads.which_road"]),
        (Stated(from_place="Pa So", to_place="Sìn Hồ", road_ref="QL4D"), ["roads.no_stretch"]),
    ],
)
def test_closure_that_names_no_road_is_a_fault(record: Stated, keys: list[str]) -> None:
    assert [each.key for each in faults_of(record)] == keys


def test_unknown_posts_list_the_known_spans() -> None:
    (fault,) = faults_of(replace(POSTS, km_from=3.0))
    for lang in ("vi", "en"):
        assert "QL4D Km22–25.3; QL4D Km25.3–25.5" in fault.message(lang)
    (fault,) = faults_of(Stated(road_ref="ĐT129", km_from=13.4, km_to=13.8))
    assert fault.message("en").endswith("known spans: –")


def test_every_fault_of_every_closure_comes_at_once() -> None:
    bad = Stated(
        polygon="x",
        end=MONDAY,
        direction="up",
        speed_factor=1.2,
        profiles=frozenset({"car", "truck"}),
    )
    faults = faults_of(bad, POSTS, Stated(source=Source(row=4)), profiles=("truck",))
    assert [(each.row, each.column) for each in faults] == [
        (2, "end"),
        (2, "direction"),
        (2, "speed_factor"),
        (2, "profiles"),
        (2, "polygon"),
        (4, ""),
    ]


def test_profiles_are_not_checked_without_a_list() -> None:
    (found,) = resolve(replace(POSTS, profiles=frozenset({"car"})))
    assert found.profiles == {"car"}


def test_two_places_joined_by_several_roads_need_a_number() -> None:
    # Mường Tè town and Nậm Khao lie on QL4H, which is ĐT127 as well.
    (fault,) = faults_of(Stated(from_place="mt_town", to_place="mt_namkhao"))
    assert fault.key == "roads.which_road"
    assert "QL4H, ĐT127" in fault.message("en")
