"""Compile a function to machine code, once per machine."""

from collections.abc import Callable
from typing import Any, TypeVar

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Return the function compiled by numba: kept on disk, free of the interpreter's lock.

    What numba keeps is renewed when the source file of the function itself changes, not when a
    file it calls does; so compiled functions that call each other live in one file.
    """
    return _compile(function)


def compiled_inner(function: Function) -> Function:
    """Return the function compiled for compiled callers only, which takes less time."""
    return _compile(function, no_cpython_wrapper=True)


def inlined(function: Function) -> Function:
    """Return the function compiled into its callers: for the few lines an inner loop calls.

    It must not make arrays: without the counting of references it compiles faster still.
    """
    return _compile(function, no_cpython_wrapper=True, forceinline=True, _nrt=False)


def _compile(function: Function, **flags: bool) -> Function:
    numba_njit: Any = numba.njit  # its stubs do not know all of its flags
    made: Function = numba_njit(cache=True, nogil=True, no_cfunc_wrapper=True, **flags)(function)
    return made
