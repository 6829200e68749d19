"""Datasets made for the tests."""

import anndata
import numpy as np
import pandas as pd
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
