"""The one catalogue of texts users see, Vietnamese first.

Each sheet `<room>.toml` beside this file holds tables such as ``[input.negative]`` with the
keys ``vi`` and ``en``; the text key is the dotted path. Placeholders are ``str.format`` names; the
format ``{amount:grouped}`` writes a whole number in groups of three as the language does.
"""

import tomllib
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Final, Literal

Lang = Literal["vi", "en"]
LANGS: Final[tuple[Lang, Lang]] = ("vi", "en")


def text(key: str, lang: Lang = "vi", **params: object) -> str:
    """Return the text of a key in a language with its placeholders filled.

    Raises
    ------
    KeyError
        When no sheet has the key.
    """
    return _Wording(lang).format(load_catalogue()[key][lang], **params)


class _Wording(Formatter):
    """Fills placeholders, writing grouped numbers as a language does."""

    def __init__(self, lang: Lang) -> None:
        self._separator = "." if lang == "vi" else ","

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec == "grouped":
            return format(value, ",").replace(",", self._separator)
        return format(value, format_spec)


@cache
def load_catalogue() -> dict[str, dict[Lang, str]]:
    """Return all sheets joined: text key to text by language.

    Raises
    ------
    ValueError
        When two sheets define one key or an entry lacks a language.
    """
    catalogue: dict[str, dict[Lang, str]] = {}
    for sheet in sorted(files(__name__).iterdir(), key=lambda entry: entry.name):
        if sheet.name.endswith(".toml"):
            _add(catalogue, tomllib.loads(sheet.read_text("utf-8")), "", sheet.name)
    return catalogue


def _add(
    catalogue: dict[str, dict[Lang, str]], table: dict[str, object], prefix: str, sheet: str
) -> None:
    if any(isinstance(table.get(lang), str) for lang in LANGS):
        if set(table) != set(LANGS) or prefix in catalogue:
            raise ValueError(f"{sheet}: {prefix}: want vi and en, once")
        catalogue[prefix] = {lang: str(table[lang]) for lang in LANGS}
        return
    for name, value in table.items():
        if not isinstance(value, dict):
            raise ValueError(f"{sheet}: {prefix}.{name}: want a table")  # noqa: TRY004
        _add(catalogue, value, f"{prefix}.{name}" if prefix else name, sheet)
