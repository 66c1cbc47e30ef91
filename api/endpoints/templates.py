"""The pages that are made here, from templates that escape whatever is put into them."""

from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER: Final = Path(__file__).resolve().parent.parent / "pages"
_PAGES: Final = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def fill(name: str, **values: Any) -> str:  # Any: what a page shows
    """Return a page filled with values."""
    return _PAGES.get_template(name).render(**values)
