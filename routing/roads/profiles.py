"""Vehicle profiles: which edges a class may use and how fast, as data in TOML files."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal

from routing.errors import Fault, InputError, fault
from routing.roads.vocabulary import ROAD_CLASSES, SURFACES, VEHICLE_KINDS, Feature
from routing.units import GRAMS_PER_KG

Fuel = Literal["petrol", "diesel"]
FUELS: Final[Mapping[str, Fuel]] = {"petrol": "petrol", "diesel": "diesel"}
_WATTS_PER_KW: Final = 1000
_J_PER_MJ: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Profile:
    """A vehicle class. Tuples over road classes and surfaces follow their codes.

    A road class of speed 0 may not be used. Travel times hold for `payload_fraction` of the
    payload. `max_grade` is the steepest road that may be driven loaded, up or down;
    `clearance_m` is what a road must be wider than the vehicle. Signs are held against `gross_g`,
    `width_m` and `height_m`, that of the vehicle with its load or rider. `hazards` slow an edge
    with the feature by a factor in the dry and another in the rain.
    """

    id: str
    name_vi: str
    name_en: str
    kind: str
    payload_g: int
    gross_g: int
    payload_fraction: float
    width_m: float
    height_m: float
    clearance_m: float
    max_grade: float
    drag_area_m2: float
    fuel: Fuel
    power_w: float
    brake_w: float
    driveline_efficiency: float
    engine_efficiency: float
    energy_j_per_l: float
    idle_l_per_h: float
    lateral_ms2: float
    class_kph: tuple[float, ...]
    class_preference: tuple[float, ...]
    surface_kph: tuple[float, ...]
    surface_rolling: tuple[float, ...]
    surface_rain: tuple[float, ...]
    hazards: tuple[tuple[Feature, float, float], ...]

    @property
    def empty_g(self) -> int:
        """Mass with driver and without payload."""
        return self.gross_g - self.payload_g


def load_profiles(extra: Path | None = None) -> dict[str, Profile]:
    """Return the shipped profiles and a user's own, by id; the user's win.

    Parameters
    ----------
    extra
        A TOML file, or a folder of them.

    Raises
    ------
    InputError
        With every fault of every file; also when there is none, or two have the same id.
    """
    shipped = files("routing.roads").joinpath("shipped_profiles").iterdir()
    profiles = [parse_profile(each.read_text("utf-8"), file=each.name) for each in shipped]
    own: dict[str, Profile] = {}
    faults: list[Fault] = []
    for path in () if extra is None else _list_files(extra):
        try:
            profile = parse_profile(_read_text(path), file=str(path))
        except InputError as error:
            faults += error.faults
            continue
        if profile.id in own:
            faults.append(
                fault("roads.profile_twice", file=str(path), column="id", value=profile.id)
            )
        own[profile.id] = profile
    if faults:
        raise InputError(faults)
    return dict(sorted(({each.id: each for each in profiles} | own).items()))


def parse_profile(content: str, *, file: str = "") -> Profile:
    """Return the profile of a TOML text.

    Raises
    ------
    InputError
        With every missing, unknown or impossible value.
    """
    try:
        table = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise InputError([fault("roads.not_toml", file=file, why=str(error))]) from error
    reader = _Reader(table, file)
    profile = _read_profile(reader)
    faults = [*reader.faults, *reader.unknown()]
    if not faults and profile.payload_g >= profile.gross_g:
        faults.append(reader.fault("load.gross_kg", table["load"]["gross_kg"], "> payload_kg"))
    if faults:
        raise InputError(faults)
    return profile


def _list_files(extra: Path) -> list[Path]:
    found = sorted(extra.glob("*.toml")) if extra.is_dir() else [extra]
    if not found:
        raise InputError([fault("roads.no_profile", file=str(extra))])
    return found


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError([fault("roads.profile_unread", file=str(path), why=why)]) from error
    except UnicodeDecodeError as error:
        raise InputError([fault("roads.not_toml", file=str(path), why="UTF-8")]) from error


class _Reader:
    """Takes values out of a table by dotted key, and notes what is wrong with them."""

    def __init__(self, table: Mapping[str, Any], file: str) -> None:  # TOML values are untyped
        self.left = dict(_flatten(table))
        self.file = file
        self.faults: list[Fault] = []

    def fault(self, key: str, value: object, want: str) -> Fault:
        return fault("roads.profile_value", file=self.file, column=key, value=value, want=want)

    def unknown(self) -> Iterator[Fault]:
        for key, value in self.left.items():
            yield fault("roads.profile_unknown", file=self.file, column=key, value=value)

    def text(self, key: str, allowed: tuple[str, ...] = ()) -> str:
        want = " | ".join(allowed) or "a text"
        value = self._take(
            key,
            "",
            lambda each: isinstance(each, str) and each != "" and (not allowed or each in allowed),
            want,
        )
        return str(value)

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        if default is not None and key not in self.left:
            return default
        value = self._take(
            key,
            low,
            lambda each: (
                isinstance(each, int | float)
                and not isinstance(each, bool)
                and low <= each <= high
            ),
            f"{low:g}..{high:g}",
        )
        return float(str(value))

    def _take(
        self, key: str, default: object, is_valid: Callable[[Any], bool], want: str
    ) -> object:
        if key not in self.left:
            self.faults.append(fault("roads.profile_missing", file=self.file, column=key))
            return default
        value = self.left.pop(key)
        if not is_valid(value):
            self.faults.append(self.fault(key, value, want))
            return default
        return value


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _read_profile(read: _Reader) -> Profile:
    return Profile(
        id=read.text("id"),
        name_vi=read.text("name_vi"),
        name_en=read.text("name_en"),
        kind=read.text("kind", VEHICLE_KINDS),
        payload_g=round(read.number("load.payload_kg", 1, 60_000) * GRAMS_PER_KG),
        gross_g=round(read.number("load.gross_kg", 1, 100_000) * GRAMS_PER_KG),
        payload_fraction=read.number("load.payload_fraction", 0, 1),
        width_m=read.number("body.width_m", 0.3, 4),
        height_m=read.number("body.height_m", 0.5, 5),
        clearance_m=read.number("body.clearance_m", 0, 3),
        max_grade=read.number("body.max_grade_loaded", 0.02, 0.6),
        drag_area_m2=read.number("body.drag_area_m2", 0.1, 12),
        lateral_ms2=read.number("body.lateral_ms2", 0.3, 5),
        # A text that is no fuel is a fault already noted; any fuel does then.
        fuel=FUELS.get(read.text("engine.fuel", tuple(FUELS)), "diesel"),
        power_w=read.number("engine.power_kw", 0.5, 600) * _WATTS_PER_KW,
        brake_w=read.number("engine.brake_kw", 0.5, 600) * _WATTS_PER_KW,
        driveline_efficiency=read.number("engine.driveline_efficiency", 0.3, 1),
        engine_efficiency=read.number("engine.engine_efficiency", 0.05, 0.6),
        energy_j_per_l=read.number("engine.energy_mj_per_l", 10, 50) * _J_PER_MJ,
        idle_l_per_h=read.number("engine.idle_l_per_h", 0, 10),
        class_kph=_by_word(read, "class.{}.speed_kph", ROAD_CLASSES, 0, 130),
        class_preference=_by_word(read, "class.{}.preference", ROAD_CLASSES, 0.1, 100),
        surface_kph=_by_word(read, "surface.{}.speed_kph", SURFACES, 1, 130),
        surface_rolling=_by_word(read, "surface.{}.rolling", SURFACES, 0.001, 0.5),
        surface_rain=_by_word(read, "surface.{}.rain", SURFACES, 0.05, 1),
        hazards=tuple(
            (
                feature,
                read.number(f"hazard.{feature.words[0]}.dry", 0.05, 1, 1.0),
                read.number(f"hazard.{feature.words[0]}.rain", 0.05, 1, 1.0),
            )
            for feature in Feature
        ),
    )


def _by_word(
    read: _Reader, key: str, words: tuple[str, ...], low: float, high: float
) -> tuple[float, ...]:
    return tuple(read.number(key.format(word), low, high) for word in words)
