"""`luco orders`: an export of a platform's orders as the one pickup that fetches them."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from cli import sample
from cli.group import HELP, LucoCommand, new_app
from cli.inputs import Reader, tomorrow
from cli.options import Products
from cli.session import note, print_json, session, show_warnings
from cli.to_file import to_file
from routing.errors import InputError
from routing.formats.orders_table import STATUSES, OrderList, read_orders
from routing.formats.requests_csv import requests_csv
from routing.formats.skus_table import Sku, read_skus
from routing.problem.horizon import DEFAULT_ZONE
from routing.problem.records import Product, RequestRecord
from routing.service.packages import Sender, pickup_of, warn_of_unknown, weigh_packages

app = new_app("orders")


@app.command(cls=LucoCommand, help=HELP + "orders", epilog=HELP + "common")
def orders(
    file: Annotated[Path, typer.Argument(help=HELP + "opt.orders", metavar="FILE")],
    *,
    shop: Annotated[str, typer.Option(help=HELP + "opt.shop", metavar="NAME")],
    place: Annotated[str, typer.Option(help=HELP + "opt.place", metavar="ID|LON,LAT")],
    ready: Annotated[str | None, typer.Option(help=HELP + "opt.ready", metavar="DATE")] = None,
    skus: Annotated[Path | None, typer.Option(help=HELP + "opt.skus", metavar="F")] = None,
    hub: Annotated[str, typer.Option(help=HELP + "opt.to_hub", metavar="ID")] = "",
    status: Annotated[
        list[str] | None, typer.Option(help=HELP + "opt.status", metavar="WORD")
    ] = None,
    products: Products = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help=HELP + "opt.output", metavar="F")
    ] = None,
) -> None:
    """Print or write the table of requests that `luco plan` and the service read."""
    reader = Reader()
    known = reader.products(products or sample.PRODUCTS)
    articles = _read_skus(reader, skus, known)
    found = _read_orders(reader, file, status or list(STATUSES))
    location, day = reader.location(place, "--place"), reader.day(ready, "--ready", tomorrow())
    reader.stop_if_faulty()
    if location is None:
        return
    packages = weigh_packages(found.lines, articles)
    show_warnings([*reader.warnings, *found.warnings, *warn_of_unknown(packages)])
    span = _span(day)
    sender = Sender(shop, location, hub)
    made = [pickup_of(packages, sender, f"{shop}-{day}", *span)] if packages else []
    if session.machine:
        print_json({"packages": [each.id for each in packages], "skipped": found.skipped})
    elif output is None:
        print(requests_csv(made), end="")
    if output is not None:
        _write(made, output)


def _read_skus(reader: Reader, path: Path | None, known: dict[str, Product]) -> dict[str, Sku]:
    if path is None:
        return {}
    found = reader.table(path, lambda source: read_skus(source, products=known))
    return {each.id: each for each in found}


def _read_orders(reader: Reader, file: Path, statuses: list[str]) -> OrderList:
    try:
        return read_orders(file, statuses=statuses)
    except InputError as error:
        reader.faults += error.faults
        return OrderList((), {})


def _span(day: date) -> tuple[datetime, datetime]:
    start = datetime.combine(day, time(), ZoneInfo(DEFAULT_ZONE))
    return start, start + timedelta(days=1, seconds=-1)


def _write(made: list[RequestRecord], output: Path) -> None:
    with to_file(output):
        output.write_text(requests_csv(made), "utf-8")
    note("cli.written", file=output)
