"""Secrets: files of the data folder, readable by its owner alone, never in the database.

`secret.key` is the installation's own, made when it is first needed; what we give others to know
us by is derived from it.
"""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Final

from api.settings import Settings

_KEY_BYTES: Final = 32


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


def derive_secret(settings: Settings, purpose: str, name: str) -> str:
    """Return the secret of a thing of ours; the same one each time."""
    key = _installation_key(settings)
    made = hmac.digest(key, f"{purpose}\0{name}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _installation_key(settings: Settings) -> bytes:
    """Return the key of this installation, made when there is none."""
    path = settings.data_dir / "secret.key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"secret.{secrets.token_hex(8)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(secrets.token_bytes(_KEY_BYTES))
        try:
            os.link(draft, path)  # the first of several processes makes it, whole at once
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()


def _path(settings: Settings, name: str) -> Path:
    return settings.data_dir / "secrets" / name
