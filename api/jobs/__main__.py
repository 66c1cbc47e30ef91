"""``python -m api.jobs``: one planner process, as `luco serve` starts them."""

import sys

from api.jobs.worker import run_worker
from api.logs import set_up_logs
from api.settings import load_settings

if __name__ == "__main__":
    set_up_logs()
    sys.exit(run_worker(load_settings(), with_parent=True))
