"""Words compared without case, diacritics and punctuation."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_BETWEEN_WORDS: Final = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return a text in lower case without diacritics, its words joined by ``_``.

    ``Khối lượng (kg)`` becomes ``khoi_luong_kg``. The letter đ is no d with a mark to Unicode
    and is mapped by hand.
    """
    plain = unicodedata.normalize("NFKD", text.lower().replace("đ", "d"))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return _BETWEEN_WORDS.sub("_", letters).strip("_")
