"""Writes both sides of a matrix in one reading, in bounded memory.

Lines (rows, or columns if X is stored by column) go to their side as they come. Each block of them is also sorted to
the other side and laid down as a run; the runs are then merged, some crossing lines at a time. Nothing is written or
read in small pieces, and no step holds more than a few blocks.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

import numpy as np

from ..errors import CancelledError
from . import kernels
from .files import ArrayFile
from .source import Block, Source

THREADS = 2
BLOCK_BYTES = 24 << 20
"""One block, or one part of the merged side. Up to three are held, each up to twice (as read and as sorted)."""


class SidesWriter:
    """Makes the files of a store in a folder.

    Parameters
    ----------
    folder
        Where to.
    source
        X, for its shape and layout.
    stored
        The type of the values.
    cancel
        Checked between blocks.
    """

    def __init__(
        self,
        folder: Path,
        source: Source,
        stored: np.dtype,
        cancel: threading.Event,
        block_bytes: int = BLOCK_BYTES,
    ) -> None:
        self._folder = folder
        self._lines, self._width = source.lines, source.width
        self._stored = stored
        self._cancel = cancel
        self.block_entries = max(1, block_bytes // (4 + stored.itemsize))
        i4, i8 = np.dtype("<i4"), np.dtype("<i8")
        along, across = ("columns", "rows") if source.layout == "csc" else ("rows", "columns")
        self._along = [ArrayFile(folder / f"{along}.{name}", kind) for name, kind in _side(stored)]
        self._across = [ArrayFile(folder / f"{across}.{name}", kind) for name, kind in _side(stored)]
        self._run_starts = ArrayFile(folder / "runs.starts", i4)
        self._run_indices = ArrayFile(folder / "runs.indices", i4)
        self._run_values = ArrayFile(folder / "runs.values", stored)
        self._line_starts = np.zeros(source.lines + 1, i8)
        self._crossing_counts = np.zeros(source.width, i8)
        self._run_offsets: list[int] = []
        self._counting = threading.Lock()
        self.entries = 0

    def write(self, blocks: Iterable[Block], progress: Callable[[float], None]) -> None:
        """Write everything. `progress` is told of 0 to 1."""
        with ThreadPoolExecutor(THREADS, "matrix-store") as pool:
            for done in self._each(pool, self._sort_block, self._placed(blocks)):
                progress(0.6 * done / max(1, self._lines))
            merged = 0
            self._along[0].write(0, self._line_starts)
            crossing_starts = np.concatenate([[0], np.cumsum(self._crossing_counts)])
            self._across[0].write(0, crossing_starts)
            for done in self._each(pool, self._merge, self._parts(crossing_starts)):
                merged += done
                progress(0.6 + 0.35 * merged / max(1, self.entries))
        for number, file in enumerate([*self._along, *self._across]):
            self._check()
            file.sync()
            progress(0.95 + 0.05 * (number + 1) / 6)
        for file in (self._run_starts, self._run_indices, self._run_values):
            file.path.unlink()

    def _check(self) -> None:
        if self._cancel.is_set():
            raise CancelledError

    def _each(
        self, pool: ThreadPoolExecutor, work: Callable[..., int], tasks: Iterator[tuple[object, ...]]
    ) -> Iterator[int]:
        """Do the tasks, no more than there are threads ahead of the reading."""
        waiting: set[Future[int]] = set()
        for task in tasks:
            self._check()
            waiting.add(pool.submit(work, *task))
            del task
            while len(waiting) >= THREADS:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield max(future.result() for future in done)
        for future in waiting:
            yield future.result()

    def _placed(self, blocks: Iterable[Block]) -> Iterator[tuple[Block, int, int]]:
        for block in blocks:
            last = block.first + len(block.indptr) - 1
            self._line_starts[block.first + 1 : last + 1] = block.indptr[1:] + self.entries
            number = len(self._run_offsets)
            self._run_offsets.append(self.entries)
            self.entries += len(block.values)
            yield block, number, self._run_offsets[number]

    def _sort_block(self, block: Block, run: int, offset: int) -> int:
        self._along[1].write(offset, block.indices)
        self._along[2].write(offset, block.values)
        starts = np.zeros(self._width + 2, np.int32)
        indices, values = np.empty_like(block.indices), np.empty_like(block.values)
        kernels.transpose(block.indptr, block.indices, block.values, block.first, starts, indices, values)
        self._run_starts.write(run * (self._width + 1), starts[:-1])
        self._run_indices.write(offset, indices)
        self._run_values.write(offset, values)
        with self._counting:
            self._crossing_counts += np.diff(starts[:-1])
        return block.first + len(block.indptr) - 1

    def _parts(self, crossing_starts: np.ndarray) -> Iterator[tuple[int, int, np.ndarray]]:
        first = 0
        # The starts of all runs are held for one part: where lines are long, parts must not get too wide.
        widest = max(1, self.block_entries // max(1, len(self._run_offsets)))
        while first < self._width:
            last = int(np.searchsorted(crossing_starts, crossing_starts[first] + self.block_entries, side="right")) - 1
            last = min(max(last, first + 1), first + widest, self._width)
            yield first, last, crossing_starts
            first = last

    def _merge(self, first: int, last: int, crossing_starts: np.ndarray) -> int:
        at, end = int(crossing_starts[first]), int(crossing_starts[last])
        if at == end:
            return 0
        runs = len(self._run_offsets)
        starts = np.empty((runs, last - first + 1), np.int32)
        of_run = [run * (self._width + 1) for run in range(runs)]
        self._run_starts.read([(place + first, place + last + 1) for place in of_run], starts.reshape(-1))
        ends = zip(self._run_offsets, starts[:, 0].tolist(), starts[:, -1].tolist(), strict=True)
        parts = [(offset + start, offset + end) for offset, start, end in ends]
        indices, values = np.empty(end - at, np.int32), np.empty(end - at, self._stored)
        self._run_indices.read(parts, indices)
        self._run_values.read(parts, values)
        offsets = np.concatenate([[0], np.cumsum(starts[:, -1] - starts[:, 0], dtype=np.int64)])
        out_indices, out_values = np.empty_like(indices), np.empty_like(values)
        kernels.merge_runs(starts, offsets, indices, values, out_indices, out_values)
        self._across[1].write(at, out_indices)
        self._across[2].write(at, out_values)
        return end - at


def _side(stored: np.dtype) -> list[tuple[str, np.dtype]]:
    return [("indptr", np.dtype("<i8")), ("indices", np.dtype("<i4")), ("values", stored)]
