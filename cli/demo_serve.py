"""The pages of the demo: its plans in a database of its own, served to this machine only."""
# ruff: noqa: PLC0415 - the application is loaded only when asked for

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from cli import sample
from cli.demo_story import CUT_DAY, SURGE_DAY, Sample, Story
from cli.session import margin, say, session
from routing.service import Network

if TYPE_CHECKING:
    from api.demo_people import DemoPerson
    from api.demo_sale import Sale
    from api.settings import Settings

FOLDER: Final = "demo"
SHOP: Final = "Tổ ong Bản Hon"
ASKED: Final = {
    "from": "Xã Bản Hon",
    "product": "honey",
    "weight_kg": 45,
    "ready": "2025-05-22",
    "due": "2025-05-24",
}
"""What a shop asks once the week is planned: honey from a village that trucks pass anyway."""
_DATABASE: Final = ("luco.db", "luco.db-wal", "luco.db-shm")


def demo_settings(data_dir: Path | None = None) -> "Settings":
    """Return the settings of the demo: a data folder of its own, by default beside the others."""
    from api.settings import load_settings

    usual = load_settings()
    folder = (data_dir or usual.data_dir) / FOLDER
    return replace(usual, data_dir=folder, database_url="", demo=True)


@contextmanager
def keep_apart() -> Iterator[Path]:
    """Lend a folder that is gone afterwards, for a demo that serves nothing."""
    with TemporaryDirectory(prefix="luco-") as folder:
        yield Path(folder)


def store_story(settings: "Settings", network: Network, story: Story) -> None:
    """Put the plans of the story in force one after the other, in a database made anew."""
    from api.seed import Planned, seed
    from routing.formats.lanes_table import read_lanes

    _forget(settings.data_dir)
    planned = [
        Planned(chapter.inputs, chapter.outcome, keep_days)
        for chapter, keep_days in zip(story.chapters, (0, CUT_DAY, SURGE_DAY), strict=True)
    ]
    seed(settings, network, planned, read_lanes(sample.LANES).records)


def sell_place(settings: "Settings", network: Network, tables: Sample) -> "Sale | None":
    """Let a shop book a place in the plan in force."""
    from api.demo_sale import sell
    from api.knowledge import Knowledge
    from api.schemas.quote import QuoteItem
    from routing.pricing.rate_card import load_rate_card

    products = {product.id: product for product in tables.products}
    knowledge = Knowledge(network, products, load_rate_card(), demo=True)
    item = QuoteItem.model_validate(ASKED)
    return sell(settings, knowledge, item, SHOP, session.lang)


def serve_story(settings: "Settings", port: int | None) -> int:
    """Serve what is stored until stopped and return the exit code."""
    from api.demo_people import add_people
    from api.serve import serve
    from api.settings import with_given

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
