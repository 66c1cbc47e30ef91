"""The pages of the demo: its plans in a database of its own, served to this machine only."""
# ruff: noqa: PLC0415 - the application is loaded only when asked for

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cli.demo_story import CUT_DAY, SURGE_DAY, Story
from cli.session import margin, say
from routing.service import Network

if TYPE_CHECKING:
    from api.demo_people import DemoPerson

FOLDER: Final = "demo"
_DATABASE: Final = ("luco.db", "luco.db-wal", "luco.db-shm")


def serve_story(network: Network, story: Story, port: int | None) -> int:
    """Serve the story until stopped and return the exit code.

    The demo has a data folder of its own, whose database is made anew at each run.
    """
    from api.demo_people import add_people
    from api.seed import Planned, seed
    from api.serve import serve
    from api.settings import load_settings, with_given

    usual = load_settings()
    settings = replace(usual, data_dir=usual.data_dir / FOLDER, database_url="", demo=True)
    _forget(settings.data_dir)
    planned = [
        Planned(chapter.inputs, chapter.outcome, keep_days)
        for chapter, keep_days in zip(story.chapters, (0, CUT_DAY, SURGE_DAY), strict=True)
    ]
    seed(settings, network, planned)
    people = add_people(settings)

    def tell(address: str) -> None:
        _tell(address, people)

    return serve(with_given(settings, host="127.0.0.1", port=port), on_start=tell)


def _forget(folder: Path) -> None:
    for name in _DATABASE:
        (folder / name).unlink(missing_ok=True)


def _tell(address: str, people: Sequence["DemoPerson"]) -> None:
    console = margin()
    for person in people:
        who = say(f"cli.demo.person.{person.role}", subject=person.subject)
        line = f"{who}: {address}{person.path}"
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    console.print(say("cli.demo.serving", url=address), style="bold", highlight=False)
