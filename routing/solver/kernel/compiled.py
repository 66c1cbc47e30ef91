"""Compile functions to machine code, once per machine."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Return a function compiled by numba for use by other compiled functions only.

    It must not make arrays: without reference counting it compiles in half the time.
    """
    return _compile(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def compiled_entry(function: Function) -> Function:
    """Return a function compiled as by `compiled`, which Python may call as well."""
    return _compile(function)


def compiled_inline(function: Function) -> Function:
    """Return a function that becomes part of its compiled callers, for what has one caller."""
    return _compile(function, inline="always")


def sized(value: int) -> int:
    """Return a constant that compiled functions take as any whole number.

    A plain constant would make numba compile what it is given to once for its value alone.
    """
    return cast("int", np.int64(value))  # to numba it is an int64, to readers a whole number


def _compile(function: Function, **flags: object) -> Function:
    numba_njit: Any = numba.njit  # its stubs do not know all of its flags
    with _kept_in(Path(__file__).parent / "__pycache__" / _fingerprint()):
        made: Function = numba_njit(cache=True, nogil=True, _nrt=False, **flags)(function)
    return made


@cache
def _fingerprint() -> str:
    """Return a name for the sources of this folder.

    By itself numba renews what it keeps when the file of a function changes, but not when a
    file it calls does.
    """
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]


@contextmanager
def _kept_in(folder: Path) -> Iterator[None]:
    """Let numba keep machine code in a folder; where it cannot write there, as it is used to."""
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = before or str(folder)
    try:
        yield
    finally:
        settings.CACHE_DIR = before
