"""Reads X of an .h5ad file from beginning to end, a block at a time, as Annotate would have it in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import h5py
import numpy as np

from ..errors import StoreError
from . import kernels
from .canonical import canonical
from .distribution import DistributionWatch
from .matrix import Layout, served_dtype

READ = 1 << 20
"""Values read at once: small, since they are in the file's own, perhaps wider, type."""


TALLEST_BYTES = 48 << 20
"""The largest block of a dense matrix, as it is in the file."""

TOO_LARGE = "it has integers beyond 32 bits, which Annotate refuses"


class InexactError(Exception):
    """A value does not survive being stored in the narrower type."""


@dataclass(frozen=True)
class Block:
    """Some rows of a CSR or dense X, or some columns of a CSC one ("lines"), sorted and without duplicates."""

    first: int
    indptr: np.ndarray
    indices: np.ndarray
    values: np.ndarray


class Source:
    """X of one file, open for reading."""

    def __init__(self, file: h5py.File) -> None:
        self._file = file
        if "X" not in file:
            raise StoreError("store-unsupported-matrix", reason="there is no X")
        self._x: h5py.Group | h5py.Dataset = file["X"]
        try:
            self.layout, self.shape = _describe(self._x)
            self.dtype = served_dtype(self._values.dtype)
        except (TypeError, KeyError, ValueError) as problem:
            raise StoreError("store-unsupported-matrix", reason=str(problem)) from problem

    @classmethod
    def open(cls, dataset: Path) -> Self:
        """Open a file, never for writing."""
        try:
            return cls(h5py.File(dataset, "r"))
        except OSError as problem:
            raise StoreError("store-broken-matrix", reason=str(problem)) from problem

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._file.close()

    @property
    def lines(self) -> int:
        """How many rows there are, or columns if that is how X is stored."""
        return self.shape[1] if self.layout == "csc" else self.shape[0]

    @property
    def width(self) -> int:
        """How long a line is."""
        return self.shape[0] if self.layout == "csc" else self.shape[1]

    def estimate_entries(self) -> int:
        """Tell how many entries to expect: of a dense matrix, from a sample of its rows."""
        if self.layout != "dense":
            return len(self._values)
        step = max(1, self.lines // 32)
        height = max(1, min(8, READ // max(1, self.width)))
        samples = [np.count_nonzero(self._x[row : row + height]) for row in range(0, self.lines, step)]
        seen = sum(min(height, self.lines - row) for row in range(0, self.lines, step)) * self.width
        return min(self.lines * self.width, int(1.1 * sum(samples) / max(1, seen) * self.lines * self.width) + READ)

    def blocks(self, stored: np.dtype, entries: int, watch: DistributionWatch) -> Iterator[Block]:
        """Read it all.

        Parameters
        ----------
        stored
            The type of the blocks' values.
        entries
            As many a block, unless one line has more.
        watch
            Is shown every value, as Annotate would have it.

        Raises
        ------
        InexactError
            A value cannot be had in the type asked for.
        StoreError
            X is not what a sparse matrix has to be, or holds integers Annotate does not load.
        """
        try:
            read = self._dense if self.layout == "dense" else self._sparse
            yield from read(stored, entries, watch)
        except (OSError, KeyError) as problem:
            raise StoreError("store-broken-matrix", reason=str(problem)) from problem

    @property
    def _values(self) -> h5py.Dataset:
        return self._x if self.layout == "dense" else self._x["data"]

    def _sparse(self, stored: np.dtype, entries: int, watch: DistributionWatch) -> Iterator[Block]:
        pointers = self._x["indptr"][:].astype(np.int64)
        total = min(len(self._x["data"]), len(self._x["indices"]))
        if len(pointers) != self.lines + 1 or pointers[0] != 0 or pointers[-1] > total or np.any(np.diff(pointers) < 0):
            raise StoreError("store-broken-matrix", reason="its indptr does not fit its data")
        first = 0
        while first < self.lines:
            last = int(np.searchsorted(pointers, pointers[first] + entries, side="right")) - 1
            last = min(max(last, first + 1), self.lines)
            start, end = int(pointers[first]), int(pointers[last])
            indices, values = np.empty(end - start, np.int32), np.empty(end - start, self._calculated)
            for at in range(start, end, READ):
                part = slice(at, min(at + READ, end))
                into = slice(part.start - start, part.stop - start)
                indices[into] = self._checked(self._x["indices"][part])
                values[into] = self._served(self._x["data"][part], watch)
            indptr = pointers[first : last + 1] - start
            if not kernels.is_canonical(indptr, indices):
                indptr, indices, values = canonical(indptr, indices, values)
            yield Block(first, indptr, indices, _narrow(values, stored))
            first = last

    def _dense(self, stored: np.dtype, entries: int, watch: DistributionWatch) -> Iterator[Block]:
        height = max(1, entries // max(1, self.width))
        if self._x.chunks is not None and self._x.chunks[0] * self.width * self._x.dtype.itemsize <= TALLEST_BYTES:
            # Whole chunks, not to unpack them again and again.
            height = max(1, height // self._x.chunks[0]) * self._x.chunks[0]
        for first in range(0, self.lines, height):
            raw = self._x[first : first + height]
            bits = _narrow(self._served(raw, watch), stored).view(f"u{stored.itemsize}")
            del raw
            indptr = np.empty(len(bits) + 1, np.int64)
            kernels.count_dense(bits, indptr)
            indices, values = np.empty(indptr[-1], np.int32), np.empty(indptr[-1], stored)
            kernels.compress_dense(bits, indices, values.view(bits.dtype))
            yield Block(first, indptr, indices, values)

    @property
    def _calculated(self) -> np.dtype:
        # Duplicates are added up as wide as they are in the file.
        return np.dtype(np.int64) if self.dtype.kind == "i" else self.dtype

    def _served(self, raw: np.ndarray, watch: DistributionWatch) -> np.ndarray:
        if self.dtype.kind == "i" and raw.size and (raw.min() < -(2**31) or raw.max() >= 2**31):
            raise StoreError("store-unsupported-matrix", reason=TOO_LARGE)
        values = raw.astype(self._calculated, copy=False)
        watch.add(values.reshape(-1))
        return values

    def _checked(self, raw: np.ndarray) -> np.ndarray:
        if raw.size and (raw.min() < 0 or raw.max() >= self.width):
            raise StoreError("store-broken-matrix", reason="its indices point outside of it")
        return raw


def _narrow(values: np.ndarray, stored: np.dtype) -> np.ndarray:
    if values.dtype == stored:
        return values
    with np.errstate(over="ignore"):
        narrow = values.astype(stored)
    same = narrow == values
    if not same.all() and not (same | np.isnan(values)).all():
        if stored.kind == "i":
            raise StoreError("store-unsupported-matrix", reason=TOO_LARGE)
        raise InexactError
    return narrow


def _describe(x: h5py.Group | h5py.Dataset) -> tuple[Layout, tuple[int, int]]:
    if isinstance(x, h5py.Dataset):
        layout: Layout = "dense"
        shape = x.shape
    else:
        # Before 0.7, AnnData called them h5sparse_format and h5sparse_shape.
        name = x.attrs.get("encoding-type", x.attrs.get("h5sparse_format", ""))
        name = name.decode() if isinstance(name, bytes) else str(name)
        if name not in {"csr_matrix", "csc_matrix", "csr", "csc"}:
            raise TypeError(f"X is stored as {name or 'an unknown kind of group'}")
        layout = "csr" if name.startswith("csr") else "csc"
        shape = tuple(x.attrs["shape"] if "shape" in x.attrs else x.attrs["h5sparse_shape"])
    if shape is None or len(shape) != 2:
        raise TypeError("X is not a table")
    return layout, (int(shape[0]), int(shape[1]))
