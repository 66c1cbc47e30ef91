"""The page on the HTTP interface names every call, code and setting."""

import re
from pathlib import Path

import pytest

from api.errors import STATUS_OF
from api.main import create_app
from api.settings import Settings, environment_of


@pytest.fixture
def page(root: Path) -> str:
    return (root / "docs" / "reference" / "http.md").read_text("utf-8")


def test_every_call_is_on_the_page(page: str) -> None:
    paths = create_app(Settings()).openapi()["paths"]
    named = set(re.findall(r"(/(?:api/v1|health|ready|vroom)[\w/{}.-]*)", page))
    assert paths.keys() - named == set()
    assert {name for name in named if name not in paths} == {"/api/v1"}


def test_every_code_is_on_the_page_with_its_status(page: str) -> None:
    rows = re.findall(r"^\| (\d{3}) \| `(\w+)` \|", page, re.MULTILINE)
    assert {code: int(status) for status, code in rows} == STATUS_OF


def test_every_setting_is_on_the_page(page: str) -> None:
    settings = environment_of(Settings()).keys() - {"LUCO_DEMO"}
    assert {name for name in settings if f"`{name}`" not in page} == set()
