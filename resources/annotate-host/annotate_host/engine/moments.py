"""Mean and variance of each gene over two sets of cells, streamed: what is held grows with the genes only."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from . import moments_kernels as kernels
from .cancel import Cancel
from .errors import CancelledError
from .store.matrix import Compressed, Matrix

BLOCK_ENTRIES = 1 << 22
"""Entries between two looks at the cancellation: a few hundredths of a second."""

LOWEST = 19
"""Niceness: next to nothing of a processor that something else of this service wants."""

COLUMN_COST = 0.75
"""What passing one entry by column costs, if adding one by row costs 1."""


@dataclass(frozen=True)
class Moments:
    """Of each gene, over one set of cells. Not finite ones are zero, as Annotate has it.

    Attributes
    ----------
    mean, variance
        float64; the variance is the unbiased one, zero for a single cell.
    cells
        How many there are in the set.
    """

    mean: np.ndarray
    variance: np.ndarray
    cells: int


def moments(
    matrix: Matrix,
    mask_a: np.ndarray,
    mask_b: np.ndarray,
    *,
    log1p: bool,
    cancel: Cancel | None = None,
    threads: int = 1,
) -> tuple[Moments, Moments]:
    """Work out both sets' moments, along the side that is the shorter way.

    Parameters
    ----------
    mask_a, mask_b
        For each cell, whether it is in the set. The sets may overlap.
    log1p
        Look at log(1 + x) instead of x.
    cancel
        Set it to have this raise `CancelledError` soon.
    threads
        How many to share the work between; each needs 32 bytes a gene.
    """
    table = kernels.LOG1P_OF_COUNTS if log1p else kernels.NO_LOG1P
    sets = [np.flatnonzero(mask) for mask in (mask_a, mask_b)]
    crew = _Crew(cancel, threads)
    if matrix.columns is not None and _columns_are_shorter(matrix.rows, matrix.columns, sets):
        sums = _by_column(matrix.columns, matrix.shape[0], sets, table, crew)
    elif matrix.rows is not None:
        sums = _by_row(matrix.rows, matrix.shape[1], sets, table, crew)
    else:
        raise ValueError("X has no sides")
    return _finish(sums[0], len(sets[0])), _finish(sums[1], len(sets[1]))


def _columns_are_shorter(rows: Compressed | None, columns: Compressed, sets: list[np.ndarray]) -> bool:
    if rows is None:
        return True
    by_row = sum(int((rows.indptr[cells + 1] - rows.indptr[cells]).sum()) for cells in sets)
    return by_row > COLUMN_COST * columns.entries


@dataclass(frozen=True)
class _Crew:
    cancel: Cancel | None
    threads: int

    def do(self, steps: list[Iterator[Callable[[], None]]]) -> None:
        """Do several sequences of steps side by side."""
        with ThreadPoolExecutor(self.threads, "differential-expression", initializer=give_way) as pool:
            for done in [pool.submit(self._do_one, sequence) for sequence in steps]:
                done.result()

    def _do_one(self, steps: Iterator[Callable[[], None]]) -> None:
        for step in steps:
            if self.cancel is not None and self.cancel.is_set():
                raise CancelledError
            step()


def give_way() -> None:
    """Have this thread leave the processor to what people wait for: pages, and everything that is quick to answer.

    Only Linux knows priorities of single threads; elsewhere this does nothing. A thread cannot take it back.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, LOWEST)


def _by_row(side: Compressed, genes: int, sets: list[np.ndarray], table: np.ndarray, crew: _Crew) -> list[np.ndarray]:
    shares = [list(np.array_split(rows, crew.threads)) for rows in sets]
    sums = [[np.zeros((genes, kernels.FIELDS)) for _ in range(crew.threads)] for _ in sets]

    def steps(thread: int) -> Iterator[Callable[[], None]]:
        for which in range(len(sets)):
            rows = shares[which][thread]
            for block in _blocks(np.cumsum(side.indptr[rows + 1] - side.indptr[rows])):
                yield lambda block=block, rows=rows, which=which: kernels.add_rows(
                    side.indptr, side.indices, side.values, rows[block], table, sums[which][thread]
                )

    crew.do([steps(thread) for thread in range(crew.threads)])
    return [_together(parts) for parts in sums]


def _by_column(
    side: Compressed, cells: int, sets: list[np.ndarray], table: np.ndarray, crew: _Crew
) -> list[np.ndarray]:
    member = np.zeros(cells, np.uint8)
    for bit, rows in enumerate(sets):
        member[rows] |= 1 << bit
    sums = [np.zeros((len(side.indptr) - 1, kernels.FIELDS)) for _ in sets]
    blocks = list(_blocks(side.indptr[1:]))

    def steps(thread: int) -> Iterator[Callable[[], None]]:
        for block in blocks[thread :: crew.threads]:
            yield lambda block=block: kernels.add_columns(
                side.indptr, side.indices, side.values, block.start, block.stop, member, table, sums[0], sums[1]
            )

    crew.do([steps(thread) for thread in range(crew.threads)])
    return sums


def _blocks(ends: np.ndarray) -> Iterator[slice]:
    """Cut lines into blocks of about as many entries, given where each line ends."""
    first, done = 0, 0
    while first < len(ends):
        last = max(first + 1, int(np.searchsorted(ends, done + BLOCK_ENTRIES, side="right")))
        yield slice(first, last)
        first, done = last, int(ends[last - 1])


def _together(parts: list[np.ndarray]) -> np.ndarray:
    """Add up the sums of different rows, all as distances from the first part's first entry."""
    whole = parts[0]
    for part in parts[1:]:
        count, first, total, squares = part.T
        base = np.where(whole[:, kernels.COUNT] > 0, whole[:, kernels.FIRST], first)
        whole[:, kernels.FIRST] = base
        whole[:, kernels.COUNT] += count
        with np.errstate(all="ignore"):
            shift = first - base
            whole[:, kernels.SUM] += total + count * shift
            whole[:, kernels.SQUARES] += squares + 2 * shift * total + count * shift * shift
    return whole


def _finish(sums: np.ndarray, cells: int) -> Moments:
    count, first, total, squares = sums.T
    with np.errstate(all="ignore"):
        apart = total / np.maximum(count, 1)
        among_entries = squares - total * apart
        mean_of_entries = first + apart
        share = count / max(cells, 1)
        # The cells without an entry are zeros: their part of the variance is what the two means are apart.
        spread = among_entries + mean_of_entries * mean_of_entries * count * (1 - share)
        mean = mean_of_entries * share
        variance = np.maximum(spread, 0) / (cells - 1) if cells > 1 else np.zeros_like(mean)
    variance[~np.isfinite(variance) | ~np.isfinite(mean)] = 0
    mean[~np.isfinite(mean)] = 0
    return Moments(mean, variance, cells)
