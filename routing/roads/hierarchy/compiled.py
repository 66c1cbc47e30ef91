"""Compile a function to machine code, once per machine."""

from collections.abc import Callable
from typing import TypeVar

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Return the function compiled by numba: kept on disk, free of the interpreter's lock.

    What numba keeps is renewed when the source file of the function itself changes, not when a
    file it calls does; so compiled functions that call each other live in one file.
    """
    fast: Function = njit(function, cache=True, nogil=True)
    return fast


def inlined(function: Function) -> Function:
    """Return the function compiled into its callers: for the few lines an inner loop calls."""
    fast: Function = njit(function, cache=True, nogil=True, forceinline=True)
    return fast
