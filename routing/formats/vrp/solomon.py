"""Solomon's and Gehring and Homberger's instances: one depot, like vehicles, time windows."""

from routing.formats.vrp.customer_table import CustomerTable
from routing.formats.vrp.ground import Unit, lay_out
from routing.formats.vrp.instance import VrpInstance
from routing.formats.vrp.scaling import TENTHS, Scaling
from routing.formats.vrp.text_rows import MAX_NODES, Notes, Row, split_rows
from routing.problem.request import Request


def read_solomon(text: str, *, file: str = "", scaling: Scaling = TENTHS) -> VrpInstance:
    """Return the instance that a file in Solomon's format states.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    notes = Notes(file)
    rows = list(split_rows(text))
    numeric = [row for row in rows[1:] if _begins_with_number(row)]
    count, capacity = _read_fleet(notes, numeric[0] if numeric else None)
    table = CustomerTable(notes, numeric[1:], scaling)
    for row, demand in zip(table.rows, table.demand.tolist(), strict=True):
        if demand < 0:
            notes.refuse("demand", demand, ">= 0", row)
    notes.stop_if_faulty()
    requests = [
        Request(
            id=str(i),
            stop=i,
            weight_g=int(table.demand[i]),
            volume_ml=0,
            windows=(table.windows[i],),
            service_s=int(table.service_s[i]),
        )
        for i in range(1, len(table.rows))
    ]
    units = [Unit(number, 0, capacity) for number in range(1, count + 1)]
    problem = lay_out(notes, table.ground(), [(0, table.windows[0])], requests, units)
    return VrpInstance(rows[0].cells[0], "VRPTW", problem, scaling.factor, (0,) * count)


def _begins_with_number(row: Row) -> bool:
    return row.cells[0].lstrip("+-").replace(".", "", 1).isdigit()


def _read_fleet(notes: Notes, row: Row | None) -> tuple[int, int]:
    """Return number and capacity of the vehicles."""
    if row is None or len(row.cells) != 2:
        notes.add("vrp.missing", row=row.number if row else 0, name="VEHICLE NUMBER CAPACITY")
        return 1, 1
    count = notes.whole(row.cells[0], "NUMBER", row.number, low=1, high=MAX_NODES)
    return count, notes.whole(row.cells[1], "CAPACITY", row.number, low=1)
