from importlib.resources import files
from pathlib import Path

import pytest

from routing.errors import InputError
from routing.roads.profiles import load_profiles, parse_profile
from routing.roads.vocabulary import ROAD_CLASSES, Feature

TRUCK = files("routing.roads").joinpath("shipped_profiles/truck.toml").read_text("utf-8")


def change(old: str, new: str) -> str:
    assert old in TRUCK
    return TRUCK.replace(old, new)


def faults_of(content: str) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        parse_profile(content, file="my.toml")
    for each in caught.value.faults:
        assert each.line("vi").startswith("my.toml:")
    return sorted((each.column, each.key) for each in caught.value.faults)


def test_three_profiles_are_shipped_with_their_classes() -> None:
    payloads = {name: profile.payload_g for name, profile in load_profiles().items()}
    assert payloads == {"light_truck": 1_250_000, "motorbike": 70_000, "truck": 5_000_000}


def test_numbers_are_turned_into_units_of_the_library() -> None:
    truck = parse_profile(TRUCK)
    assert truck.gross_g == 9_500_000
    assert truck.empty_g == 4_500_000
    assert truck.class_kph[ROAD_CLASSES.index("national")] == 50
    assert (Feature.FOG, 0.95, 0.95) in truck.hazards


def test_hazards_left_out_do_not_slow() -> None:
    assert (Feature.TOLL, 1.0, 1.0) in parse_profile(TRUCK).hazards


def test_users_profile_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    path = tmp_path / "big.toml"
    path.write_text(change('id = "truck"', 'id = "big"').replace("= 5000", "= 8000"), "utf-8")
    profiles = load_profiles(path)
    assert set(profiles) == {"big", "light_truck", "motorbike", "truck"}
    assert profiles["big"].payload_g == 8_000_000


def test_users_profile_of_a_shipped_id_wins(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(change("width_m = 2.2", "width_m = 2.4"), "utf-8")
    assert load_profiles(tmp_path)["truck"].width_m == 2.4


def test_two_own_profiles_of_one_id_are_refused(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(TRUCK, "utf-8")
    with pytest.raises(InputError, match=r"b\.toml:id: .*truck"):
        load_profiles(tmp_path)


def test_profiles_that_are_not_there_or_no_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml: the profile cannot be read"):
        load_profiles(tmp_path / "none.toml")
    with pytest.raises(InputError, match="holds no profile"):
        load_profiles(tmp_path)
    (tmp_path / "x.toml").write_bytes(b"\xff")
    with pytest.raises(InputError, match=r"x\.toml: .*UTF-8"):
        load_profiles(tmp_path)


def test_every_fault_is_reported_at_once() -> None:
    content = (
        change("payload_kg = 5000", "payload_kg = -1")
        .replace('fuel = "diesel"', 'fuel = "coal"')
        .replace("width_m = 2.2\n", "")
        .replace("[engine]", "[engine]\nwings = 2")
    )
    assert faults_of(content) == [
        ("body.width_m", "roads.profile_missing"),
        ("engine.fuel", "roads.profile_value"),
        ("engine.wings", "roads.profile_unknown"),
        ("load.payload_kg", "roads.profile_value"),
    ]


def test_payload_must_be_less_than_gross_mass() -> None:
    assert faults_of(change("gross_kg = 9500", "gross_kg = 5000")) == [
        ("load.gross_kg", "roads.profile_value")
    ]


def test_truth_value_is_no_number() -> None:
    assert faults_of(change("payload_fraction = 0.5", "payload_fraction = true")) == [
        ("load.payload_fraction", "roads.profile_value")
    ]


def test_text_that_is_not_toml_is_a_fault() -> None:
    assert faults_of("id = ") == [("", "roads.not_toml")]


def test_faults_of_several_files_come_together(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text("id = 3", "utf-8")
    with pytest.raises(InputError) as caught:
        load_profiles(tmp_path)
    assert {Path(each.file).name for each in caught.value.faults} == {"a.toml", "b.toml"}
