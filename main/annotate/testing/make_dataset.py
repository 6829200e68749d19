"""Makes a small dataset for a test: the argument is where to."""

import sys

import anndata
import numpy as np
from scipy import sparse

counts = sparse.random(120, 40, density=0.2, format="csr", dtype=np.float32, random_state=0)
anndata.AnnData(counts, obsm={"X_umap": np.random.default_rng(0).random((120, 2))}).write_h5ad(sys.argv[1])
