"""A bar on standard error while a plan is searched, with the best cost so far."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from cli.session import margin, note, say, session
from routing.formats.words import money_words
from routing.solver.answer import OnProgress
from routing.solver.answer import Progress as Found


@contextmanager
def show_search(key: str, currency: str = "VND", **params: object) -> Iterator[OnProgress]:
    """Show how a search goes on and give the function that the solver reports to.

    Without a terminal only the start is told; with ``--json`` nothing is.
    """
    if session.machine or not margin().is_terminal:
        note(key, **params)
        yield lambda found: None
        return
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[cost]}"),
        console=margin(),
    )
    with bar:
        task = bar.add_task(say(key, **params), total=1.0, cost="")

        def update(found: Found) -> None:
            cost = money_words(found.cost_minor, currency, session.lang)
            if found.required_dropped:
                cost += " · " + say("cli.left_out", count=found.required_dropped)
            bar.update(task, completed=found.fraction, cost=cost)

        yield update
        bar.update(task, completed=1.0)
