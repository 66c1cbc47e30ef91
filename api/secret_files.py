"""Secrets that others gave us: files of the data folder, readable by its owner alone."""

import os
from pathlib import Path

from api.settings import Settings


def keep_secret(settings: Settings, name: str, secret: str) -> None:
    """Write a secret down under a name of ours."""
    path = _path(settings, name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(secret)


def find_secret(settings: Settings, name: str) -> str | None:
    """Return a secret, or None."""
    try:
        return _path(settings, name).read_text("utf-8")
    except FileNotFoundError:
        return None


def drop_secret(settings: Settings, name: str) -> None:
    """Forget a secret."""
    _path(settings, name).unlink(missing_ok=True)


def _path(settings: Settings, name: str) -> Path:
    return settings.data_dir / "secrets" / name
