"""Whether X looks like counts or like logged values, decided as Annotate decides it, while X goes by."""

from typing import Literal

import numpy as np

CHUNK = 1 << 24
"""Annotate looks at a matrix in pieces of this many values, which shows where a piece has no finite value."""

WIDEST_LOGGED_RANGE = 24


class DistributionWatch:
    """The same answer as Annotate's ``estimate_approximate_distribution``, from values seen once, in order.

    It looks at what is in memory: of a sparse matrix the entries, of a dense one every value.
    """

    def __init__(self, chunk: int = CHUNK) -> None:
        self._chunk = chunk
        self._seen = 0
        self._first = 0.0
        self._last = 0.0
        self._range_of_piece: tuple[float, float] | None = None
        self._ranges: list[tuple[float, float]] = []

    def add(self, values: np.ndarray) -> None:
        """Look at the next values."""
        start = 0
        while start < len(values):
            end = min(len(values), start + self._chunk - self._seen % self._chunk)
            self._look(values[start:end])
            start = end

    def result(self) -> Literal["normal", "count"]:
        """Tell what it looks like so far."""
        ranges = [*self._ranges, self._close_piece()] if self._seen % self._chunk else self._ranges
        if not ranges:
            return "normal"
        low, high = ranges[0]
        if len(ranges) > 1:
            low = high = self._first
            # The order of the arguments is Annotate's: it decides where one of them is NaN.
            for lowest, highest in ranges:
                low, high = min(lowest, low), max(highest, high)
        return "count" if high - low > WIDEST_LOGGED_RANGE else "normal"

    def _look(self, values: np.ndarray) -> None:
        if self._seen == 0:
            self._first = float(values[0])
        found = _finite_range(values)
        if found is not None:
            before = self._range_of_piece or found
            self._range_of_piece = min(before[0], found[0]), max(before[1], found[1])
        self._last = float(values[-1])
        self._seen += len(values)
        if self._seen % self._chunk == 0:
            self._ranges.append(self._close_piece())
            self._range_of_piece = None

    def _close_piece(self) -> tuple[float, float]:
        return self._range_of_piece or (self._last, self._last)


def _finite_range(values: np.ndarray) -> tuple[float, float] | None:
    low, high = float(values.min()), float(values.max())
    if np.isfinite(low) and np.isfinite(high):
        return low, high
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if len(finite) else None
