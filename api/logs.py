"""Logs of the server's processes: one line an event, on standard error."""

import logging


def set_up_logs(level: int = logging.INFO) -> None:
    """Write this process's logs to standard error, other libraries' only when they warn."""
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    for name in ("api", "routing"):
        logging.getLogger(name).setLevel(level)
