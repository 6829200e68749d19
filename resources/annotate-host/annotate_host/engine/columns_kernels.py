"""The loop that a mean over gene columns is made of."""

import numpy as np

from .compile import compiled


@compiled
def add_scaled(indices: np.ndarray, values: np.ndarray, factor: float, sums: np.ndarray) -> None:
    """Add the values of one column, each times a factor, to the sums of their rows, rounding as the types say."""
    for entry in range(len(indices)):
        sums[np.uint32(indices[entry])] += values[entry] * factor
