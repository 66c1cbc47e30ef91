"""The console in a real browser: a plan is asked for, looked at and put in force."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from api.db.engine import Database
from api.knowledge import load_knowledge
from api.repositories import areas
from api.services.accounts import Draft, add_user
from api.services.door import make_link
from api.services.scope import Unit
from api.settings import Settings
from api.tables.credential import ENTRY
from tests.browser.driven import Driven, build_day, find_serious

pytestmark = pytest.mark.browser
# A renderer in software: the map must come up on machines without a graphics card.
GL = ("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null"
IS_WIDER = "() => document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driven]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("var"), planners=0, calls_per_min=0)
    driven = build_day(settings, load_knowledge(settings))
    yield driven
    driven.kill()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*GL])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def link(driven: Driven) -> str:
    """The address by which a coordinator comes in, as often as a test likes."""
    database = Database(driven.settings.url)
    with database.write() as session:
        unit = Unit(session, areas.ensure_area(session, driven.settings.timezone), "test")
        key = make_link(
            unit, ENTRY, add_user(unit, Draft("lan", "coordinator")), timedelta(days=1)
        )
    database.close()
    return f"{driven.address}/enter#k={key}"


def open_console(
    browser: Browser, link: str, *, lang: str = "vi", width: int = 1280, script: str = ""
) -> tuple[Page, list[str]]:
    """Come in, and note whatever the browser complains of."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_init_script(f"localStorage.setItem('luco-lang', '{lang}'); {script}")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(link)
    page.wait_for_selector(".routes button")
    return page, complaints


def test_a_plan_is_asked_for_looked_at_and_put_in_force(
    browser: Browser, driven: Driven, link: str
) -> None:
    page, complaints = open_console(browser, link)
    page.wait_for_selector("canvas.maplibregl-canvas")
    page.click(".routes button")
    page.wait_for_selector("article.route .profile")
    told = page.inner_text("article.route table")
    assert {name for name in ("R1", "R2", "R3", "R4", "R5", "R6") if name not in told} == set()
    page.click("[data-do=new-plan]")
    page.fill("input[name=time]", "1")
    page.click("form.card button.main")
    page.wait_for_selector("[data-status=queued] [data-do=cancel]")
    driven.search()
    page.click("[data-status=done] [data-do=publish]")
    page.wait_for_selector("[data-status=done]:not(:has([data-do=publish]))")
    assert driven.call("GET", "plans")["items"][-1]["in_force"]
    assert complaints == []
    page.context.close()


def test_a_file_with_faults_is_put_right_and_a_request_edited(
    browser: Browser, driven: Driven, link: str
) -> None:
    page, _ = open_console(browser, link)
    day = driven.today.isoformat()
    table = f"id,place,weight_kg,ready,due\nF1,Nậm Xe,abc,{day},{day}\n"
    page.click("a[href='#/requests']")
    file = {"name": "f.csv", "mimeType": "text/csv", "buffer": table.encode()}
    page.set_input_files("input[type=file]", files=[file])
    page.fill("input[aria-label='2 weight_kg'][aria-invalid=true]", "12.5")
    page.click("[data-do=send-again]")
    page.click("tbody button:text-is('F1')")
    page.fill("[data-part=request] [name=notes]", "gọi trước")
    page.click("[data-do=save]")
    page.wait_for_selector("[data-part=request]", state="detached")
    kept = driven.call("GET", "requests/F1")
    assert (kept["weight_kg"], kept["notes"], kept["place"]) == (12.5, "gọi trước", "Nậm Xe")
    assert (kept["ready"][:10], kept["due"][:10], kept["version"]) == (day, day, 2)
    page.click("tbody button:text-is('F1')")
    page.click("[data-do=cancel-request]")
    page.wait_for_selector("tbody button:text-is('F1')", state="detached")
    page.context.close()


def test_a_closure_shows_what_it_does_before_it_counts(
    browser: Browser, driven: Driven, link: str
) -> None:
    page, complaints = open_console(browser, link)
    page.click("a[href='#/closures']")
    page.fill("[name=from_place]", "Mường So")
    page.fill("[name=to_place]", "Dào San")
    page.click("[data-do=preview]")
    page.wait_for_selector("[data-part=impact]")
    assert driven.call("GET", "closures")["items"] == []
    page.click("[data-do=confirm]")
    page.click("[data-do=replan]")
    page.wait_for_selector("[data-status=queued]")
    (closure,) = driven.call("GET", "closures")["items"]
    assert (closure["from_place"], closure["start"][:10]) == ("Mường So", driven.today.isoformat())
    driven.search()
    driven.call("DELETE", f"closures/{closure['id']}", **{"If-Match": "*"})
    assert complaints == []
    page.context.close()


@pytest.mark.parametrize(("lang", "width"), [("vi", 360), ("en", 1280)])
def test_everybody_can_use_it(browser: Browser, link: str, lang: str, width: int) -> None:
    page, complaints = open_console(browser, link, lang=lang, width=width)
    assert page.get_attribute("html", "lang") == lang
    page.click(".routes button")
    for look in page.locator(".stage .looks button").all():
        look.click()
        assert find_serious(page) == []
    page.click("[data-do=new-plan]")
    assert find_serious(page) == []
    for view in page.locator(".head nav a").all():
        view.click()
        page.wait_for_selector("main .looks button, main .map, main table")
        assert find_serious(page) == []
        assert not page.evaluate(IS_WIDER)
    assert complaints == []
    page.context.close()


def test_where_no_map_can_be_drawn_there_is_a_table(browser: Browser, link: str) -> None:
    page, _ = open_console(browser, link, script=NO_WEBGL)
    page.wait_for_selector(".stage table tbody tr")
    assert page.locator(".stage .map").count() == 0
    page.context.close()
