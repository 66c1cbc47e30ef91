"""Shops that book at a time while the server is killed: nothing lost, doubled or oversold."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from api.knowledge import Knowledge
from api.settings import Settings
from benchmarks.service.booking import Told, draw_asks
from benchmarks.service.crowd import book_all
from benchmarks.service.ground import lay, plan_week
from benchmarks.service.launch import serving
from benchmarks.service.ledger import audit

ASKS = 120
KILLS = 2


@pytest.fixture
def settings(fresh_url: Callable[..., str], tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path / "var",
        database_url=fresh_url(empty=True),
        port=0,
        planners=0,
        calls_per_min=0,
        demo=True,
    )


@pytest.mark.parametrize("backend", [pytest.param("postgres", marks=pytest.mark.postgres)])
def test_bookings_survive_a_server_that_is_killed(
    settings: Settings, knowledge: Knowledge
) -> None:
    planned = plan_week(knowledge, stops=10, days=5, fleet=1, steps=20)
    ground = lay(settings, knowledge, planned, shops=5)
    asks = draw_asks(ground, ASKS, most_kg=5)
    with serving(settings) as server:
        told = book_all(server, asks, at_a_time=8, kills=KILLS)
    ledger = audit(settings, replace(knowledge, demo=True), told)
    assert ledger.is_sound, ledger
    assert ledger.booked == sum(bool(each.booking) for each in told) == ASKS
    forgotten = audit(settings, knowledge, [Told(asks[0], "bok_unknown"), *told[1:]])
    assert (forgotten.lost, forgotten.untold, forgotten.is_sound) == (1, 1, False)
