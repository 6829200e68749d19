"""What leads to an embedding, without the packages of its own environment: pieces of X, and components."""

from pathlib import Path

import anndata
import h5py
import numpy as np
import pytest
from made_datasets import make_dataset
from scipy import sparse

from annotate_host.mend import embedding, rows
from annotate_host.mend.progress import Progress

PROGRESS = Progress(lambda _step, _done, _left: None)
LAYOUTS = {"csr": sparse.csr_matrix, "csc": sparse.csc_matrix, "dense": lambda x: x.toarray()}


@pytest.fixture(params=LAYOUTS)
def made(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[h5py.File, np.ndarray]:
    monkeypatch.setattr(rows, "_ENTRIES_AT_ONCE", 1000)  # So that there are many pieces.
    monkeypatch.setattr(embedding, "_CELLS_AT_ONCE", 7)
    dataset = make_dataset()
    counts = (dataset.X * 10).ceil()
    anndata.AnnData(LAYOUTS[request.param](counts)).write_h5ad(tmp_path / "x.h5ad")
    return h5py.File(tmp_path / "x.h5ad", "r+"), counts.toarray()


def test_pieces_are_what_is_in_the_file(made: tuple[h5py.File, np.ndarray]) -> None:
    file, x = made
    read = rows.Rows(file["X"], x.shape)
    found = np.zeros_like(x)
    for cells, genes, piece in read.pieces():
        found[cells, genes] = piece.toarray()
    np.testing.assert_array_equal(found, x)
    chosen = np.array([3, 50, 51, 299])
    np.testing.assert_array_equal(read.some(chosen).toarray(), x[chosen])
    genes = np.array([0, 7, 150])
    found = np.vstack([piece.toarray() for _cells, piece in read.of_genes(genes)])
    np.testing.assert_array_equal(found, x[:, genes])


def test_components_are_exact(made: tuple[h5py.File, np.ndarray]) -> None:
    file, x = made
    read = rows.Rows(file["X"], x.shape)
    totals = embedding._totals(read, PROGRESS)
    np.testing.assert_allclose(totals, x.sum(axis=1))
    found = embedding._components(read, totals, np.arange(x.shape[1]), PROGRESS)
    logged = np.log1p(x / x.sum(axis=1, keepdims=True) * 1e4)
    centred = logged - logged.mean(axis=0)
    left, sizes, _axes = np.linalg.svd(centred, full_matrices=False)
    wanted = (left * sizes)[:, : embedding.COMPONENTS]
    np.testing.assert_allclose(np.abs(found), np.abs(wanted), rtol=1e-3, atol=1e-3 * sizes[0] / 10)


def test_a_handful_of_cells_is_laid_out_by_its_components(tmp_path: Path) -> None:
    make_dataset(cells=5).write_h5ad(tmp_path / "few.h5ad")
    with h5py.File(tmp_path / "few.h5ad", "r+") as file:
        del file["obsm"]
        told = embedding.compute_embedding(file, PROGRESS)
        assert (told["method"], told["cells"], told["normalised"]) == ("pca", 5, False)
        assert file["obsm/X_umap"].shape == (5, 2)
        assert np.isfinite(file["obsm/X_umap"][:]).all()
