"""Datasets of every kind, small, and stores of them."""

import threading
from pathlib import Path

import anndata
import numpy as np
import pandas as pd
from scipy import sparse

from annotate_host.engine.store.builder import build_store
from annotate_host.engine.store.stored import MatrixStore

LIMIT = 1 << 40


def make_x(cells: int = 300, genes: int = 80, *, density: float = 0.2, seed: int = 0) -> np.ndarray:
    """Logged values: many zeros, some genes everywhere, some nowhere."""
    rng = np.random.default_rng(seed)
    x = np.log1p(rng.poisson(2, (cells, genes)) + 1) * (rng.random((cells, genes)) < density)
    x[:, 0] = rng.random(cells) + 0.1
    x[:, 1] = 0
    return x.astype(np.float32)


def write_h5ad(path: Path, x: object) -> Path:
    """Write X with what Annotate needs beside it."""
    rng = np.random.default_rng(1)
    cells, genes = x.shape
    anndata.AnnData(
        X=x,
        obs=pd.DataFrame(
            {
                "cluster": pd.Categorical([f"grüße {i % 3}" for i in range(cells)]),
                "score": rng.random(cells),
                "good": rng.random(cells) < 0.5,
            },
            index=[f"cell{i}" for i in range(cells)],
        ),
        var=pd.DataFrame({"n": np.arange(genes)}, index=[f"gene{i}" for i in range(genes)]),
        obsm={"X_umap": rng.normal(size=(cells, 2)).astype(np.float32), "X_pca": rng.normal(size=(cells, 5))},
        uns={"cluster_colors": ["#ff0000", "#00ff00", "#0000ff"]},
        layers={"counts": sparse.csr_matrix((cells, genes), dtype=np.float32)},
    ).write_h5ad(path)
    return path


def build(cache: Path, dataset: Path, limit: int = LIMIT) -> MatrixStore:
    return build_store(cache, dataset, lambda *_: None, threading.Event(), limit)
