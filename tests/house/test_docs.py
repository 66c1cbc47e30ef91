"""The pages: links lead somewhere, commands parse, outputs stand below them, all are listed."""

import importlib.util
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
import typer
from typer.exceptions import TyperException

from cli.main import app
from cli.session import take_common_options
from routing.errors import InputError
from routing.formats.products_table import read_product_table
from routing.formats.requests_table import read_requests
from routing.roads.profiles import load_profiles

HERE = Path(__file__).resolve().parent.parent.parent
PAGES = sorted(
    [
        HERE / "README.md",
        HERE / "CHANGELOG.md",
        *HERE.glob("docs/**/*.md"),
        *HERE.glob("data/*/*.md"),
    ]
)
NAMES = [str(page.relative_to(HERE)) for page in PAGES]
CONTROL = set("|;&<>()")


@pytest.fixture(scope="module")
def blocks(root: Path) -> ModuleType:
    where = root / "scripts" / "docs_blocks.py"
    spec = importlib.util.spec_from_file_location("docs_blocks", where)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["docs_blocks"] = module
    spec.loader.exec_module(module)
    return module


# Links ---------------------------------------------------------------------------------------


def prose(page: str) -> str:
    """A page without its fenced blocks and code spans."""
    return re.sub(
        r"`[^`\n]*`", "", re.sub(r"^```.*?^```", "", page, flags=re.DOTALL | re.MULTILINE)
    )


def anchors_of(page: str) -> set[str]:
    """The anchors that headings make, as GitHub forms them."""
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    kept = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings]
    return {heading.strip().replace(" ", "-") for heading in kept}


def find_dead_links(page: str, path: Path) -> list[str]:
    dead = []
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (anchor and anchor not in anchors_of(target.read_text("utf-8"))):
            dead.append(link)
    return dead


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_every_link_leads_somewhere(path: Path) -> None:
    assert find_dead_links(path.read_text("utf-8"), path) == []


def test_a_planted_dead_link_is_found(root: Path) -> None:
    page = "[a](docs/none.md) [b](LICENSE) ![c](docs/README.md#no-such-heading) `[d](none)`"
    dead = ["docs/none.md", "docs/README.md#no-such-heading"]
    assert find_dead_links(page, root / "README.md") == dead


def test_the_index_lists_every_page(root: Path) -> None:
    index = (root / "docs/README.md").read_text("utf-8")
    pages = [page.relative_to(root / "docs") for page in root.glob("docs/*/*.md")]
    wanted = [page.as_posix() for page in pages if page.parts[0] != "decisions"]
    assert len(wanted) > 5
    assert [page for page in wanted if f"({page})" not in index] == []


# Commands ------------------------------------------------------------------------------------


def calls_in(command: str) -> Iterator[list[str]]:
    """Yield the calls of luco in a command line, each as its words."""
    lexer = shlex.shlex(command.replace("\\\n", " "), posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words: list[str] = []
    for word in [*lexer, ";"]:
        if not set(word) <= CONTROL:
            words.append(word)
            continue
        if words[:1] == ["./luco"]:
            yield words[1:]
        elif words[:1] == ["./scripts/demo"]:
            yield ["demo", *words[1:]]
        words = []


def parse(words: list[str]) -> None:
    """Read a line as luco would, and go no further."""
    rest = take_common_options(words)
    command = typer.main.get_command(app)
    while hasattr(command, "get_command"):
        context = typer.Context(command)
        found = command.get_command(context, rest[0]) if rest else None
        if found is None:
            raise TyperException(f"no command {' '.join(rest[:1])!r}")
        command, rest = found, rest[1:]
    command.make_context("luco", rest)


def commands_in(blocks: ModuleType, page: str) -> Iterator[str]:
    for block in blocks.list_blocks(page):
        if block.is_typed:
            yield from blocks.list_commands(block)
        elif not block.note:
            typed = replace(block, text="\n".join(re.findall(r"^\$ (.*)$", block.text, re.M)))
            yield from blocks.list_commands(typed)


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_every_command_shown_parses(
    path: Path, blocks: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(HERE)
    for command in commands_in(blocks, path.read_text("utf-8")):
        for words in calls_in(command):
            parse(words)


def test_the_pages_show_most_commands(blocks: ModuleType) -> None:
    shown = {
        words[0]
        for path in PAGES
        for command in commands_in(blocks, path.read_text("utf-8"))
        for words in calls_in(command)
    }
    assert shown >= {"demo", "plan", "quote", "roads"}


@pytest.mark.parametrize(
    "line",
    [
        "./luco plam --requests a.csv --out out",
        "./luco plan --requests a.csv --out out --stepz 400",
        "ls | ./luco plan --out out",
        "./luco roads rout data A B --profile truck",
    ],
)
def test_a_planted_wrong_command_is_found(line: str) -> None:
    (words,) = calls_in(line)
    with pytest.raises(TyperException):
        parse(words)


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_every_output_is_filled_in(path: Path, blocks: ModuleType) -> None:
    found = [one for one in blocks.list_blocks(path.read_text("utf-8")) if one.note]
    shown = [one for one in found if one.note in {"output", "demo"}]
    assert [one.start for one in shown if not one.text.strip()] == []


# Files of the how-to -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def files(root: Path) -> Path:
    return root / "docs" / "how-to" / "files"


def test_the_workbook_says_what_the_table_says(root: Path, files: Path) -> None:
    products = {
        one.id: one for one in read_product_table(root / "data/sample/products.csv").records
    }
    tables = [
        read_requests(files / name, products=products)
        for name in ("villages.csv", "villages.xlsx")
    ]
    ours, theirs = ([replace(one, source=None) for one in table.records] for table in tables)
    assert len(ours) == 10
    assert ours == theirs


def test_the_faulty_table_is_refused_for_each_fault_planted(root: Path, files: Path) -> None:
    products = {
        one.id: one for one in read_product_table(root / "data/sample/products.csv").records
    }
    with pytest.raises(InputError) as refused:
        read_requests(files / "villages-faulty.csv", products=products)
    assert {fault.row for fault in refused.value.faults} == {3, 4, 5}


def test_the_van_is_a_profile(files: Path) -> None:
    van = load_profiles(files / "van.toml")["van"]
    assert (van.kind, van.payload_g) == ("light_truck", 700_000)
