"""Writing a file that a user named."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from routing.errors import InputError, fault


@contextmanager
def to_file(path: Path) -> Iterator[None]:
    """Turn a failure to write into a fault that names the file.

    Raises
    ------
    InputError
        When the system refuses to write.
    """
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError([fault("cli.cannot_write", file=str(path), why=why)]) from error
