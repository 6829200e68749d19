"""Which of the features that Cell Ranger counted are genes: antibodies do not belong into the same matrix."""

from dataclasses import dataclass

import numpy as np

GENES = b"Gene Expression"


@dataclass(frozen=True)
class Features:
    """The features as a file lists them.

    Attributes
    ----------
    names, ids, kinds, genomes
        Bytes, one of each for each feature; empty where the file does not tell.
    """

    names: np.ndarray
    ids: np.ndarray
    kinds: np.ndarray
    genomes: np.ndarray

    @property
    def kept(self) -> np.ndarray:
        """Tell which are genes; all are where there are none or it is not told."""
        are_genes = self.kinds == GENES
        return are_genes if len(self.kinds) and are_genes.any() else np.ones(len(self.names), bool)

    def columns(self) -> list[tuple[str, np.ndarray]]:
        """Return what there is to tell of those that are kept, under the names that scanpy gives them."""
        told = (("gene_ids", self.ids), ("feature_types", self.kinds), ("genome", self.genomes))
        return [(name, values[self.kept]) for name, values in told if len(values)]


def places_of_kept(kept: np.ndarray) -> np.ndarray:
    """Number those that are kept; -1 for the others."""
    return np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
