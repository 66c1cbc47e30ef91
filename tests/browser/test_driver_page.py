"""The driver's page in a real browser: what is reported without signal arrives once, in order."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from api.knowledge import load_knowledge
from api.settings import Settings
from tests.browser.driven import Driven, build_day, find_serious

pytestmark = pytest.mark.browser
ROUNDS = 10
EVENTS = "**/api/v1/driver/events"


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driven]:
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("var"), planners=0, calls_per_min=0, demo=False
    )
    driven = build_day(settings, load_knowledge(settings))
    yield driven
    driven.kill()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


def open_day(browser: Browser, driven: Driven, lang: str = "vi", width: int = 360) -> Page:
    """Come in by a fresh link on a fresh phone and wait until it also opens without signal."""
    context = browser.new_context(locale=lang, viewport={"width": width, "height": 740})
    page = context.new_page()
    page.goto(driven.make_link()["link"])
    page.wait_for_selector("details[open]")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    return page


def count_kept(page: Page) -> int:
    """How many events this phone has counted, sent or not."""
    count: int = page.evaluate(
        """() => new Promise((resolve) => {
          const request = indexedDB.open("luco-driver");
          request.onsuccess = () => {
            const store = request.result.transaction("kept").objectStore("kept");
            const seq = store.get("seq");
            seq.onsuccess = () => { request.result.close(); resolve(seq.result ?? 0); };
          };
        })"""
    )
    return count


def report(page: Page, count: int) -> None:
    """Say at the first open stop that it will be late, and wait until that is on the disk."""
    page.click("details[open] button.delayed")
    page.check("dialog[open] input[value='30']")
    page.click("dialog[open] button.main")
    page.wait_for_selector("dialog:not([open])", state="attached")
    while count_kept(page) < count:
        page.wait_for_timeout(20)


def lose_answer(route: Route) -> None:
    route.fetch()
    route.abort()


def test_every_report_arrives_once_whatever_happens_on_the_way(
    browser: Browser, driven: Driven
) -> None:
    known = {each.id for each in driven.list_events()}
    page = open_day(browser, driven)
    context = page.context
    for count in range(1, ROUNDS + 1):
        mishap = ["offline", "lost", "busy", "closed", "killed"][count % 5]
        if mishap in {"offline", "closed"}:
            context.set_offline(True)
        elif mishap == "lost":
            page.route(EVENTS, lose_answer, times=1)
        elif mishap == "busy":
            page.route(EVENTS, lambda route: route.fulfill(status=503), times=1)
        else:
            driven.kill()
        if mishap == "lost":
            with page.expect_event("requestfailed", lambda each: each.url.endswith("/events")):
                report(page, count)
        else:
            report(page, count)
        if mishap == "closed":
            page.close()
            page = context.new_page()
            page.goto(f"{driven.address}/driver")
        elif count % 2:
            page.reload()
        page.wait_for_selector("details[open]")
        context.set_offline(False)
        if mishap == "killed":
            driven.start()
    page.wait_for_selector("#badge")
    if page.get_attribute("#badge", "data-unsent") != "0":
        page.click("[data-do=send]")
    page.wait_for_selector("#badge[data-unsent='0']", timeout=60_000)
    context.close()
    stored = [each for each in driven.list_events() if each.id not in known]
    assert [each.seq for each in stored] == list(range(1, ROUNDS + 1))
    assert {each.refused for each in stored} == {""}


@pytest.mark.parametrize(("lang", "width"), [("vi", 360), ("en", 360), ("vi", 1280)])
def test_everybody_can_use_it(browser: Browser, driven: Driven, lang: str, width: int) -> None:
    page = open_day(browser, driven, lang, width)
    assert page.get_attribute("html", "lang") == lang
    for panel in ("", "picked_up", "failed", "delayed"):
        if panel:
            page.click(f"details[open] button.{panel}")
            page.wait_for_selector("dialog[open]")
        assert find_serious(page) == []
        if panel:
            page.click("dialog[open] [data-do=close]")
    is_wider = "() => document.documentElement.scrollWidth > window.innerWidth"
    assert not page.evaluate(is_wider)
    page.context.close()


def test_a_withdrawn_link_says_so_and_a_route_planned_anew_shows_what_changed(
    browser: Browser, driven: Driven
) -> None:
    page = open_day(browser, driven)
    driven.call("POST", "requests/R1/cancel")
    page.click("[data-do=send]")
    page.wait_for_selector("#changes li")
    page.click("[data-do=seen]")
    page.wait_for_selector("#changes", state="detached")
    for link in driven.call("GET", "driver-links")["items"]:
        driven.call("DELETE", f"driver-links/{link['id']}")
    page.click("[data-do=send]")
    page.wait_for_selector(".notice:has-text('thu hồi')")
    assert page.is_visible("details[open]")
    page.context.close()
