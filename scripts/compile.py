"""Compile what is compiled on this machine, so that the first plan need not wait for it.

Both parts at once, each in a process of its own; the machine code is kept where NUMBA_CACHE_DIR
says. Run by scripts/setup. Usage: .venv/bin/python scripts/compile.py
"""

import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from routing.roads.hierarchy import warm_up
from routing.solver.ready import ready_desk

PARTS = {
    "đường đi · roads": warm_up,
    "xếp chuyến · planning": ready_desk,
}


def show(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    start = time.monotonic()
    with ProcessPoolExecutor(len(PARTS), mp_context=get_context("spawn")) as pool:
        running = {pool.submit(part): name for name, part in PARTS.items()}
        for done in as_completed(running):
            done.result()
            show(f"  ✓ {running[done]}: {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
