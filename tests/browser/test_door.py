"""The ways in, in a real browser: the first admin, a wrong password, a link that does not hold."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from api.settings import Settings, environment_of

pytestmark = pytest.mark.browser
SERVE = "import api.serve; raise SystemExit(api.serve.serve())"
PASSWORD = "ba con suối nhỏ"
REFUSED = "#refusal:not(:empty)"
OUT = "[data-do=log-out]"


@pytest.fixture
def told(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a fresh server and its set-up link."""
    settings = Settings(data_dir=tmp_path / "var", port=0, planners=0)
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment_of(settings)},
    )
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip(), server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


@pytest.fixture
def page(chromium: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        yield page
        browser.close()


def test_the_first_admin_comes_in_goes_out_and_comes_in(page: Page, told: tuple[str, str]) -> None:
    address, link = told
    assert re.fullmatch(re.escape(address) + r"setup#k=[\w-]{43}", link)
    page.goto(link)
    assert page.url == f"{address}setup"
    fill(page, "lan", PASSWORD)
    page.wait_for_selector(OUT)
    page.click(OUT)
    fill(page, "lan", "không phải vậy")
    page.wait_for_selector(REFUSED)
    fill(page, "lan", PASSWORD)
    page.wait_for_selector(OUT)
    assert not page.is_visible("input[name=password]")
    page.goto(f"{address}enter#k=nothing")
    page.wait_for_selector(REFUSED)
    assert page.url == f"{address}enter"


def fill(page: Page, name: str, password: str) -> None:
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", password)
    page.click("form button")
