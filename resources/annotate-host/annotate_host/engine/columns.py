"""Gene columns and gene-set means, from the side of X that is by column, to the last bit as Annotate sends them."""

import numpy as np

from .store.matrix import Compressed, Matrix


def dense_columns(matrix: Matrix, genes: np.ndarray) -> np.ndarray:
    """Return whole columns, cells by genes, in the type Annotate has X in."""
    side = _columns_of(matrix)
    out = np.zeros((matrix.shape[0], len(genes)), matrix.dtype, order="F")
    for place, gene in enumerate(genes):
        part = slice(side.indptr[gene], side.indptr[gene + 1])
        out[side.indices[part], place] = side.values[part]
    return out


def mean_of_columns(matrix: Matrix, genes: np.ndarray) -> np.ndarray:
    """Return the mean over some genes, cells by 1, holding one value a cell.

    Where X is sparse, scipy divides first and then adds up, gene after gene. Where it is dense, numpy does so the other
    way round, and column after column too, for it has picked them out column-wise.
    """
    from .columns_kernels import add_scaled  # Brings the compiler along.

    side = _columns_of(matrix)
    dtype = np.dtype(np.float64) if matrix.dtype.kind == "i" else matrix.dtype
    dense = matrix.layout == "dense"
    factor = dtype.type(1 if dense else 1.0 / len(genes))
    sums = np.zeros(matrix.shape[0], dtype)
    for gene in genes:
        part = slice(side.indptr[gene], side.indptr[gene + 1])
        add_scaled(side.indices[part], side.values[part].astype(dtype, copy=False), factor, sums)
    if dense:
        np.true_divide(sums, len(genes), out=sums)
    return sums.reshape(-1, 1)


def _columns_of(matrix: Matrix) -> Compressed:
    if matrix.columns is None:
        raise ValueError("X is not there by column")
    return matrix.columns
