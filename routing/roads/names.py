"""Vietnamese place names as people type them: folding, type words, additions."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

TYPE_WORDS: Final = {
    "xã": "xa",
    "phường": "phuong",
    "p": "phuong",
    "thị trấn": "thi_tran",
    "tt": "thi_tran",
    "thị xã": "thi_xa",
    "tx": "thi_xa",
    "thành phố": "thanh_pho",
    "tp": "thanh_pho",
    "bản": "ban",
    "thôn": "ban",
    "chợ phiên": "cho",
    "chợ": "cho",
    "đèo": "deo",
    "cửa khẩu": "cua_khau",
    "lối mở": "loi_mo",
    "ngã ba": "nga_ba",
    "ngã tư": "nga_ba",
    "động": "dong",
}
"""Words before a name that say what kind of place it is."""

AREA_WORDS: Final = (
    "huyện",
    "tỉnh",
    "thị xã",
    "thành phố",
    "tp",
    "tx",
    "xã",
    "phường",
    "thị trấn",
)
"""Words before the name of the area that a place lies in."""

_ADDITION: Final = re.compile(r"\(([^()]*)\)")


def tidy(text: str) -> str:
    """Return a text in lower case, composed, with single spaces for all but letters and digits."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in composed).split())


def fold(text: str) -> str:
    """Return a tidied text without diacritics, đ as d."""
    parts = unicodedata.normalize("NFD", tidy(text).replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))


_FOLDED_TYPES: Final = sorted(
    ((fold(word), kind) for word, kind in TYPE_WORDS.items()), key=lambda pair: -len(pair[0])
)
_FOLDED_AREAS: Final = sorted(map(fold, AREA_WORDS), key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class AskedName:
    """A name as asked: the name itself, and where it is said to lie (tidied, both)."""

    name: str
    within: tuple[str, ...]


def read_name(text: str) -> AskedName:
    """Take ``Name (addition), area, area`` apart."""
    head, *areas = _ADDITION.sub(" ", text).split(",")
    additions = [part for each in _ADDITION.findall(text) for part in re.split("[,/]", each)]
    return AskedName(tidy(head), tuple(filter(None, map(tidy, [*additions, *areas]))))


def split_type(name: str) -> tuple[str, str] | None:
    """Return the kind and the rest of a tidied or folded name that begins with a type word."""
    folded = fold(name)
    for word, kind in _FOLDED_TYPES:
        if folded.startswith(f"{word} "):
            words = len(word.split())
            return kind, " ".join(name.split()[words:])
    return None


def strip_type(name: str) -> str:
    """Return a name without its type word, if it has one; folded."""
    split = split_type(tidy(name))
    return fold(split[1] if split else name)


def strip_area(name: str) -> str:
    """Return the folded name of an area without the word for what it is."""
    folded = fold(name)
    for word in _FOLDED_AREAS:
        if folded.startswith(f"{word} "):
            return folded.removeprefix(f"{word} ")
    return folded
