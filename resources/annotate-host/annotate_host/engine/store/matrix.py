"""A matrix by row and by column, as plain arrays that compiled loops can read."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import sparse

Layout = Literal["csr", "csc", "dense"]

STORED_DTYPES = (np.dtype("<f4"), np.dtype("<f8"), np.dtype("<i4"))


def served_dtype(dtype: np.dtype) -> np.dtype:
    """Tell as what Annotate has the values in memory, and so calculates with them.

    It casts what float32 holds exactly (bool, float16, 8 and 16 bit integers) to float32 and keeps the rest. 64 bit
    integers it sends as int32, and refuses to load those that do not fit.
    """
    if dtype.kind not in "biuf" or dtype.itemsize > 8:
        raise TypeError(f"X of {dtype} is not supported")
    if np.can_cast(dtype, np.float32):
        return np.dtype("<f4")
    return np.dtype("<f8") if dtype.kind == "f" else np.dtype("<i4")


@dataclass(frozen=True)
class Compressed:
    """A sparse matrix along its rows (or columns), with sorted indices and no duplicates.

    Attributes
    ----------
    indptr
        int64, whatever the number of entries: only offsets can go beyond 2³¹.
    indices
        int32: the column (or row) of each entry.
    values
        One of `STORED_DTYPES`; explicit zeros are kept.
    """

    indptr: np.ndarray
    indices: np.ndarray
    values: np.ndarray

    def __post_init__(self) -> None:
        # One kind of array, so that each loop is compiled once: kept apart by numba are writable and not.
        for array in (self.indptr, self.indices, self.values):
            array.flags.writeable = False

    @property
    def entries(self) -> int:
        """How many values there are."""
        return len(self.values)


@dataclass(frozen=True)
class Matrix:
    """X, with at least one of its two sides.

    Attributes
    ----------
    shape
        Cells, genes.
    layout
        How X is in the file. It decides in which order Annotate sums, and so the last bits of its answers.
    dtype
        As what Annotate has it in memory; `Compressed.values` may be narrower if it holds the same values.
    rows, columns
        The sides.
    """

    shape: tuple[int, int]
    layout: Layout
    dtype: np.dtype
    rows: Compressed | None
    columns: Compressed | None


def matrix_in_memory(x: object) -> Matrix | None:
    """Look at the matrix Annotate has loaded, without a copy of it; None if it is not of a kind we can read."""
    if not isinstance(x, sparse.csr_matrix | sparse.csc_matrix):
        return None
    if x.dtype not in STORED_DTYPES or x.indices.dtype != np.int32 or not x.has_canonical_format:
        return None
    side = Compressed(x.indptr.astype(np.int64), x.indices.view(), x.data.view())
    by_row = isinstance(x, sparse.csr_matrix)
    return Matrix(x.shape, "csr" if by_row else "csc", x.dtype, side if by_row else None, None if by_row else side)
