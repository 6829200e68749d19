"""Writes X by row as it comes, so that no more of it is in memory than one piece."""

from pathlib import Path

import h5py
import numpy as np

from annotate_host.mend.tables import mark

_CHUNK = 1 << 17
ENTRY_BYTES = 8
"""Of one value with its place, unpacked."""


class MatrixWriter:
    """A sparse matrix by row, of 32 bit numbers.

    Parameters
    ----------
    cells, genes
        Its shape.
    """

    def __init__(self, file: h5py.File, cells: int, genes: int) -> None:
        self.folder = Path(file.filename).parent
        self._group = file.create_group("X")
        mark(self._group, "csr_matrix", "0.1.0")
        self._group.attrs["shape"] = np.array([cells, genes], np.int64)
        self._ends = np.zeros(cells + 1, np.int64)
        self._rows = 0
        self._data = self._resizable("data", np.dtype(np.float32))
        self._indices = self._resizable("indices", np.dtype(np.int32))

    def append(self, counts: np.ndarray, indices: np.ndarray, data: np.ndarray) -> None:
        """Add rows.

        Parameters
        ----------
        counts
            Entries of each.
        indices, data
            Of all of them, one after the other, in each row by column.
        """
        start = int(self._ends[self._rows])
        end = start + len(data)
        self._ends[self._rows + 1 : self._rows + 1 + len(counts)] = start + np.cumsum(counts, dtype=np.int64)
        self._rows += len(counts)
        for made, values in ((self._data, data), (self._indices, indices)):
            made.resize((end,))
            made[start:end] = values

    def finish(self) -> None:
        """Write where rows end."""
        mark(self._group.create_dataset("indptr", data=self._ends), "array", "0.2.0")

    def _resizable(self, name: str, dtype: np.dtype) -> h5py.Dataset:
        made = self._group.create_dataset(
            name, (0,), dtype, maxshape=(None,), chunks=(_CHUNK,), compression="gzip", compression_opts=1, shuffle=True
        )
        mark(made, "array", "0.2.0")
        return made
