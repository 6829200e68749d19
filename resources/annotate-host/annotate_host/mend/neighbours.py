"""Finds the neighbours of many cells, in a form that scanpy reads: pynndescent 0.7 gives one it stumbles over."""

from typing import Any

import numpy as np
from pynndescent import PyNNDescentTransformer
from scipy import sparse


class Neighbours(PyNNDescentTransformer):
    """What scanpy asks for neighbours; afterwards `index_` finds those of other cells.

    Parameters
    ----------
    n_neighbors
        Of each cell, itself among them. scanpy asks for it by this name.
    cells
        How many cells there are: decides how thoroughly is searched, as UMAP does.
    """

    def __init__(self, n_neighbors: int, cells: int) -> None:
        self.cells = cells
        super().__init__(
            n_neighbors=n_neighbors,
            n_trees=min(64, 5 + round(cells**0.5 / 20)),
            n_iters=max(5, round(np.log2(cells))),
            random_state=0,
        )

    def fit_transform(self, values: np.ndarray, _y: None = None, **_how: Any) -> sparse.csr_matrix:
        """Find them: distances, the nearest first in each row."""
        self.fit(values, compress_index=False)
        nearest, distances = self.index_.neighbor_graph
        ends = np.arange(0, nearest.size + 1, nearest.shape[1])
        return sparse.csr_matrix((distances.ravel(), nearest.ravel(), ends), (len(values), len(values)))
