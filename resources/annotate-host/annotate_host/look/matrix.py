"""What X is: how it is stored, of what, and whether its values look like counts; from its headers and a few values."""

from dataclasses import dataclass
from typing import Literal

import h5py
import numpy as np

from annotate_host.look.attributes import encoding_of, text
from annotate_host.look.budget import Budget

Layout = Literal["csr", "csc", "dense"]
Values = Literal["counts", "logged", "scaled", "other", "unknown"]

_PLACES = 8
_AT_ONCE = 4096
_LARGEST_CHUNK_BYTES = 32 << 20
_WIDEST_LOGGED = 24
"""Annotate's own bound between counts and logged values."""
BEYOND_32_BITS = "it has whole numbers beyond 32 bits"


@dataclass
class Matrix:
    """X.

    Attributes
    ----------
    entries
        How many values are stored.
    nonzero
        How many of them are not zero, about.
    refused
        Why Annotate cannot show it; None if it can.
    """

    layout: Layout
    shape: tuple[int, int]
    dtype: str
    entries: int
    nonzero: int
    compression: str | None
    values: Values
    memory: int
    refused: str | None


def read_matrix(x: h5py.Group | h5py.Dataset, budget: Budget) -> Matrix:
    """Read what there is to tell of X.

    Raises
    ------
    KeyError, ValueError, TypeError, OSError, RuntimeError
        It is damaged.
    """
    layout, shape = _describe(x)
    values = x if isinstance(x, h5py.Dataset) else x["data"]
    entries = int(values.size or 0)
    is_number = values.dtype.kind in "fiub"
    sample = _sample(values, budget) if is_number else np.empty(0)
    refused = None if is_number else f"its values are of type {_plain(values.dtype)}"
    if is_number and values.dtype.itemsize > 8:
        refused = f"its values are of type {values.dtype}"
    if values.dtype.kind in "iu" and sample.size and (sample.min() < -(2**31) or sample.max() >= 2**31):
        refused = BEYOND_32_BITS
    memory = entries * max(4, values.dtype.itemsize)
    if layout != "dense":
        memory += entries * (8 if entries >= 2**31 else 4) + 8 * len(x["indptr"])
    return Matrix(
        layout=layout,
        shape=shape,
        dtype=_plain(values.dtype),
        entries=entries,
        nonzero=round(entries * np.count_nonzero(sample) / sample.size)
        if layout == "dense" and sample.size
        else entries,
        compression=values.compression,
        values=_looks_like(sample),
        memory=memory,
        refused=refused,
    )


def _describe(x: h5py.Group | h5py.Dataset) -> tuple[Layout, tuple[int, int]]:
    layout: Layout = "dense"
    shape = x.shape if isinstance(x, h5py.Dataset) else None
    if isinstance(x, h5py.Group):
        # Before 0.7, AnnData called them h5sparse_format and h5sparse_shape.
        kind = encoding_of(x)[0] or text(x.attrs.get("h5sparse_format", ""))
        if not kind.startswith(("csr", "csc")):
            raise TypeError(f"X is stored as {kind or 'an unknown kind of group'}")
        layout = "csr" if kind.startswith("csr") else "csc"
        shape = tuple(x.attrs["shape"] if "shape" in x.attrs else x.attrs["h5sparse_shape"])
        lines = int(shape[1 if layout == "csc" else 0])
        if x["indptr"].shape != (lines + 1,) or x["indices"].shape != x["data"].shape or x["data"].ndim != 1:
            raise ValueError("the parts of X do not fit one another")
    if shape is None or len(shape) != 2:
        raise TypeError("X is not a table")
    return layout, (int(shape[0]), int(shape[1]))


def _sample(values: h5py.Dataset, budget: Budget) -> np.ndarray:
    """Read a few values from different places, unless that means unpacking much."""
    empty = np.empty(0, np.float64)
    if not values.size or (values.chunks and np.prod(values.chunks) * values.dtype.itemsize > _LARGEST_CHUNK_BYTES):
        return empty
    found = []
    lines = values.shape[0]
    height = max(1, min(lines, _AT_ONCE // max(1, int(np.prod(values.shape[1:])))))
    for place in np.unique(np.linspace(0, max(0, lines - height), _PLACES).astype(np.int64)):
        if budget.is_spent():
            break
        part = values[int(place) : int(place) + height]
        found.append(part.reshape(-1)[: _AT_ONCE * 8].astype(np.float64))
    return np.concatenate(found) if found else empty


def _looks_like(sample: np.ndarray) -> Values:
    finite = sample[np.isfinite(sample)]
    if not finite.size or not finite.any():
        return "unknown"
    if finite.min() < 0:
        return "scaled"
    if np.array_equal(finite, np.rint(finite)):
        return "counts" if finite.max() > 1 else "other"
    return "logged" if finite.max() - finite.min() <= _WIDEST_LOGGED else "other"


def _plain(dtype: np.dtype) -> str:
    return "text" if dtype.kind in "OSU" else str(dtype)
