"""``python -m api.jobs``: one planner process, as `luco serve` starts them."""
# ruff: noqa: PLC0415 - the parent is watched before everything else is loaded

import sys

from api.jobs.parent import Parent


def main() -> int:
    """Work until the parent ends or a signal comes."""
    parent = Parent()
    from api.jobs.worker import run_worker
    from api.logs import set_up_logs
    from api.settings import load_settings

    set_up_logs()
    return run_worker(load_settings(), parent.ready())


if __name__ == "__main__":
    sys.exit(main())
