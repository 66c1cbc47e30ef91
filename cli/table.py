"""Tables on the screen, alike in all commands; a narrow screen folds words and loses none."""

from collections.abc import Collection

from rich.box import SIMPLE_HEAD
from rich.table import Table


def new_table(title: str, *headers: str, right: Collection[int] = ()) -> Table:
    """Return an empty table. `right` are the columns (0 the first) that hold numbers."""
    table = Table(
        title=title or None, title_justify="left", box=SIMPLE_HEAD, title_style="bold",
        pad_edge=False, caption_justify="left",
    )  # fmt: skip
    for i, header in enumerate(headers):
        table.add_column(header, justify="right" if i in right else "left", overflow="fold")
    return table
