"""`luco demo`: the QL4D week on the embedded sample, then the pages."""

import time
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Final

import typer

from cli import sample
from cli.demo_sale_view import sale_to_json, show_sale
from cli.demo_serve import demo_settings, keep_apart, sell_place, serve_story, store_story
from cli.demo_story import CUT_DAY, Story, read_sample, tell_story
from cli.demo_view import show_story, story_to_json
from cli.group import HELP, LucoCommand, new_app
from cli.options import Port
from cli.outputs import label_plan, write_plan
from cli.plan_view import show_files
from cli.progress import show_search
from cli.session import DONE, note, print_json, refuse, say, screen, session, show_warnings
from cli.to_file import to_file
from routing.formats.json_lines import dump_json
from routing.formats.labels import Labels
from routing.formats.plan_json import plan_to_json
from routing.service import Network, load_network
from routing.solver.answer import SolveOptions

PICTURES: Final = ("final", "all", "none")
CHAPTERS: Final = ("1-week", "2-cut", "3-livestream")
# Bounded by steps, not seconds, so that everyone sees the same week.
WEEK_STEPS: Final = 140_000
REPLAN_STEPS: Final = 16_000
GUARD_S: Final = 240.0


app = new_app("demo")


@app.command(cls=LucoCommand, help=HELP + "demo", epilog=HELP + "common")
def demo(
    *,
    no_serve: Annotated[bool, typer.Option("--no-serve", help=HELP + "opt.no_serve")] = False,
    out: Annotated[Path, typer.Option(help=HELP + "opt.out", metavar="DIR")] = Path("out/demo"),
    port: Port = None,
    pictures: Annotated[
        str, typer.Option(help=HELP + "opt.pictures", metavar="final|all|none")
    ] = "final",
) -> int:
    """Plan the week, cut the road, flood it with orders; write everything; serve."""
    if pictures not in PICTURES:
        refuse("cli.bad_pictures", column="--pictures", value=pictures)
    started_s = time.monotonic()
    tables = read_sample()
    note("cli.demo.data")
    note("cli.demo.loading")
    network = load_network(sample.ROADS)
    story = tell_story(
        network,
        tables,
        SolveOptions(time_limit_s=GUARD_S, steps=WEEK_STEPS),
        SolveOptions(time_limit_s=GUARD_S, steps=REPLAN_STEPS),
        show_search,
    )
    show_warnings(story.flood.outcome.warnings)
    note("cli.demo.writing")
    labels = label_plan(network, tables.products, story.flood.inputs.requests)
    files = write_story(network, story, labels, out, pictures)
    with keep_apart() if no_serve else nullcontext() as apart:
        settings = demo_settings(apart)
        store_story(settings, network, story)
        sale = sell_place(settings, network, tables)
    took_s = round(time.monotonic() - started_s)
    if session.machine:
        sold = sale_to_json(sale) if sale else None
        print_json(story_to_json(network, story, files) | {"sale": sold, "time_s": took_s})
    else:
        show_story(network, story)
        if sale is not None:
            show_sale(sale)
        show_files(out, files)
        screen().print(say("cli.demo.time", seconds=took_s), highlight=False)
    return DONE if no_serve else serve_story(settings, port)


def write_story(
    network: Network, story: Story, labels: Labels, out: Path, pictures: str
) -> list[Path]:
    """Write the final plan to the folder and the plans before it beside it."""
    final = story.flood.outcome
    draw = pictures != "none"
    files = write_plan(network, final, out, labels, draw=draw, days=(CUT_DAY,) if draw else ())
    for name, chapter in zip(CHAPTERS, story.chapters, strict=True):
        if pictures == "all" and chapter is not story.flood:
            files += write_plan(network, chapter.outcome, out / name, labels)
            continue
        path = out / f"plan-{name}.json"
        with to_file(path):
            path.write_text(dump_json(plan_to_json(chapter.outcome.plan)), "utf-8")
        files.append(path)
    return files
