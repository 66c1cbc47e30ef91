"""Plan files on disk, read with every fault named."""

import json
from pathlib import Path
from typing import Final

from routing.errors import Fault, InputError, fault
from routing.formats.plan_from_json import plan_from_json
from routing.plan.plan import Plan

MAX_PLAN_BYTES: Final = 200_000_000


def read_plan(path: Path) -> Plan:
    """Return the plan of a file.

    Raises
    ------
    InputError
        When the file cannot be read, is not JSON, or holds no plan; with every fault.
    """
    name = path.name
    try:
        size = path.stat().st_size
        if size > MAX_PLAN_BYTES:
            too_big = fault("outputs.too_big", file=name, bytes=size, limit=MAX_PLAN_BYTES)
            raise InputError([too_big])
        document = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError([fault("outputs.not_readable", file=name, why=why)]) from error
    except UnicodeDecodeError as error:
        raise InputError([fault("outputs.not_utf8", file=name)]) from error
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        raise InputError([Fault("outputs.not_json", tuple(where.items()), name)]) from error
    return plan_from_json(document, file=name)
