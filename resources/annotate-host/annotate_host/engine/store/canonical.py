"""Sorts the entries of each row and adds duplicates up, as scipy does when it makes a matrix dense."""

import numpy as np

ENTRIES_AT_ONCE = 1 << 20


def canonical(indptr: np.ndarray, indices: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the same rows with their entries sorted and without duplicates.

    Duplicates are added up in the order they are stored in, in their own type: where rounding shows, it shows as in
    what Annotate would have sent.
    """
    counts = np.empty(len(indptr), np.int64)
    counts[0] = 0
    kept_indices, kept_values = [], []
    first = 0
    while first < len(indptr) - 1:
        last = int(np.searchsorted(indptr, indptr[first] + ENTRIES_AT_ONCE, side="right")) - 1
        last = max(last, first + 1)
        part = slice(indptr[first], indptr[last])
        rows = np.repeat(np.arange(last - first, dtype=np.int32), np.diff(indptr[first : last + 1]))
        order = np.lexsort((indices[part], rows))
        rows, columns = rows[order], indices[part][order]
        is_new = np.ones(len(order), bool)
        is_new[1:] = (np.diff(rows) != 0) | (np.diff(columns) != 0)
        summed = np.zeros(np.count_nonzero(is_new), values.dtype)
        np.add.at(summed, np.cumsum(is_new) - 1, values[part][order])
        kept_indices.append(columns[is_new])
        kept_values.append(summed)
        counts[first + 1 : last + 1] = np.bincount(rows[is_new], minlength=last - first)
        first = last
    return np.cumsum(counts), np.concatenate(kept_indices), np.concatenate(kept_values)
