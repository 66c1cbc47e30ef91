"""`luco quote`: a first price from the card, line by line."""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from cli import sample
from cli.group import HELP, LucoCommand, new_app
from cli.inputs import Reader, now, tomorrow
from cli.options import Closures, Products, Profiles, Roads, SeasonName
from cli.profile_names import profile_name
from cli.session import print_json, say, screen, session
from cli.table import new_table
from routing.errors import fault
from routing.formats.quote_words import line_words, quote_to_json
from routing.formats.words import (
    day_words,
    distance_words,
    duration_words,
    money_words,
    weight_words,
)
from routing.pricing.rate_card import load_rate_card
from routing.service import QuoteAsked, load_network, make_quote
from routing.service.quoting import RoadQuote
from routing.units import GRAMS_PER_KG, ML_PER_M3, round_half_up

UNKNOWN = "?"


app = new_app("quote")


@app.command(cls=LucoCommand, help=HELP + "quote", epilog=HELP + "common")
def quote(
    *,
    origin: Annotated[str, typer.Option("--from", help=HELP + "opt.from", metavar="ID|LON,LAT")],
    target: Annotated[str, typer.Option("--to", help=HELP + "opt.to", metavar="ID|LON,LAT")],
    weight_kg: Annotated[str, typer.Option(help=HELP + "opt.weight_kg", metavar="W")],
    product: Annotated[str | None, typer.Option(help=HELP + "opt.product", metavar="P")] = None,
    volume_m3: Annotated[
        str | None, typer.Option(help=HELP + "opt.volume_m3", metavar="V")
    ] = None,
    date: Annotated[str | None, typer.Option(help=HELP + "opt.date", metavar="DATE")] = None,
    season: SeasonName = None,
    closures: Closures = None,
    products: Products = None,
    roads: Roads = None,
    profiles: Profiles = None,
    card: Annotated[
        Path | None, typer.Option("--rate-card", help=HELP + "opt.rate_card", metavar="F")
    ] = None,
) -> None:
    """Print what fetching goods costs by the card, marked an estimate."""
    reader = Reader()
    known = reader.products(products or sample.PRODUCTS)
    if product is not None and product not in known and not reader.faults:
        listed = ", ".join(known)
        reader.faults.append(
            fault("cli.unknown_product", column="--product", value=product, known=listed)
        )
    grams = _read_amount(reader, weight_kg, GRAMS_PER_KG, "--weight-kg")
    volume_ml = _read_amount(reader, volume_m3, ML_PER_M3, "--volume-m3")
    start, end = reader.location(origin, "--from"), reader.location(target, "--to")
    on = reader.day(date, "--date", tomorrow())
    weather, closed = reader.season(season), reader.closures(closures)
    reader.stop_if_faulty()
    if start is None or end is None:
        return
    asked = QuoteAsked(
        start, end, on, grams, volume_ml or 0, known[product] if product is not None else None
    )
    network = load_network(roads or sample.ROADS, profiles=profiles, asked_once=True)
    made = make_quote(
        network, load_rate_card(card), asked, at=now(), season=weather, closures=closed
    )
    if session.machine:
        print_json(quote_to_json(made.quote) | {"profile": made.profile})
    else:
        _show(made, profile_name(network, made.profile))


def _read_amount(reader: Reader, value: str | None, unit: int, option: str) -> int | None:
    """Return an amount in small units; None when it is not given or not known."""
    if value is None or value == UNKNOWN:
        return None
    try:
        amount = Decimal(value)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        reader.faults.append(fault("cli.bad_number", column=option, value=value))
        return None
    return round_half_up(amount * unit)


def _show(made: RoadQuote, profile: str) -> None:
    lang, quote = session.lang, made.quote
    heads = (say("cli.quote.line"), say("cli.quote.amount"))
    table = new_table(say("cli.quote.title", card=quote.card), *heads, right=(1,))
    for line in quote.lines:
        words = line_words(line, quote.currency, lang)
        table.add_row(words, money_words(line.amount_minor, quote.currency, lang))
    table.add_section()
    total = money_words(quote.total_minor, quote.currency, lang)
    table.add_row(say("cli.quote.total"), total, style="bold")
    console = screen()
    console.print(
        say(
            "cli.quote.road",
            day=day_words(quote.on, lang),
            distance=distance_words(quote.distance_m, lang),
            duration=duration_words(quote.duration_s, lang),
            climb=quote.climb_m,
            roads=" – ".join(made.path.roads),
            weight=weight_words(quote.weight_g, lang),
            profile=profile,
        ),
        highlight=False,
    )
    console.print(table)
    console.print(say("pricing.estimate"), style="yellow")
    console.print(say("cli.quote.valid", until=f"{quote.valid_until:%H:%M %d/%m/%Y}"))
