"""Li and Lim's instances: pairs of a pickup and a delivery, vehicles before distance."""

from typing import Final

from routing.formats.vrp.customer_table import CustomerTable
from routing.formats.vrp.ground import Unit, lay_out
from routing.formats.vrp.instance import VrpInstance
from routing.formats.vrp.scaling import HUNDREDTHS, Scaling
from routing.formats.vrp.text_rows import MAX_NODES, Notes, Row, split_rows
from routing.problem.request import Request, RequestKind, Visit

VEHICLE_MINOR: Final = 1_000_000
"""Cost of a vehicle beside distances in hundredths: one more never pays below 10,000."""

PICKUP, DELIVERY = 0, 1


def read_lilim(
    text: str, *, file: str = "", name: str = "", scaling: Scaling = HUNDREDTHS
) -> VrpInstance:
    """Return the instance that a file in Li and Lim's format states; it does not say its name.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    notes = Notes(file)
    first, *rows = split_rows(text)
    count, capacity = _read_fleet(notes, first)
    table = CustomerTable(notes, rows, scaling, more=2)
    links = table.links.tolist()
    pairs = [(i, link[DELIVERY]) for i, link in enumerate(links) if link[DELIVERY]]
    _check_pairs(notes, table, pairs)
    notes.stop_if_faulty()
    requests = [
        Request(
            id=f"{one}-{other}",
            stop=one,
            weight_g=int(table.demand[one]),
            volume_ml=0,
            windows=(table.windows[one],),
            service_s=int(table.service_s[one]),
            kind=RequestKind.PAIR,
            to=Visit(other, (table.windows[other],), int(table.service_s[other])),
        )
        for one, other in pairs
    ]
    units = [
        Unit(number, 0, capacity, fixed_minor=VEHICLE_MINOR) for number in range(1, count + 1)
    ]
    problem = lay_out(notes, table.ground(), [(0, table.windows[0])], requests, units)
    return VrpInstance(name, "PDPTW", problem, scaling.factor, (0,) * count, VEHICLE_MINOR)


def _read_fleet(notes: Notes, row: Row) -> tuple[int, int]:
    """Return number and capacity of the vehicles; their speed has no meaning in these sets."""
    count = notes.whole(row.cells[0], "vehicles", row.number, low=1, high=MAX_NODES)
    return count, notes.whole(row.cells[1], "capacity", row.number, low=1)


def _check_pairs(notes: Notes, table: CustomerTable, pairs: list[tuple[int, int]]) -> None:
    """Note what does not make pairs: links that lead nowhere or not back, loads that differ."""
    links, demand, size = table.links.tolist(), table.demand.tolist(), len(table.rows)
    for i, (pickup, delivery) in enumerate(links):
        row = table.rows[i]
        if i == 0 and (pickup or delivery):
            notes.refuse("depot pickup delivery", f"{pickup} {delivery}", "0 0", row)
        elif i and (pickup == 0) == (delivery == 0):
            notes.refuse("pickup delivery", f"{pickup} {delivery}", "one of both 0", row)
    for one, other in pairs:
        row = table.rows[one]
        if not 0 < other < size or links[other][PICKUP] != one:
            notes.refuse("delivery", other, f"a row whose pickup is {one}", row)
        elif demand[one] < 0 or demand[one] + demand[other]:
            notes.refuse("demand", f"{demand[one]} {demand[other]}", "x >= 0 and -x", row)
    for i, (pickup, _) in enumerate(links):
        if pickup and not (0 < pickup < size and links[pickup][DELIVERY] == i):
            notes.refuse("pickup", pickup, f"a row whose delivery is {i}", table.rows[i])
