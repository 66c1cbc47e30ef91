"""Write the texts of each built page: of the sheet `NAME_page.toml` the Vietnamese as a typed
dictionary that the page holds, the English as JSON that it fetches when it is asked for.

Usage: .venv/bin/python scripts/page_texts.py
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from routing.texts import Lang, load_catalogue  # noqa: E402 - from this checkout

SHEETS = ROOT / "routing" / "texts"
FOLDER = ROOT / "web" / "generated"


def texts_of(page: str, lang: Lang) -> str:
    """Return the texts of a page in a language as JSON: key to text."""
    prefix = f"{page}_page."
    catalogue = load_catalogue()
    mine = {
        key.removeprefix(prefix): words[lang]
        for key, words in catalogue.items()
        if key.startswith(prefix)
    }
    return json.dumps(mine, ensure_ascii=False, indent=2)


def main() -> None:
    """Write the texts of every page that has a sheet."""
    FOLDER.mkdir(exist_ok=True)
    for sheet in sorted(SHEETS.glob("*_page.toml")):
        page = sheet.stem.removesuffix("_page")
        vietnamese = f"export const vi = {texts_of(page, 'vi')} as const;\n"
        (FOLDER / f"{page}_texts.ts").write_text(vietnamese, "utf-8")
        (FOLDER / f"{page}_en.json").write_text(texts_of(page, "en") + "\n", "utf-8")


if __name__ == "__main__":
    main()
