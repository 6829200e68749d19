"""Datasets on disk, and one running host for those that do not need their own."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Before anything imports the compiler; and for the hosts that are started.
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / "annotate-host-kernels"))

import numpy as np
import pytest
from host_process import HostProcess
from made_datasets import make_dataset
from scipy import sparse


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
