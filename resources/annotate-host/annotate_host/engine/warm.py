"""Has the loops compiled before anybody waits for them."""

import numpy as np
from numpy.typing import DTypeLike

from .columns import mean_of_columns
from .moments import moments
from .store.matrix import STORED_DTYPES, Compressed, Matrix


def warm(dtypes: tuple[DTypeLike, ...] = STORED_DTYPES) -> None:
    """Compile the loops that answer requests, for some types of values, or fetch them from ``NUMBA_CACHE_DIR``.

    Takes seconds the first time on a machine and some tenths of one later; meant for a thread of a host that waits.
    A host that knows its dataset needs one type, `Matrix.dtype`; one that does not is best off with float32.
    """
    mask = np.ones(1, bool)
    for dtype in map(np.dtype, dtypes):
        side = Compressed(np.array([0, 1], np.int64), np.zeros(1, np.int32), np.ones(1, dtype))
        for rows, columns in ((side, None), (None, side)):
            moments(Matrix((1, 1), "csr", dtype, rows, columns), mask, mask, log1p=False)
        mean_of_columns(Matrix((1, 1), "csr", dtype, None, side), np.zeros(1, np.int64))
