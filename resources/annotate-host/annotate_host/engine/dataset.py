"""All of a dataset that Annotate looks at, with X where the matrix store has it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import h5py
import numpy as np
import pandas as pd
from anndata import AnnData
from anndata._io.h5ad import _clean_uns, read_dataframe
from anndata.io import read_elem, sparse_dataset
from scipy import sparse

from .columns import dense_columns
from .store.matrix import Matrix


class StoredX:
    """As much of an array as Annotate wants of X."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.shape = matrix.shape
        self.dtype = matrix.dtype
        self.ndim = 2

    def __getitem__(self, index: tuple[Any, Any]) -> np.ndarray | sparse.csr_matrix:
        """Take rows and columns, each by number, slice, mask or numbers, as ``X[rows, columns]`` does.

        Whole columns come dense; of anything else what is read of X is what is asked for. Many rows come sparse.
        """
        rows, columns = (np.arange(size)[which] for size, which in zip(self.shape, index, strict=True))
        if isinstance(index[0], slice) and rows.size == self.shape[0]:
            return dense_columns(self.matrix, columns)
        found = self._rows(np.atleast_1d(rows))[:, columns]
        if rows.ndim == 0:
            return found.toarray()[0]
        return found.toarray() if self.matrix.layout == "dense" else found

    def _rows(self, rows: np.ndarray) -> sparse.csr_matrix:
        side = self.matrix.rows
        if side is None:
            raise ValueError("X is not there by row")
        lengths = side.indptr[rows + 1] - side.indptr[rows]
        indptr = np.concatenate([[0], np.cumsum(lengths)])
        entries = np.arange(indptr[-1]) + np.repeat(side.indptr[rows] - indptr[:-1], lengths)
        values = side.values[entries].astype(self.dtype, copy=False)
        return sparse.csr_matrix((values, side.indices[entries], indptr), (len(rows), self.shape[1]))


def _read(file: h5py.File, **x: sparse.spmatrix) -> AnnData:
    parts: dict[str, Any] = {name: read_dataframe(file[name]) for name in ("obs", "var")}
    parts |= {name: read_elem(file[name]) for name in ("obsm", "uns") if name in file}
    data = AnnData(**parts, **x)
    if isinstance(file["obs"], h5py.Dataset):
        _clean_uns(data)  # Where AnnData before 0.7 kept the categories.
    return data


def read_sparse_halves(path: Path) -> AnnData | None:
    """Load a dataset whose X is sparse and float16, as float32; None if it is not.

    scipy has no such sparse matrices, and so AnnData, and Annotate, fail on the file. Where X is dense it is loaded.
    """
    with h5py.File(path, "r") as file:
        x = file.get("X")
        if not isinstance(x, h5py.Group) or "data" not in x or x["data"].dtype != np.float16:
            return None
        described = sparse_dataset(x)
        make = sparse.csr_matrix if described.format == "csr" else sparse.csc_matrix
        values = x["data"].astype(np.float32)[:]
        return _read(file, X=make((values, x["indices"][:], x["indptr"][:]), described.shape))


@dataclass
class Dataset:
    """What Annotate uses of an `AnnData`, and nothing it does not use: no layers, no raw, no graphs.

    It is not one, for an `AnnData` turns row numbers into texts, which Annotate has just done the other way round.
    """

    obs: pd.DataFrame
    var: pd.DataFrame
    obsm: dict[str, Any]
    uns: dict[str, Any]
    X: StoredX
    isbacked: bool = True
    """X is not in memory. Annotate puts off looking at all of it, then."""

    @classmethod
    def of(cls, data: AnnData, matrix: Matrix) -> Self:
        """Take over what has been loaded, with another X."""
        return cls(data.obs, data.var, dict(data.obsm), data.uns, StoredX(matrix))

    @classmethod
    def read(cls, path: Path, matrix: Matrix) -> Self:
        """Load the rest of the file that a matrix is of, as ``anndata.read_h5ad`` does."""
        with h5py.File(path, "r") as file:
            data = _read(file)
        if data.shape != matrix.shape:
            raise ValueError(f"obs and var are of {data.shape}, X is of {matrix.shape}")
        return cls.of(data, matrix)

    @property
    def shape(self) -> tuple[int, int]:
        """Cells, genes."""
        return self.X.shape

    @property
    def n_obs(self) -> int:
        """Cells."""
        return self.X.shape[0]

    @property
    def n_vars(self) -> int:
        """Genes."""
        return self.X.shape[1]

    def obsm_keys(self) -> list[str]:
        """Names of the embeddings."""
        return list(self.obsm)

    def uns_keys(self) -> list[str]:
        """Names of what goes with no axis."""
        return list(self.uns)
