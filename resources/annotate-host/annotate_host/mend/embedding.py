"""Computes an embedding where there is none: principal components in pieces, neighbours and UMAP with scanpy."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import h5py
import numpy as np
from scipy import sparse

from annotate_host.look.budget import Budget
from annotate_host.look.matrix import read_matrix
from annotate_host.mend.progress import Progress
from annotate_host.mend.rewrite import Deed
from annotate_host.mend.rows import Rows
from annotate_host.mend.tables import mark

GENES = 2_000
"""The most variable ones; more of them add noise, not structure."""
COMPONENTS = 50
NEIGHBOURS = 15
MOST_SAMPLED_ENTRIES = 40_000_000
MOST_SAMPLED_CELLS = 20_000
MOST_FITTED = 200_000
"""Of more cells, so many are laid out; each other one goes where those are that are most like it."""
MOST_COMPARED = 8_000
"""Beyond that neighbours are found by a search that may miss some, as UMAP itself does it."""
_TOTAL = 1e4
_CELLS_AT_ONCE = 4_000
_PLACED_BY = 5


def compute_embedding(
    file: h5py.File, progress: Progress, most_fitted: int = MOST_FITTED, most_compared: int = MOST_COMPARED
) -> Deed:
    """Add ``X_umap`` to the file, and tell how it was computed.

    Parameters
    ----------
    most_fitted
        Of more cells, so many are laid out.
    most_compared
        Up to so many, each cell is compared to each other one.

    Raises
    ------
    KeyError, ValueError, TypeError, OSError, RuntimeError
        The matrix is damaged.
    """
    matrix = read_matrix(file["X"], Budget(None))
    rows = Rows(file["X"], matrix.shape)
    is_counts = matrix.values in {"counts", "other"}
    totals = _totals(rows, progress) if is_counts else None
    progress.begin("choosing-genes", None)
    genes = _variable_genes(rows, totals)
    progress.begin("components", 2 * rows.cells)
    components = _components(rows, totals, genes, progress)
    places, told = _lay_out(components, progress, most_fitted, most_compared)
    _write(file, places)
    return {
        "fix": "compute-embedding",
        "normalised": is_counts,
        "genes": len(genes),
        "components": components.shape[1],
        "cells": rows.cells,
        **told,
    }


def _totals(rows: Rows, progress: Progress) -> np.ndarray:
    progress.begin("normalising", rows.cells)
    totals = np.zeros(rows.cells)
    for cells, genes, piece in rows.pieces():
        totals[cells] += np.asarray(piece.sum(axis=1)).ravel()
        progress.advance((cells.stop - cells.start) * (genes.stop - genes.start) / rows.genes)
    return np.maximum(totals, 1.0)


def _logged(piece: sparse.csr_matrix, totals: np.ndarray | None) -> sparse.csr_matrix:
    """Normalise counts as scanpy's ``normalize_total`` and ``log1p`` do; leave other values alone."""
    piece.data = np.nan_to_num(piece.data, nan=0.0, posinf=0.0, neginf=0.0)
    if totals is None:
        return piece
    scaled = sparse.diags_array(_TOTAL / totals).dot(piece).tocsr()
    scaled.data = np.log1p(np.maximum(scaled.data, 0.0))
    return scaled


def _variable_genes(rows: Rows, totals: np.ndarray | None) -> np.ndarray:
    if rows.genes <= GENES:
        return np.arange(rows.genes)
    import anndata
    import scanpy

    count = max(100, min(MOST_SAMPLED_CELLS, int(MOST_SAMPLED_ENTRIES / max(1.0, rows.genes * rows.density))))
    cells = np.arange(rows.cells)
    if rows.cells > count:
        cells = np.sort(np.random.default_rng(0).choice(rows.cells, count, replace=False))
    sample = _logged(rows.some(cells), None if totals is None else totals[cells])
    if sample.nnz and sample.data.min() < 0:  # Scaled: what varies most is all that can be asked.
        squares = np.asarray(sample.multiply(sample).mean(axis=0)).ravel()
        variance = squares - np.asarray(sample.mean(axis=0)).ravel() ** 2
        return np.sort(np.argsort(variance)[-GENES:])
    held = anndata.AnnData(sparse.csr_matrix(sample, dtype=np.float32))
    scanpy.pp.highly_variable_genes(held, n_top_genes=GENES)
    return np.flatnonzero(held.var["highly_variable"].to_numpy())


def _components(rows: Rows, totals: np.ndarray | None, genes: np.ndarray, progress: Progress) -> np.ndarray:
    """Compute principal components exactly from what genes have in common, with a piece in memory at a time."""
    common, sums = np.zeros((len(genes), len(genes))), np.zeros(len(genes))
    for cells, piece in _low(rows.of_genes(genes)):
        values = _logged(piece, None if totals is None else totals[cells]).toarray().astype(np.float64)
        common += values.T @ values
        sums += values.sum(axis=0)
        progress.advance(cells.stop - cells.start)
    mean = sums / rows.cells
    covariance = common / rows.cells - np.outer(mean, mean)
    count = max(1, min(COMPONENTS, len(genes), rows.cells - 1))
    axes = np.linalg.eigh(covariance)[1][:, ::-1][:, :count]
    axes *= np.sign(axes[np.argmax(np.abs(axes), axis=0), np.arange(count)])  # The same whoever computes it.
    found = np.empty((rows.cells, count), np.float32)
    for cells, piece in _low(rows.of_genes(genes)):
        values = _logged(piece, None if totals is None else totals[cells])
        found[cells] = values @ axes - mean @ axes
        progress.advance(cells.stop - cells.start)
    return found


def _low(pieces: Iterator[tuple[slice, sparse.csr_matrix]]) -> Iterator[tuple[slice, sparse.csr_matrix]]:
    """Cut pieces to few cells: where nearly all values are zero a piece has many, and they are large written out."""
    for cells, piece in pieces:
        rows = piece.tocsr()
        for start in range(0, rows.shape[0], _CELLS_AT_ONCE):
            end = min(rows.shape[0], start + _CELLS_AT_ONCE)
            yield slice(cells.start + start, cells.start + end), rows[start:end]


def _lay_out(
    components: np.ndarray, progress: Progress, most_fitted: int, most_compared: int
) -> tuple[np.ndarray, dict[str, Any]]:
    cells = len(components)
    if cells <= NEIGHBOURS:  # Too few for neighbourhoods to mean anything.
        flat = np.zeros((cells, 2), np.float32)
        flat[:, : min(2, components.shape[1])] = components[:, :2]
        return flat, {"method": "pca", "fitted": cells}
    chosen = np.arange(cells)
    if cells > most_fitted:
        chosen = np.sort(np.random.default_rng(0).choice(cells, most_fitted, replace=False))
    fitted, index = _umap(components[chosen], progress, most_compared)
    if len(chosen) == cells:
        return fitted, {"method": "umap", "fitted": cells}
    places = np.empty((cells, 2), np.float32)
    places[chosen] = fitted
    others = np.setdiff1d(np.arange(cells), chosen)
    places[others] = _placed(index, fitted, components[others], progress)
    return places, {"method": "umap", "fitted": len(chosen)}


def _umap(components: np.ndarray, progress: Progress, most_compared: int) -> tuple[np.ndarray, Any]:
    import anndata
    import scanpy

    held = anndata.AnnData(sparse.csr_matrix((len(components), 1), dtype=np.float32))
    held.obsm["X_pca"] = components
    progress.begin("neighbours", None)
    neighbours = None
    if len(components) > most_compared:
        from annotate_host.mend.neighbours import Neighbours

        neighbours = Neighbours(NEIGHBOURS, len(components))
    scanpy.pp.neighbors(held, n_neighbors=NEIGHBOURS, use_rep="X_pca", random_state=0, transformer=neighbours)
    progress.begin("layout", None)
    with _counted(progress):
        scanpy.tl.umap(held, random_state=0)
    return np.asarray(held.obsm["X_umap"], np.float32), None if neighbours is None else neighbours.index_


@contextmanager
def _counted(progress: Progress) -> Iterator[None]:
    """Have the rounds of the layout counted: the longest step by far, and scanpy passes on no way to follow it."""
    from umap import layouts

    shown = layouts.tqdm

    def count(rounds: range, **_how: object) -> Iterator[int]:
        progress.begin("layout", len(rounds))
        for number in rounds:
            yield number
            progress.advance(1)

    layouts.tqdm = count
    try:
        yield
    finally:
        layouts.tqdm = shown


def _placed(index: Any, places: np.ndarray, others: np.ndarray, progress: Progress) -> np.ndarray:
    progress.begin("placing", float(len(others)))
    index.prepare()
    found = np.empty((len(others), 2), np.float32)
    for start in range(0, len(others), 10_000):
        nearest, distances = index.query(others[start : start + 10_000], k=_PLACED_BY)
        weights = 1 / (distances + 1e-6)
        weights /= weights.sum(axis=1, keepdims=True)
        found[start : start + 10_000] = (places[nearest] * weights[..., None]).sum(axis=1)
        progress.advance(len(nearest))
    return found


def _write(file: h5py.File, places: np.ndarray) -> None:
    if "obsm" not in file:
        mark(file.create_group("obsm"), "dict", "0.1.0")
    if "X_umap" in file["obsm"]:  # One that Annotate cannot show, or nobody would have asked.
        del file["obsm/X_umap"]
    mark(file["obsm"].create_dataset("X_umap", data=places), "array", "0.2.0")
