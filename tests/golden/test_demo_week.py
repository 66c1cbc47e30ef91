"""The week of the demo, planned briefly: what must be true of it however it is planned."""

import re
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from api.settings import Settings
from cli import sample
from cli.demo_command import write_story
from cli.demo_sale_view import sale_to_json, show_sale
from cli.demo_serve import SHOP, demo_settings, sell_place, serve_story, store_story
from cli.demo_story import CUT_DAY, MONDAY, SURGE_DAY, Story, read_sample, tell_story
from cli.demo_view import show_story, story_to_json
from cli.outputs import label_plan
from routing.formats.plan_file import read_plan
from routing.plan.compare import PromiseState
from routing.plan.detours import find_hit_legs
from routing.plan.plan import Plan, PlanRoute
from routing.service import Network, load_network
from routing.service.detours import name_detours
from routing.solver.answer import OnProgress, SolveOptions

CUT_EDGES = {"pt_lannhithang", "j_huoilung"}


@contextmanager
def in_silence(_key: str) -> Iterator[OnProgress]:
    yield lambda _found: None


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network(sample.ROADS)


@pytest.fixture(scope="module")
def story(network: Network) -> Story:
    week, anew = (SolveOptions(time_limit_s=60, steps=steps) for steps in (4000, 2000))
    return tell_story(network, read_sample(), week, anew, in_silence)


def routes_of(plan: Plan, first: int, last: int) -> dict[str, PlanRoute]:
    return {route.id: route for route in plan.routes if first <= route.day <= last}


def test_the_referee_finds_nothing_in_any_plan(story: Story) -> None:
    assert [chapter.outcome.plan.violations for chapter in story.chapters] == [(), (), ()]


def test_nearly_everything_is_fetched_and_what_is_not_has_reasons(story: Story) -> None:
    for chapter in story.chapters:
        plan = chapter.outcome.plan
        served = {stop.request for route in plan.routes for stop in route.stops if stop.request}
        assert len(served) >= 0.97 * len(chapter.inputs.requests)
        assert all(gone.reasons for gone in plan.dropped)


def test_a_load_above_any_vehicle_goes_in_parts_that_add_up(story: Story) -> None:
    stops = [stop for route in story.week.outcome.plan.routes for stop in route.stops]
    parts = [stop for stop in stops if stop.parts > 1]
    assert sum(stop.weight_g for stop in parts) == 7_000_000
    assert {stop.part for stop in parts} == set(range(1, parts[0].parts + 1))


def test_trails_are_left_to_motorbikes(story: Story) -> None:
    trails = {record.id for record in story.week.inputs.requests if "duong_mon" in record.skills}
    plan = story.week.outcome.plan
    by = {r.profile for r in plan.routes for stop in r.stops if stop.request in trails}
    assert by == {"motorbike"}


def test_batching_beats_both_ways_of_doing_without(story: Story) -> None:
    summary = story.week.outcome.summary
    assert summary.plan.cost_minor < summary.one_village.cost_minor
    assert summary.plan.cost_minor < summary.own_motorbike.cost_minor
    assert summary.plan.served_g >= summary.one_village.served_g


def test_what_was_driven_stays_as_it_was(story: Story) -> None:
    week, cut, flood = (chapter.outcome.plan for chapter in story.chapters)
    assert routes_of(week, 0, CUT_DAY - 1) == routes_of(cut, 0, CUT_DAY - 1)
    assert routes_of(cut, 0, SURGE_DAY - 1) == routes_of(flood, 0, SURGE_DAY - 1)


def test_a_promise_is_never_moved_to_a_day_that_is_over(story: Story) -> None:
    for chapter, today in ((story.cut, CUT_DAY), (story.flood, SURGE_DAY)):
        assert chapter.change is not None
        for change in chapter.change.changes:
            if change.after is not None and change.state is not PromiseState.KEPT:
                assert change.after.start.date() >= date(2025, 5, 19 + today)


def test_no_lorry_drives_over_the_cut_after_it_is_known(network: Network, story: Story) -> None:
    graph = network.graph
    closed = {edge for each in story.cut.outcome.conditions.closures for edge in each.edges}
    ends = {graph.node_id(int(graph.edges.tail[edge])) for edge in closed}
    assert ends == CUT_EDGES
    for chapter in (story.cut, story.flood):
        assert find_hit_legs(chapter.outcome.plan, chapter.outcome.problem) == ()


def test_the_cut_hits_lorries_and_every_detour_is_longer(network: Network, story: Story) -> None:
    assert story.cut.hits
    assert {hit.profile for hit in story.cut.hits} <= {"light_truck", "truck"}
    assert {hit.date for hit in story.cut.hits} <= {date(2025, 5, day) for day in range(20, 25)}
    detours = name_detours(network, story.cut.outcome, story.cut.hits, story.closures)
    for detour in detours:
        assert detour.hit.after_s > detour.hit.before_s
        assert detour.roads
        assert any(road in {"ĐT129", "ĐT130"} for road in detour.roads), detour


def test_planning_anew_breaks_fewer_promises_than_going_round(story: Story) -> None:
    change = story.cut.change
    assert change is not None
    broken = change.list_changes(PromiseState.SHIFTED, PromiseState.MOVED, PromiseState.LOST)
    kept = change.list_changes(PromiseState.KEPT)
    assert len(broken) <= len(story.cut.late)
    assert len(kept) >= 0.95 * (len(kept) + len(broken))
    assert change.extra_distance_m > 0


def test_the_livestream_is_fetched_by_tuesday(story: Story) -> None:
    plan = story.flood.outcome.plan
    fetched = [
        (route.date, stop.weight_g)
        for route in plan.routes
        for stop in route.stops
        if stop.request == story.surge[0].id
    ]
    assert sum(weight_g for _, weight_g in fetched) == story.surge[0].weight_g
    assert all(date(2025, 5, 24) <= day <= date(2025, 5, 27) for day, _ in fetched)


def test_the_story_is_told_and_written(
    network: Network, story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = label_plan(network, read_sample().products, story.flood.inputs.requests)
    files = write_story(network, story, labels, tmp_path, "none")
    assert read_plan(tmp_path / "plan-1-week.json").horizon.start == MONDAY
    assert read_plan(tmp_path / "plan.json") == read_plan(tmp_path / "plan-3-livestream.json")
    told = story_to_json(network, story, files)
    assert told["demonstration_data"] is True
    show_story(network, story)
    printed = capsys.readouterr().out
    for words in ("Lản Nhì Thàng", "livestream", "thứ Hai 19/05/2025", "ĐT130", "LS001"):
        assert words in printed


def test_the_pages_serve_the_story_from_a_database_of_its_own(
    network: Network, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Settings] = []

    def note(settings: Settings, **_: object) -> int:
        assert settings.host == "127.0.0.1"
        served.append(settings)
        return 0

    monkeypatch.setattr("api.serve.serve", note)
    monkeypatch.setenv("LUCO_DATA_DIR", str(tmp_path))
    for _ in range(2):
        store_story(demo_settings(), network, story)
        assert serve_story(demo_settings(), port=0) == 0
    assert {settings.data_dir for settings in served} == {tmp_path / "demo"}
    assert all(settings.demo for settings in served)
    with sqlite3.connect(tmp_path / "demo" / "luco.db") as database:
        assert database.execute("SELECT count(*) FROM plans").fetchone() == (3,)
        requests = database.execute("SELECT count(*) FROM requests").fetchone()
    database.close()
    assert requests == (len(story.flood.inputs.requests),)


def test_a_shop_books_a_place_and_the_route_has_it(
    network: Network, story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = demo_settings(tmp_path)
    store_story(settings, network, story)
    sale = sell_place(settings, network, read_sample())
    assert sale is not None
    chosen = next(o for o in sale.quote.options if o.option_id == sale.booking.option_id)
    assert (sale.booking.state, sale.booking.shop) == ("booked", SHOP)
    assert sale.booking.price == chosen.price
    stop = next(s for s in sale.route.stops for i in s.items if i.booking_id == sale.booking.id)
    window = sale.booking.promise.window
    assert window.start <= stop.plan_time <= window.end
    assert sale_to_json(sale)["booking"]
    show_sale(sale)
    printed = capsys.readouterr().out
    assert SHOP in printed
    assert "Xã Bản Hon" in printed


def test_the_people_of_the_demo_come_in_by_links(
    network: Network,
    story: Story,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def start(_settings: Settings, *, on_start: Callable[[str], None]) -> int:
        on_start("http://127.0.0.1:1/")
        return 0

    monkeypatch.setattr("api.serve.serve", start)
    monkeypatch.setenv("LUCO_DATA_DIR", str(tmp_path))
    store_story(demo_settings(), network, story)
    assert serve_story(demo_settings(), port=0) == 0
    told = capsys.readouterr().err
    assert len(set(re.findall(r"http://127\.0\.0\.1:1/enter#k=(\S{43})$", told, re.M))) == 4
    token = tmp_path / "demo" / "token"
    assert token.read_text().startswith("luco_")
    assert stat.S_IMODE(token.stat().st_mode) == 0o600
