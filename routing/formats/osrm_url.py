"""Addresses of OSRM's services taken apart: values as their JSON bodies have them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from routing.formats.osrm_errors import OsrmError, malformed
from routing.formats.osrm_values import Value

_COORDINATE: Final = re.compile(r"-?\d{1,9}(?:\.\d*)?(?:[eE]-?\d{1,2})?", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,12}(?:\.\d*)?(?:[eE][+-]?\d{1,2})?|\.\d+", re.ASCII)
_WHOLE: Final = re.compile(r"\d{1,9}", re.ASCII)
_SIGNED: Final = re.compile(r"-?\d{1,9}", re.ASCII)
_BOOLEANS: Final = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Address:
    """What a path says: ``{service}/{version}/{profile}[/{coordinates}[.json]]``.

    `start` is where the coordinates begin, counted as OSRM does in its messages.
    """

    service: str
    version: str
    profile: str
    coordinates: str
    start: int


def read_address(path: str) -> Address:
    """Return the parts of a path below the mount, decoded and without its leading slash.

    Raises
    ------
    OsrmError
        ``InvalidUrl`` when parts are missing.
    """
    service, version, profile, coordinates = (*path.split("/", 3), "", "", "", "")[:4]
    if not (service and version and profile):
        position = len(path) + 1
        context = path[-3:]
        raise OsrmError(
            "InvalidUrl", f'URL string malformed close to position {position}: "{context}"'
        )
    start = len(service) + len(version) + len(profile) + 4
    return Address(service, version, profile, coordinates.removesuffix(".json"), start)


def read_coordinates(address: Address) -> Value:
    """Return the coordinates of an address: pairs of numbers, or an encoded polyline as it is.

    Raises
    ------
    OsrmError
        ``InvalidQuery`` with the position of the first that cannot be read.
    """
    words = address.coordinates
    if words.startswith("polyline") and words.endswith(")"):
        return words
    pairs, position = [], address.start
    for word in words.split(";"):
        lon, comma, lat = word.partition(",")
        if not comma or not _COORDINATE.fullmatch(lon) or not _COORDINATE.fullmatch(lat):
            raise malformed(position)
        pairs.append([float(lon), float(lat)])
        position += len(word) + 1
    return pairs


def read_query(query: list[tuple[str, str]], start: int) -> dict[str, Value]:
    """Return the options of a query by name.

    Parameters
    ----------
    start
        Where the query begins in the address.

    Raises
    ------
    OsrmError
        ``InvalidQuery`` for an option that is unknown or cannot be read.
    """
    options: dict[str, Value] = {}
    position = start
    for name, words in query:
        read = _READERS.get(name)
        if read is None:
            raise malformed(position)
        try:
            options[name] = read(words)
        except ValueError as error:
            raise malformed(position + len(name) + 1) from error
        position += len(name) + len(words) + 2
    return options


def _each(read: Callable[[str], Value]) -> Callable[[str], Value]:
    """Return a reader of elements between semicolons, None where one is empty."""

    def read_all(words: str) -> Value:
        return [read(word) if word else None for word in words.split(";")]

    return read_all


def _boolean(words: str) -> bool:
    if words not in _BOOLEANS:
        raise ValueError(words)
    return _BOOLEANS[words]


def _matching(pattern: re.Pattern[str], convert: Callable[[str], Value]) -> Callable[[str], Value]:
    def read(words: str) -> Value:
        if not pattern.fullmatch(words):
            raise ValueError(words)
        return convert(words)

    return read


_whole = _matching(_WHOLE, int)
_signed = _matching(_SIGNED, int)
_number = _matching(_NUMBER, float)


def _radius(words: str) -> Value:
    return words if words == "unlimited" else _number(words)


def _bearing(words: str) -> Value:
    return [_signed(word) for word in words.split(",")]


def _indices(words: str) -> Value:
    return None if words == "all" else [_whole(word) for word in words.split(";")]


def _names(words: str) -> Value:
    return words.split(",")


def _text(words: str) -> Value:
    return words


def _alternatives(words: str) -> Value:
    return _BOOLEANS[words] if words in _BOOLEANS else _whole(words)


def _annotations(words: str) -> Value:
    return _BOOLEANS[words] if words in _BOOLEANS else _names(words)


def _straight(words: str) -> Value:
    return words if words == "default" else _boolean(words)


_READERS: Final[Mapping[str, Callable[[str], Value]]] = {
    "alternatives": _alternatives,
    "annotations": _annotations,
    "approaches": _each(_text),
    "bearings": _each(_bearing),
    "continue_straight": _straight,
    "destinations": _indices,
    "exclude": _names,
    "fallback_coordinate": _text,
    "fallback_speed": _number,
    "format": _text,
    "generate_hints": _boolean,
    "geometries": _text,
    "hints": _each(_text),
    "number": _whole,
    "overview": _text,
    "radiuses": _each(_radius),
    "scale_factor": _number,
    "skip_waypoints": _boolean,
    "snapping": _text,
    "sources": _indices,
    "steps": _boolean,
    "waypoints": _indices,
}
