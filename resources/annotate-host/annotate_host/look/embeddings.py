"""Which embeddings Annotate will offer, by its own rules, and why not the others."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import h5py
import numpy as np

from annotate_host.dataset_error import DatasetError
from annotate_host.look.attributes import bytes_of, encoding_of, text
from annotate_host.look.budget import Budget

Why = Literal["name", "shape", "one-dimension", "not-numbers", "infinite", "all-missing", "too-many"]

PREFIX = "X_"
MOST_OFFERED = 30
"""Annotate's own bound."""
_ROWS_AT_ONCE = 1 << 16


@dataclass
class Embedding:
    """An embedding.

    Attributes
    ----------
    why
        Why Annotate leaves it out; None if it offers it.
    missing
        How many cells have no position in it; None if that is not known.
    is_meant
        Whether it looks as if it was to be looked at.
    """

    name: str
    dimensions: int
    why: Why | None
    missing: int | None
    is_meant: bool


def read_embeddings(obsm: h5py.Group | h5py.Dataset | None, cells: int, budget: Budget) -> list[Embedding]:
    """Read what there is to tell of ``obsm``, in the file's order.

    Raises
    ------
    KeyError, ValueError, TypeError, OSError, RuntimeError
        It is damaged.
    """
    if obsm is None:
        return []
    if isinstance(obsm, h5py.Dataset):
        found = [_of_field(obsm, name, cells, budget) for name in obsm.dtype.names or ()]
    else:
        found = [_of_element(text(name), obsm[name], cells, budget) for name in obsm]
    offered = 0
    for embedding in found:
        offered += embedding.why is None
        if embedding.why is None and offered > MOST_OFFERED:
            embedding.why = "too-many"
    return found


def embeddings_memory(obsm: h5py.Group | h5py.Dataset | None) -> int:
    """Tell how many bytes they take in memory."""
    if isinstance(obsm, h5py.Dataset):
        return bytes_of(obsm)
    return sum(bytes_of(element) for element in (obsm or {}).values() if isinstance(element, h5py.Dataset))


def _of_element(key: str, element: h5py.Group | h5py.Dataset, cells: int, budget: Budget) -> Embedding:
    name = key.removeprefix(PREFIX)
    if encoding_of(element)[0] == "dataframe":
        # Annotate numbers the cells, and AnnData then finds that they are not the table's.
        raise DatasetError("dataset-table-among-embeddings", name=Path(element.file.filename).name, table=key)
    if not isinstance(element, h5py.Dataset) or element.shape is None:
        return Embedding(name, 0, "not-numbers", None, key.startswith(PREFIX))
    dimensions = element.shape[1] if element.ndim > 1 else 1
    if element.shape[:1] != (cells,):
        raise ValueError(f"embedding {key} is not as long as there are cells")
    why = _wrong_in_header(key, element.dtype, element.ndim, dimensions)
    missing = None
    if why is None:
        why, missing = _wrong_in_values(element, element.dtype, cells, budget)
    return Embedding(name, dimensions, why, missing, _is_meant(key, dimensions))


def _of_field(table: h5py.Dataset, key: str, cells: int, budget: Budget) -> Embedding:
    """Look at an embedding as AnnData before 0.7 wrote it: a field of one table."""
    dtype = table.dtype[key]
    dimensions = dtype.shape[0] if dtype.shape else 1
    if table.shape != (cells,):
        raise ValueError(f"embedding {key} is not as long as there are cells")
    why = _wrong_in_header(key, dtype.base, 1 + len(dtype.shape), dimensions)
    missing = None
    if why is None:
        why, missing = _wrong_in_values(table.fields(key), dtype.base, cells, budget)
    return Embedding(key.removeprefix(PREFIX), dimensions, why, missing, _is_meant(key, dimensions))


def _is_meant(key: str, dimensions: int) -> bool:
    return key.startswith(PREFIX) or dimensions in {2, 3}


def _wrong_in_header(key: str, dtype: np.dtype, ndim: int, dimensions: int) -> Why | None:
    if dtype.kind not in "fiu":
        return "not-numbers"
    if ndim < 2 or dimensions < 2:
        return "one-dimension"
    if ndim > 2:
        return "shape"
    return None if key.startswith(PREFIX) else "name"


def _wrong_in_values(values: Any, dtype: np.dtype, cells: int, budget: Budget) -> tuple[Why | None, int | None]:
    if dtype.kind != "f":
        return None, 0
    missing, any_there = 0, False
    for start in range(0, cells, _ROWS_AT_ONCE):
        if budget.is_spent():
            return None, None
        block = values[start : start + _ROWS_AT_ONCE]
        if np.isinf(block).any():
            return "infinite", None
        absent = np.isnan(block)
        any_there = any_there or not absent.all()
        missing += int(absent[:, :2].any(axis=1).sum())
    return (None, missing) if any_there else ("all-missing", None)
