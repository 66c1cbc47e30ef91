"""The report on an import, for people."""

from collections.abc import Mapping
from pathlib import Path

from rich.table import Table

from cli.session import margin, say, screen, session
from cli.table import new_table
from routing.formats.words import number_words
from routing.roads.osm.report import ImportReport, ProfileParts

_UNREAD_SHOWN = 10

Renamed = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""Of each closure its edges by their new ids, and those that are gone."""


def show_import(report: ImportReport, folder: Path) -> None:
    """Print what an import kept, what it left out, and which parts hang together."""
    console = screen()
    for line in _lines(report, folder):
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    if report.dropped:
        console.print(_dropped_table(report))
    console.print(_parts_table(report))


def show_closures(renamed: Renamed, before: Mapping[str, tuple[str, ...]]) -> None:
    """Tell which closures are now of other edges, and which lost some."""
    for closure, (edges, lost) in renamed.items():
        if edges and edges != before[closure]:
            words = say("import.closures_renamed", id=closure, edges="|".join(edges))
            screen().print(words, highlight=False, markup=False, soft_wrap=True)
        if lost:
            words = say("import.closures_lost", id=closure, edges="|".join(lost))
            margin().print(words, style="yellow", highlight=False, markup=False, soft_wrap=True)


def _lines(report: ImportReport, folder: Path) -> list[str]:
    heights, changes = report.elevation, report.changes
    lines = [
        say(
            "import.done",
            folder=folder,
            nodes=_number(report.nodes),
            edges=_number(report.edges),
            km=_number(report.km, 1),
            kept=_number(report.ways_kept),
            ways=_number(report.ways_read),
            timestamp=report.timestamp or "?",
        ),
        say(
            "import.signs",
            barriers=_number(report.barriers),
            bans=_number(report.turn_bans),
            seasons=_number(report.season_bars),
            times=_number(report.calendar_bars),
            spans=_number(len(report.km_spans)),
        ),
    ]
    if heights is None:
        lines.append(say("import.no_elevation"))
    else:
        lines.append(
            say(
                "import.elevation",
                samples=_number(heights.samples),
                voids=_number(heights.filled_voids),
                bridged=_number(heights.bridged),
                unknown=_number(heights.unknown),
                km=_number(heights.clamped_km, 1),
            )
        )
    if report.unread:
        shown = "; ".join(report.unread[:_UNREAD_SHOWN])
        more = len(report.unread) - _UNREAD_SHOWN
        lines.append(say("import.unread", tags=f"{shown} +{more}" if more > 0 else shown))
    if changes is not None:
        lines.append(
            say(
                "import.changes",
                before=_number(changes.before),
                same=_number(changes.same),
                mapped=_number(changes.mapped),
                lost=_number(len(changes.unmapped)),
            )
        )
    return lines


def _dropped_table(report: ImportReport) -> Table:
    headers = say("import.reason"), say("import.count"), say("cli.roads.km")
    table = new_table(say("import.dropped"), *headers, right=(1, 2))
    for tally in report.dropped:
        km = _number(tally.km, 1) if tally.km else "–"
        table.add_row(say(f"import.why.{tally.reason}"), _number(tally.count), km)
    return table


def _parts_table(report: ImportReport) -> Table:
    headers = (say(f"import.{key}") for key in ("largest", "next", "others"))
    table = new_table(say("import.parts"), say("cli.roads.profile"), *headers, right=(1, 2, 3))
    for found in report.profiles:
        table.add_row(found.profile, *_part_words(found))
    return table


def _part_words(found: ProfileParts) -> tuple[str, str, str]:
    km = [_number(part.km, 1) for part in found.parts]
    others = say("import.others_of", km=_number(found.others_km, 1), count=found.others)
    return km[0] if km else "0", " · ".join(km[1:]) or "–", others if found.others else "–"


def _number(value: float, decimals: int = 0) -> str:
    return number_words(value, session.lang, decimals=decimals)
