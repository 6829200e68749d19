"""Differential expression, as Annotate 1.3.0 answers it, without making X dense."""

from typing import Any

import numpy as np
from server.common.compute.diffexp_generic import diffexp_ttest_from_mean_var

from .cancel import Cancel
from .errors import EmptySelectionError
from .moments import moments
from .store.matrix import Matrix


def differential_expression(
    matrix: Matrix,
    mask_a: np.ndarray,
    mask_b: np.ndarray,
    *,
    distribution: str,
    top_n: int,
    lfc_cutoff: float,
    cancel: Cancel | None = None,
    threads: int = 1,
) -> dict[str, list[list[Any]]]:
    """Find the genes that tell two sets of cells apart.

    Sums are in float64, where Annotate's own are in float32 for a float32 X: its answers differ from these by its
    rounding, which p-values far out magnify.

    Parameters
    ----------
    distribution
        ``count`` to compare log(1 + x), ``normal`` to compare x.
    top_n, lfc_cutoff, cancel, threads
        See Annotate's ``diffexp_ttest`` and `moments`.

    Raises
    ------
    EmptySelectionError
        A set is empty. (Annotate divides by zero, except where X is dense: there it has an answer, and so have we.)
    CancelledError
        `cancel` was set.
    """
    if matrix.layout != "dense" and not (mask_a.any() and mask_b.any()):
        raise EmptySelectionError
    a, b = moments(matrix, mask_a, mask_b, log1p=str(distribution) == "count", cancel=cancel, threads=threads)
    with np.errstate(divide="ignore", invalid="ignore"):
        return diffexp_ttest_from_mean_var(a.mean, a.variance, a.cells, b.mean, b.variance, b.cells, top_n, lfc_cutoff)
