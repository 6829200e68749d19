"""The loops over X that differential expression is made of.

Of each gene they keep how many entries there are, the first of them, and the sums of the distances from it and of
their squares. A sum of plain squares would lose a small variance beside a large mean; the first entry is never further
from the mean than the variance can tell.

Places in arrays are unsigned, for those a compiled loop does not have to be ready for counting from the end.
"""

# ruff: noqa: PLR0917  Compiled loops take arrays, not objects, and no names.

import numpy as np

from .compile import compiled

COUNT, FIRST, SUM, SQUARES, FIELDS = 0, 1, 2, 3, 4

LOG1P_OF_COUNTS = np.log1p(np.arange(4096, dtype=np.float64))
NO_LOG1P = np.empty(0, np.float64)


@compiled
def _transformed(value: float, log1p: np.ndarray) -> float:
    # Counts are small integers nearly always, and the logarithm is most of the work.
    if 0 <= value < len(log1p):
        whole = int(value)
        if whole == value:
            return log1p[whole]
    return np.log1p(value)


@compiled
def add_rows(
    indptr: np.ndarray,
    indices: np.ndarray,
    values: np.ndarray,
    rows: np.ndarray,
    log1p: np.ndarray,
    sums: np.ndarray,
) -> None:
    """Add some rows of X to the sums of each gene.

    Parameters
    ----------
    log1p
        `LOG1P_OF_COUNTS` to look at log(1 + x), `NO_LOG1P` to look at x.
    sums
        Genes by `FIELDS`: one gene's are side by side, for the sake of the processor's cache.
    """
    for row in rows:
        for entry in range(np.uint64(indptr[row]), np.uint64(indptr[row + 1])):
            gene = np.uint32(indices[entry])
            value = np.float64(values[entry])
            if len(log1p):
                value = _transformed(value, log1p)
            if sums[gene, COUNT] == 0:
                sums[gene, FIRST] = value
            distance = value - sums[gene, FIRST]
            sums[gene, COUNT] += 1
            sums[gene, SUM] += distance
            sums[gene, SQUARES] += distance * distance


@compiled
def _first_of(
    bit: int, start: int, end: int, indices: np.ndarray, values: np.ndarray, sets: np.ndarray, log1p: np.ndarray
) -> float:
    for entry in range(start, end):
        if sets[np.uint32(indices[entry])] & bit:
            value = np.float64(values[entry])
            return _transformed(value, log1p) if len(log1p) else value
    return 0.0


@compiled
def add_columns(
    indptr: np.ndarray,
    indices: np.ndarray,
    values: np.ndarray,
    first: int,
    last: int,
    sets: np.ndarray,
    log1p: np.ndarray,
    sums_a: np.ndarray,
    sums_b: np.ndarray,
) -> None:
    """Work out the sums of some genes, for two sets of cells at once.

    Parameters
    ----------
    first, last
        From which gene up to which.
    sets
        For each cell: 1 if it is in the first set, plus 2 if it is in the second.
    """
    for gene in range(first, last):
        start, end = np.uint64(indptr[gene]), np.uint64(indptr[gene + 1])
        first_a = _first_of(1, start, end, indices, values, sets, log1p)
        first_b = _first_of(2, start, end, indices, values, sets, log1p)
        count_a = count_b = 0
        sum_a = sum_b = squares_a = squares_b = 0.0
        for entry in range(start, end):
            member = sets[np.uint32(indices[entry])]
            value = np.float64(values[entry])
            if len(log1p) and member:
                value = _transformed(value, log1p)
            # Chosen between, not jumped around: which cells are in a set is nothing a processor can guess. Nor
            # multiplied by the membership: the values of other cells may be infinite.
            distance_a = value - first_a if member & 1 else 0.0
            distance_b = value - first_b if member & 2 else 0.0
            count_a += member & 1
            count_b += member >> 1
            sum_a += distance_a
            sum_b += distance_b
            squares_a += distance_a * distance_a
            squares_b += distance_b * distance_b
        sums_a[gene, COUNT], sums_a[gene, FIRST] = count_a, first_a
        sums_a[gene, SUM], sums_a[gene, SQUARES] = sum_a, squares_a
        sums_b[gene, COUNT], sums_b[gene, FIRST] = count_b, first_b
        sums_b[gene, SUM], sums_b[gene, SQUARES] = sum_b, squares_b
