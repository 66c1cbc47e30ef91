"""Running commands the way a user does, inside the test's own process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli import sample
from cli.main import app

REQUESTS = """\
id,place,product,count,weight_kg,ready,due,windows,hub
r1,Xã Mường So (Phong Thổ),rice_nep,4,,2025-05-19,2025-05-19,,hub_laichau
r2,Bản Vàng Pheo,brocade,2,29.5,2025-05-19,2025-05-20,06:30-10:00|14:00-17:00,
r3,Xã Sùng Phài (TP Lai Châu),honey,3,,2025-05-19,2025-05-20,,
r4,td_banbo,tea_shan,12,,2025-05-19,2025-05-20,,hub_tanuyen
"""


@dataclass(frozen=True)
class Ran:
    """What a command printed and the code it left with."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The whole standard output as JSON."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def run() -> Run:
    """Run `luco` with words of the line."""

    def invoke(*words: object) -> Ran:
        found = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})
        return Ran(found.exit_code, found.stdout, found.stderr)

    return invoke


@pytest.fixture(scope="session")
def requests_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small table of requests."""
    path = tmp_path_factory.mktemp("tables") / "requests.csv"
    path.write_text(REQUESTS, "utf-8")
    return path


@pytest.fixture(scope="session")
def planned(
    run: Run, requests_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Ran, Path]:
    """The small table planned once over two days, with the folder it was written to."""
    folder = tmp_path_factory.mktemp("planned") / "out"
    words = ("plan", "--requests", requests_file, "--start", "2025-05-19", "--days", "2")
    return run(*words, "--steps", "400", "--out", folder, "--json"), folder


@pytest.fixture
def roads() -> Path:
    """The sample's roads."""
    return sample.ROADS
