"""The end of the demo: what a shop was offered, what it booked, and the route that fetches it."""

from datetime import datetime
from typing import TYPE_CHECKING

from rich.rule import Rule

from cli.demo_serve import SHOP
from cli.session import say, screen, session
from cli.table import new_table
from routing.formats.words import day_words, money_words, weight_words

if TYPE_CHECKING:
    from api.demo_sale import Sale
    from api.schemas.quote import PromiseWindow, QuoteOption


def show_sale(sale: "Sale") -> None:
    """Print what was asked, the options, what was booked, and the route that now has it."""
    lang, console = session.lang, screen()
    console.print()
    console.print(Rule(style="cyan"))
    console.print(say("cli.demo.sale.title", shop=SHOP), style="bold cyan", highlight=False)
    console.print(say("cli.demo.sale.asked"), highlight=False)
    heads = (say(f"cli.demo.sale.{key}") for key in ("rank", "day", "hours", "price"))
    table = new_table(say("cli.demo.sale.options"), *heads, right=(3,))
    for option in sale.quote.options:
        table.add_row(*_option_words(option))
    console.print(table)
    booking = sale.booking
    start = datetime.fromisoformat(booking.promise.window.start)
    console.print(
        say(
            "cli.demo.sale.booked",
            level=say(f"cli.demo.sale.level.{booking.level}"),
            day=day_words(start.date(), lang),
            hours=_hours(booking.promise.window),
            price=money_words(booking.price.amount, booking.price.currency, lang),
        ),
        highlight=False,
    )
    _show_route(sale)


def sale_to_json(sale: "Sale") -> dict[str, object]:
    """Return the sale as the service told it."""
    return {
        "quote": sale.quote.model_dump(mode="json"),
        "booking": sale.booking.model_dump(mode="json"),
        "route": sale.route.model_dump(mode="json"),
    }


def _show_route(sale: "Sale") -> None:
    lang, route = session.lang, sale.route
    heads = (say(f"cli.demo.sale.{key}") for key in ("time", "place", "goods", "new"))
    title = say("cli.demo.sale.route", vehicle=route.vehicle, date=f"{route.date}")
    table = new_table(title, *heads)
    for stop in route.stops:
        mine = any(item.booking_id == sale.booking.id for item in stop.items)
        goods = sum(item.weight_g or 0 for item in stop.items)
        table.add_row(
            f"{datetime.fromisoformat(stop.plan_time):%H:%M}",
            stop.name,
            weight_words(goods, lang) if stop.items else "",
            "◀" if mine else "",
            style="bold green" if mine else "",
        )
    screen().print(table)


def _option_words(option: "QuoteOption") -> tuple[str, str, str, str]:
    start = datetime.fromisoformat(option.window.start)
    return (
        say(f"cli.demo.sale.level.{option.level}"),
        day_words(start.date(), session.lang),
        _hours(option.window),
        money_words(option.price.amount, option.price.currency, session.lang),
    )


def _hours(window: "PromiseWindow") -> str:
    ends = (datetime.fromisoformat(moment) for moment in (window.start, window.end))
    return "–".join(f"{moment:%H:%M}" for moment in ends)
