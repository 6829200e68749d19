"""Reads X in pieces, whichever way it is stored: some cells as they are, or all cells with a few genes."""

from collections.abc import Iterator

import h5py
import numpy as np
from scipy import sparse

from annotate_host.look.attributes import encoding_of

_ENTRIES_AT_ONCE = 4_000_000


class Rows:
    """X of a file.

    Parameters
    ----------
    x
        As AnnData stores it.
    shape
        Cells and genes.
    """

    def __init__(self, x: h5py.Group | h5py.Dataset, shape: tuple[int, int]) -> None:
        self._x = x
        self.cells, self.genes = shape
        self._layout = "dense" if isinstance(x, h5py.Dataset) else encoding_of(x)[0][:3]
        self._ends = None if isinstance(x, h5py.Dataset) else x["indptr"][:].astype(np.int64)

    @property
    def density(self) -> float:
        """How many of the values are stored, of all."""
        stored = self._x.size if isinstance(self._x, h5py.Dataset) else self._x["data"].shape[0]
        return stored / max(1, self.cells * self.genes)

    def pieces(self) -> Iterator[tuple[slice, slice, sparse.csr_matrix]]:
        """Give all of it, as cells, genes, and what they hold; each piece is of all genes or of all cells."""
        for first, last in self._bounds():
            here = slice(first, last)
            if self._ends is None:
                yield here, slice(0, self.genes), sparse.csr_matrix(self._x[first:last].astype(np.float32))
                continue
            start, end = int(self._ends[first]), int(self._ends[last])
            parts = (self._x["data"][start:end].astype(np.float32), self._x["indices"][start:end])
            ends = self._ends[first : last + 1] - start
            if self._layout == "csr":
                yield here, slice(0, self.genes), sparse.csr_matrix((*parts, ends), (last - first, self.genes))
            else:
                piece = sparse.csc_matrix((*parts, ends), (self.cells, last - first))
                yield slice(0, self.cells), here, piece.tocsr()

    def some(self, cells: np.ndarray) -> sparse.csr_matrix:
        """Give these cells, which are in order, with all genes."""
        found = []
        for rows, genes, piece in self.pieces():
            if genes.stop - genes.start == self.genes:
                found.append(piece[cells[(cells >= rows.start) & (cells < rows.stop)] - rows.start])
            else:
                found.append(piece[cells])
        by_row = self._layout != "csc"
        return (sparse.vstack(found) if by_row else sparse.hstack(found)).tocsr()

    def of_genes(self, genes: np.ndarray) -> Iterator[tuple[slice, sparse.csr_matrix]]:
        """Give all cells with these genes, a few at a time; by column, these genes are in memory at once."""
        if self._layout != "csc":
            for rows, _all, piece in self.pieces():
                yield rows, piece[:, genes]
            return
        found = [
            piece[:, genes[(genes >= columns.start) & (genes < columns.stop)] - columns.start]
            for _all, columns, piece in self.pieces()
        ]
        chosen = sparse.hstack(found).tocsr()
        height = max(1, _ENTRIES_AT_ONCE // max(1, len(genes)))
        for start in range(0, self.cells, height):
            yield slice(start, min(self.cells, start + height)), chosen[start : start + height]

    def _bounds(self) -> Iterator[tuple[int, int]]:
        lines = self.genes if self._layout == "csc" else self.cells
        first = 0
        while first < lines:
            if self._ends is None:
                last = min(lines, first + max(1, _ENTRIES_AT_ONCE // max(1, self.genes)))
            else:
                until = self._ends[first] + _ENTRIES_AT_ONCE
                last = max(first + 1, int(np.searchsorted(self._ends, until, side="right")) - 1)
            yield first, last
            first = last
