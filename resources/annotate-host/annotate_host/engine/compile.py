"""Compiles the loops over the matrix so that other threads run while they do."""

from collections.abc import Callable
from typing import Any

from numba import njit


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a loop, without the GIL, and keep the result in ``NUMBA_CACHE_DIR``.

    Divisions by zero follow IEEE 754 as numpy's do. Results are only kept where there is a folder to keep them in:
    the program's own may be read-only, and numba refuses a kept function for want of one.
    """
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
    try:
        return njit(cache=True, **options)(function)
    except RuntimeError:
        return njit(**options)(function)
