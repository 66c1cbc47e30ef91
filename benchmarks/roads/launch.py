"""Run a program; print last the seconds it took, those of a processor, and its peak of MB."""

import os
import subprocess
import sys
import time

# As users start programs: Python keeps what it compiled of them.
kept = {name: told for name, told in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
start = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], env=kept)
_, status, used = os.wait4(child.pid, 0)
print(
    time.perf_counter() - start,
    used.ru_utime + used.ru_stime,
    used.ru_maxrss / 1024,
    flush=True,
)
sys.exit(os.waitstatus_to_exitcode(status))
