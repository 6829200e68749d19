"""The loops that turn a matrix from one side to the other."""

# ruff: noqa: PLR0917  Compiled loops take arrays, not objects, and no names.

import numpy as np

from ..compile import compiled


@compiled
def is_canonical(indptr: np.ndarray, indices: np.ndarray) -> bool:
    """Tell whether the indices of every row go up, without duplicates."""
    for row in range(len(indptr) - 1):
        for entry in range(indptr[row] + 1, indptr[row + 1]):
            if indices[entry] <= indices[entry - 1]:
                return False
    return True


@compiled
def count_dense(bits: np.ndarray, indptr: np.ndarray) -> None:
    """Count what has to be kept of each row of a dense block: all but zero, which has no bits (minus zero has one)."""
    indptr[0] = 0
    for row in range(bits.shape[0]):
        kept = 0
        for column in range(bits.shape[1]):
            kept += bits[row, column] != 0
        indptr[row + 1] = indptr[row] + kept


@compiled
def compress_dense(bits: np.ndarray, indices: np.ndarray, out_bits: np.ndarray) -> None:
    """Write what has to be kept of a dense block, row by row."""
    entry = 0
    for row in range(bits.shape[0]):
        for column in range(bits.shape[1]):
            if bits[row, column] != 0:
                indices[entry] = column
                out_bits[entry] = bits[row, column]
                entry += 1


@compiled
def transpose(
    indptr: np.ndarray,
    indices: np.ndarray,
    values: np.ndarray,
    first: int,
    starts: np.ndarray,
    out_indices: np.ndarray,
    out_values: np.ndarray,
) -> None:
    """Sort the entries of a block of rows by column, then row.

    Parameters
    ----------
    first
        The number of the block's first row in the whole matrix.
    starts
        Zeros, one more than there are columns and one for good measure; becomes where each column starts.
    """
    for entry in range(len(indices)):
        starts[np.uint32(indices[entry]) + np.uint32(2)] += 1
    for column in range(2, len(starts)):
        starts[column] += starts[column - 1]
    for row in range(len(indptr) - 1):
        for entry in range(indptr[row], indptr[row + 1]):
            column = np.uint32(indices[entry]) + np.uint32(1)
            place = np.uint32(starts[column])
            out_indices[place] = first + row
            out_values[place] = values[entry]
            starts[column] = place + 1


@compiled
def merge_runs(
    starts: np.ndarray,
    offsets: np.ndarray,
    indices: np.ndarray,
    values: np.ndarray,
    out_indices: np.ndarray,
    out_values: np.ndarray,
) -> None:
    """Put the parts that several blocks have of the same columns together, column by column.

    Parameters
    ----------
    starts
        For each run (a block sorted by column), where each column starts in it, and where the last one ends.
    offsets
        Where the part of each run is in `indices` and `values`.
    """
    place = 0
    for column in range(starts.shape[1] - 1):
        for run in range(starts.shape[0]):
            shift = offsets[run] - starts[run, 0]
            for entry in range(starts[run, column] + shift, starts[run, column + 1] + shift):
                out_indices[place] = indices[entry]
                out_values[place] = values[entry]
                place += 1
