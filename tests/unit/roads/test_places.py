import csv
from pathlib import Path

import pytest

from routing.errors import Fault, InputError
from routing.geo import LonLat
from routing.roads.names import fold
from routing.roads.places import NO_NODE, Place, PlaceIndex, load_places
from tests.unit.roads.hills import DATA, SAMPLE, one_road, sample_places

PLACES = sample_places()


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / "source" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def find(text: str) -> str:
    return PLACES.find(text).place.id


def fault_of(text: str) -> Fault:
    with pytest.raises(InputError) as caught:
        PLACES.find(text, file="requests.csv", row=7)
    (fault,) = caught.value.faults
    assert (fault.file, fault.row, fault.column) == ("requests.csv", 7, "place")
    return fault


@pytest.mark.parametrize("row", rows("places.csv"), ids=lambda row: row["id"])
def test_every_place_is_found_by_its_id_and_names(row: dict[str, str]) -> None:
    assert find(row["id"]) == row["id"]
    for name in (row["name"], *filter(None, row["other_names"].split("|"))):
        assert find(name) == row["id"]
        assert find(name.upper()) == row["id"]
        assert find(f"{fold(name)}, {row['district'].split('/')[0]}") == row["id"]
        for near in filter(None, row["near"].split("|")):
            assert find(f"{name} ({near})") == row["id"]


@pytest.mark.parametrize("row", rows("communes_2025.csv"), ids=lambda row: row["name"])
def test_every_new_commune_is_found_with_and_without_diacritics(row: dict[str, str]) -> None:
    for name in (row["name"], fold(row["name"]), row["name"].upper()):
        found = PLACES.find(name)
        assert found.place.id == row["seat_id"]
        assert found.assumed_seat == ("|" in row["member_ids"])


def test_two_of_the_38_new_communes_are_old_ones_unchanged() -> None:
    assumed = [PLACES.find(commune.name).assumed_seat for commune in PLACES.communes]
    assert (len(assumed), assumed.count(False)) == (38, 2)


def test_every_old_unit_belongs_to_the_new_commune_it_names() -> None:
    members = {each: commune.name for commune in PLACES.communes for each in commune.member_ids}
    for place in PLACES:
        if place.id in members:
            assert place.new_commune == members[place.id]
    assert len(members) == 106


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Thị trấn Mường Tè", "mt_town"),
        ("Xã Mường Tè", "mt_muongte"),
        ("Mường Tè", "mt_town"),
        ("tt muong te", "mt_town"),
        ("Hồ Thầu", "td_hothau"),
        ("Bản Hồ Thầu", "v_banhothau"),
        ("Bản Bo", "td_banbo"),
        ("Phìn Hồ", "sh_phinho"),
        ("Phìn Hồ, Giang Ma", "v_phinho"),
        ("Pa So", "pt_town"),
        ("Kan Hồ", "mt_kanho"),
        ("P. Tân Phong", "lc_tanphong"),
        ("TP. Lai Châu", "lc_city"),
        ("Lai Châu", "lc_city"),
        ("Chợ Than Uyên", "mk_thanuyen"),
        ("Thị xã Sa Pa", "x_sapa"),
        ("Nậm Cha", "sh_namcha"),
        ("Nậm Chà", "nn_namcha"),
        ("Nam Cha, Nậm Nhùn", "nn_namcha"),
        ("xa nam cha (huyen Sin Ho)", "sh_namcha"),
    ],
)
def test_type_words_ranks_and_areas_decide(text: str, place: str) -> None:
    assert find(text) == place


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        ("Xã Bình Lư", True),
        ("Bình Lư", True),
        ("Xã Bình Lư, huyện Tam Đường", False),
        ("td_binhlu", False),
        ("Xã Sìn Hồ", True),
        ("Thị trấn Sìn Hồ", False),
        ("Xã Mù Cả", False),
        ("Xã Hồ Thầu", False),
    ],
)
def test_seat_is_assumed_where_the_new_commune_may_be_meant(text: str, assumed: bool) -> None:
    assert PLACES.find(text).assumed_seat is assumed


def test_bare_name_of_two_equals_is_an_error_listing_both() -> None:
    fault = fault_of("nam cha")
    assert fault.key == "roads.ambiguous_place"
    for lang in ("vi", "en"):
        assert "sh_namcha" in fault.message(lang)
        assert "nn_namcha" in fault.message(lang)


def test_type_word_that_fits_nothing_is_unknown_and_suggests() -> None:
    fault = fault_of("Thị trấn Bình Lư")
    assert fault.key == "roads.unknown_place_near"
    assert "td_binhlu" in fault.message("vi")


@pytest.mark.parametrize("text", ["Atlantis", "", "Xã", "Sa Pa, Hà Giang"])
def test_what_is_not_there_is_unknown(text: str) -> None:
    assert fault_of(text).key in ("roads.unknown_place", "roads.unknown_place_near")


def test_search_puts_beginnings_before_words_before_insides() -> None:
    assert [place.id for place in PLACES.search("phong th")] == ["pt_town"]
    found = [place.id for place in PLACES.search("tam", limit=20)]
    assert found.index("td_town") < found.index("sh_namtam")
    assert PLACES.search("mt_town")[0].id == "mt_town"


def test_search_knows_the_new_names() -> None:
    # There was no Xã Phong Thổ before 2025; its seat is the town.
    assert [place.id for place in PLACES.search("xã phong thổ")] == ["pt_town"]


def test_search_is_bounded_and_empty_for_nothing() -> None:
    assert len(PLACES.search("n", limit=5)) == 5
    assert PLACES.search("   ") == ()
    assert PLACES.search("zzz") == ()


def test_nearest_place_lies_within_the_radius() -> None:
    city = PLACES.get("lc_city").lonlat
    found = PLACES.nearest(LonLat(city.lon + 0.001, city.lat), 5_000)
    assert found is not None
    assert found[0].id == "lc_city"
    assert found[1] == pytest.approx(102.8, abs=1)
    assert PLACES.nearest(LonLat(100.0, 20.0), 5_000) is None


def lonely(node: int) -> PlaceIndex:
    place = Place("x", "Xã X", (), (), "commune", "D", "P", "", LonLat(1, 1), 0, 0, node)
    return PlaceIndex([place])


def test_place_off_the_roads_is_a_fault() -> None:
    with pytest.raises(InputError) as caught:
        lonely(NO_NODE).find("X")
    assert caught.value.faults[0].key == "roads.place_off_roads"
    assert lonely(0).find("X").place.node == 0


def test_places_of_other_roads_stand_at_the_nearest_node_or_nowhere() -> None:
    near = load_places(SAMPLE, one_road())
    assert {place.node for place in near} == {NO_NODE}


def test_folder_without_places_has_none() -> None:
    assert len(load_places(DATA / "source" / "nowhere", one_road())) == 0


def test_a_users_own_places_need_a_name_and_a_position(tmp_path: Path) -> None:
    lonlat = one_road().lonlat(0)
    row = f"p1,Bản Một,{lonlat.lon},{lonlat.lat}\n"
    (tmp_path / "places.csv").write_text("\ufeffid,name,lon,lat\n" + row, "utf-8")
    (place,) = load_places(tmp_path, one_road())
    assert (place.id, place.name, place.node, place.elevation_m) == ("p1", "Bản Một", 0, None)


def test_every_fault_of_a_users_places_is_told(tmp_path: Path) -> None:
    rows = "p1,,103,22,x", "p2,B,222,", "p3,C,103,22,7", "p1,D,103,22,"
    text = "\n".join(["id,name,lon,lat,elevation_m", *rows])
    (tmp_path / "places.csv").write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        load_places(tmp_path, one_road())
    found = [(fault.row, fault.column) for fault in caught.value.faults]
    assert sorted(found) == [(2, "elevation_m"), (2, "name"), (3, "lat"), (3, "lon"), (5, "id")]


@pytest.mark.parametrize(
    ("content", "said"), [(b"id,name\n", "missing column lon"), (b"id,\xd0\n", "not UTF-8")]
)
def test_places_that_are_no_such_table_are_refused(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "places.csv").write_bytes(content)
    with pytest.raises(InputError, match=said):
        load_places(tmp_path, one_road())
