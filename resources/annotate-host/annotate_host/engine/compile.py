"""Compiles the loops over the matrix so that other threads run while they do."""

import contextlib
from collections.abc import Callable
from typing import Any

from numba import config, njit


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a loop, without the GIL, and keep the result in ``NUMBA_CACHE_DIR``.

    Divisions by zero follow IEEE 754 as numpy's do. Without that variable nothing is kept: numba would do so beside our
    files, in an application that may be signed, or read-only.
    """
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
    if config.CACHE_DIR:
        with contextlib.suppress(RuntimeError):  # Nowhere can it be kept.
            return njit(cache=True, **options)(function)
    return njit(**options)(function)
