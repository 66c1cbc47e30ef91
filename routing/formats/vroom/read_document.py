"""A whole problem out of VROOM's JSON, or every fault in it."""

import json
from dataclasses import replace
from typing import Final

from routing.formats.vroom.check import find_faults
from routing.formats.vroom.document import MOST_EXPLORATION, Options, VroomDocument
from routing.formats.vroom.errors import Code, VroomError
from routing.formats.vroom.read_matrices import read_matrices
from routing.formats.vroom.read_tasks import read_jobs, read_shipments
from routing.formats.vroom.read_vehicles import count_dimensions, read_vehicles
from routing.formats.vroom.values import Values

MOST_FAULTS: Final = 1000


def read_document(
    text: str | bytes, *, geometry: bool = False, choose_eta: bool = False
) -> VroomDocument:
    """Return what a JSON text states.

    Parameters
    ----------
    geometry, choose_eta
        Set these options even when the text does not.

    Raises
    ------
    VroomError
        With code `Code.INPUT` and every fault.
    """
    try:
        root = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise VroomError(Code.INPUT, [f"Invalid JSON: {error}."]) from error
    if not isinstance(root, dict):
        raise VroomError(Code.INPUT, ["Input root is not an object."])
    values = Values(root, "input")
    document = _read(values)
    asked = document.options
    options = replace(
        asked,
        geometry=asked.geometry or geometry,
        choose_eta=asked.choose_eta or choose_eta,
    )
    document = replace(document, options=options)
    faults = [*values.faults, *([] if values.faults else find_faults(document))]
    if faults:
        more = len(faults) - MOST_FAULTS
        said = [*faults[:MOST_FAULTS], *([f"{more} more faults."] if more > 0 else [])]
        raise VroomError(Code.INPUT, said)
    return document


def _read(root: Values) -> VroomDocument:
    if not isinstance(root.value.get("vehicles"), list):
        root.note("Invalid vehicles")
        return VroomDocument(())
    size = count_dimensions(root)
    document = VroomDocument(
        read_vehicles(root),
        read_jobs(root, size),
        read_shipments(root, size),
        read_matrices(root),
        _read_options(root),
        size,
    )
    if not document.vehicles:
        root.note("No vehicle defined")
    if not root.listed("jobs") and not root.listed("shipments"):
        root.note("No task defined")
    return document


def _read_options(root: Values) -> Options:
    options = root.within("options", "options")
    return Options(
        geometry=options.flag("g"),
        choose_eta=options.flag("c"),
        threads=options.whole("t", 1, low=1) if options.has("t") else None,
        exploration=options.whole("x", MOST_EXPLORATION, high=MOST_EXPLORATION),
        limit_s=options.find_seconds("l"),
        seconds=options.find_seconds("luco_seconds"),
        steps=options.find_whole("luco_steps"),
        seed=options.whole("luco_seed"),
    )


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
