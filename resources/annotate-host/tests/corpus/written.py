"""Writes one dataset with whatever AnnData there is: run by earlier releases as well as by the present one."""

import sys

import anndata
import numpy as np
import pandas as pd
from scipy import sparse

CELLS, GENES = 300, 200


def make() -> anndata.AnnData:
    numbers = np.random.default_rng(1)
    obs = pd.DataFrame(
        {
            "cluster": pd.Categorical(np.array(["B cells", "T cells", "Monocytes"])[np.arange(CELLS) % 3]),
            "depth": numbers.random(CELLS),
            "label": [f"label {number % 7}" for number in range(CELLS)],
            "kept": np.arange(CELLS) % 2 == 0,
        },
        index=[f"cell{number}-1" for number in range(CELLS)],
    )
    var = pd.DataFrame({"seen": np.arange(GENES)}, index=[f"gene{number}" for number in range(GENES)])
    counts = sparse.random(CELLS, GENES, density=0.2, format="csr", dtype=np.float32, random_state=1)
    made = anndata.AnnData(counts, obs=obs, var=var, obsm={"X_umap": numbers.random((CELLS, 2))})
    made.layers["counts"] = counts.copy()
    made.uns["cluster_colors"] = np.array(["#1f77b4", "#ff7f0e", "#2ca02c"])
    made.raw = made
    return made


if __name__ == "__main__":
    make().write_h5ad(sys.argv[1])
