"""What every test of the house may rely on."""

import os
from pathlib import Path

import matplotlib as mpl
import pytest
from hypothesis import settings

mpl.use("Agg")

# The same examples on every machine and at every run; nothing is kept between runs.
settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser that scripts/test found (or installed)."""
    path = os.environ.get("LUCO_CHROMIUM", "/usr/bin/chromium")
    if not Path(path).exists():
        pytest.fail(f"LUCO_CHROMIUM = {path}: no such file; run ./scripts/test --no-browser")
    return path
