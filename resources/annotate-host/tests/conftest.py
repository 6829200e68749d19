"""Datasets made for the tests, and one running host for those that do not need their own."""

from collections.abc import Iterator
from pathlib import Path

import anndata
import numpy as np
import pandas as pd
import pytest
from host_process import HostProcess
from scipy import sparse

CELLS, GENES = 300, 200


def make_dataset(cells: int = CELLS, genes: int = GENES, density: float = 0.2) -> anndata.AnnData:
    numbers = np.random.default_rng(1)
    counts = sparse.random(cells, genes, density=density, format="csr", dtype=np.float32, random_state=1)
    obs = pd.DataFrame(
        {"cluster": pd.Categorical(np.arange(cells) % 3), "depth": numbers.random(cells, dtype=np.float32)},
        index=[f"sample#{number}-1" for number in range(cells)],
    )
    var = pd.DataFrame({"seen": np.arange(genes)}, index=[f"gene{number}" for number in range(genes)])
    embeddings = {name: numbers.random((cells, 2), dtype=np.float32) for name in ("X_umap", "X_tsne")}
    return anndata.AnnData(counts, obs=obs, var=var, obsm=embeddings)


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small sound dataset."""
    path = tmp_path_factory.mktemp("data") / "small.h5ad"
    make_dataset().write_h5ad(path)
    return path


@pytest.fixture(scope="session")
def large_dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset on which loading and differential expression take longer than a test may wait for an end."""
    path = tmp_path_factory.mktemp("data") / "large.h5ad"
    cells, genes = 24_000, 3_000
    large = make_dataset(cells, genes, density=0.001)
    rows = np.random.default_rng(2).poisson(0.3, (4_000, genes)).astype(np.float32)
    large.X = sparse.vstack([sparse.csr_matrix(rows)] * (cells // 4_000), format="csr")
    large.write_h5ad(path)
    return path


@pytest.fixture(scope="module")
def annotations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the module's host for what people save; not there yet."""
    return tmp_path_factory.mktemp("home") / "annotations" / "small"


@pytest.fixture(scope="module")
def host(dataset: Path, annotations: Path) -> Iterator[HostProcess]:
    """A host that serves the small dataset to all tests of a module."""
    with HostProcess() as process:
        yield process.listen(dataset, annotations)
