"""Datasets that between them have everything Annotate treats in a way of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anndata
import numpy as np
import pandas as pd
from scipy import sparse

CELLS, GENES = 240, 160
"""Small, but no column below the 500 bytes from which Annotate packs its answers (see `test_conformance`)."""

CLUSTERS = ["Zürich 細胞", "naïve T ♥", "B", "a,b/c %2C", "🧬"]
OBS = ["name_0", "cluster", "lane", "grade", "good", "score", "gaps", "umis", "tiny", "barcode", "a b/c%20+&=ü", "same"]
VAR = ["name_0", "n", "variable", "average", "biotype", "ensembl"]
LAYOUTS = ["umap", "tsne", "pca", "grid", "dot"]


def logged(seed: int) -> np.ndarray:
    """Many zeros; some genes everywhere, some nowhere; nothing that rounding could make much of."""
    rng = np.random.default_rng(seed)
    x = np.log1p(rng.poisson(3, (CELLS, GENES)) * rng.random(GENES) * 2) * (rng.random((CELLS, GENES)) < 0.4)
    x[: CELLS // 2, 2:12] += rng.random((CELLS // 2, 10))
    x[:, 0] = rng.random(CELLS) + 0.1
    x[:, 1] = 0
    return x


def counts(seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.gamma(0.5, 6, GENES), (CELLS, GENES)) * (rng.random((CELLS, GENES)) < 0.6)


def with_gaps(x: np.ndarray) -> np.ndarray:
    rng = np.random.default_rng(9)
    for value in (np.nan, np.inf, -np.inf):
        x[rng.integers(0, CELLS, 6), rng.integers(20, 30, 6)] = value
    x[:, 31] = np.nan
    return x


def obs() -> pd.DataFrame:
    rng = np.random.default_rng(1)
    lane = pd.Categorical((np.arange(CELLS) % 4).astype(float))
    lane[5] = lane[77] = np.nan
    gaps = rng.normal(size=CELLS)
    gaps[3], gaps[4], gaps[5] = np.nan, np.inf, -np.inf
    grade = pd.Categorical.from_codes(rng.integers(0, 3, CELLS), ["low", "middle", "high"], ordered=True)
    columns = {
        "cluster": pd.Categorical([CLUSTERS[i] for i in rng.integers(0, len(CLUSTERS), CELLS)], CLUSTERS),
        "lane": lane,
        "grade": grade,
        "good": rng.random(CELLS) < 0.5,
        "score": rng.random(CELLS, dtype=np.float32),
        "gaps": gaps,
        "umis": rng.integers(0, 10**6, CELLS),
        "tiny": rng.integers(0, 255, CELLS).astype(np.uint8),
        "barcode": [f"bärcode-{i}-細" for i in range(CELLS)],
        "a b/c%20+&=ü": rng.integers(-5, 5, CELLS).astype(np.int32),
        "same": np.ones(CELLS),
    }
    return pd.DataFrame(columns, index=[f"sample#{i}-ü" for i in range(CELLS)])


def var() -> pd.DataFrame:
    rng = np.random.default_rng(2)
    average = rng.random(GENES)
    average[7] = np.nan
    columns = {
        "n": np.arange(GENES),
        "variable": rng.random(GENES) < 0.2,
        "average": average,
        "biotype": pd.Categorical(np.where(rng.random(GENES) < 0.7, "protein", "läncRNA")),
        "ensembl": [f"ENSG{i:011}" for i in range(GENES)],
    }
    return pd.DataFrame(columns, index=[f"gene{i}" for i in range(GENES - 2)] + ["HLA-A,B", "ß 細%"])


def obsm() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(3)
    tsne = rng.normal(size=(CELLS, 2))
    tsne[11] = np.nan
    broken = rng.normal(size=(CELLS, 2))
    broken[0, 0] = np.inf
    return {
        "X_umap": rng.random((CELLS, 2), dtype=np.float32) * [30, 1],
        "X_tsne": tsne,
        "X_pca": rng.normal(size=(CELLS, 12)).astype(np.float32),
        "X_grid": rng.integers(0, 9, (CELLS, 2)),
        "X_dot": np.ones((CELLS, 2)),
        "X_infinite": broken,
        "X_line": rng.random((CELLS, 1)),
        "spatial": rng.random((CELLS, 2)),
    }


COLORS = {"cluster_colors": ["#ff0000", "#00FF00", "blue", "rebeccapurple", "#123456"], "nowhere_colors": ["#ff0000"]}
NO_COLORS = {"cluster_colors": ["#ff0000", "no colour", "blue", "red", "red"]}
CORPORA = {
    "version": {"corpora_schema_version": "1.1.0", "corpora_encoding_version": "0.1.0"},
    "title": "Ein Titel",
    "layer_descriptions": "X: logged",
    "organism": "Homo sapiens",
    "organism_ontology_term_id": "NCBITaxon:9606",
    "default_embedding": "X_tsne",
}

KINDS: dict[str, tuple[Callable[[], Any], dict[str, Any]]] = {
    "by row": (lambda: sparse.csr_matrix(logged(0).astype(np.float32)), COLORS),
    "by column, counts": (lambda: sparse.csc_matrix(counts(1).astype(np.int64)), NO_COLORS),
    "dense, gaps": (lambda: with_gaps(logged(2)), CORPORA),
    "by row, gaps": (lambda: sparse.csr_matrix(with_gaps(logged(3))), {}),
}


def write(kind: str, path: Path) -> Path:
    make_x, uns = KINDS[kind]
    anndata.AnnData(make_x(), obs=obs(), var=var(), obsm=obsm(), uns=uns).write_h5ad(path)
    return path
