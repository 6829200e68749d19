"""An embedding as points, coloured by a column: small enough to send and to draw at once."""

from dataclasses import dataclass
from typing import Any

import h5py
import numpy as np

from annotate_host.dataset_error import DatasetError
from annotate_host.look.attributes import text, texts
from annotate_host.look.embeddings import PREFIX
from annotate_host.look.tables import categories_before_0_7

MOST_NAMED = 1000
"""Categories beyond these share the last colour."""
MISSING = 0xFFFF
"""The code of a cell without a value."""
FINEST = 0xFFFF
"""Positions are whole numbers from 0 to this, x from left to right, y from below."""
_LEGEND_STEPS = 255


@dataclass(frozen=True)
class Picture:
    """Points with a code each.

    Attributes
    ----------
    places
        uint16, one row a point.
    codes
        uint16: the number of a category, or where a number lies between the least (0) and the largest (255);
        `MISSING` for neither.
    aspect
        Width of the picture by its height.
    scale
        The least and the largest number, where the colours stand for numbers.
    """

    cells: int
    places: np.ndarray
    codes: np.ndarray
    names: list[str]
    scale: tuple[float, float] | None
    aspect: float

    def told(self) -> dict[str, Any]:
        """Return what goes before the bytes."""
        return {
            "cells": self.cells,
            "points": len(self.codes),
            "names": self.names,
            "scale": None if self.scale is None else list(self.scale),
            "aspect": self.aspect,
        }

    def data(self) -> bytes:
        """Return all places (x, y, x, y, …), then all codes, as little-endian uint16."""
        return self.places.astype("<u2").tobytes() + self.codes.astype("<u2").tobytes()


def read_picture(file: h5py.File, embedding: str, column: str | None, most: int) -> Picture:
    """Read a picture.

    Parameters
    ----------
    embedding
        Its name, as Annotate shows it.
    column
        A column of the cells, by which to colour; None for none.
    most
        How many points at most; of more cells, every so manieth is taken.

    Raises
    ------
    DatasetError
        There is no such embedding or column.
    KeyError, ValueError, TypeError, OSError, RuntimeError
        It is damaged.
    """
    # Only what is listed: HDF5 would take a path to anywhere in the file for a name.
    if PREFIX + embedding not in _names(file.get("obsm")):
        raise DatasetError("request-invalid", reason=f"there is no embedding {embedding}")
    if column is not None and column not in _columns(file["obs"]):
        raise DatasetError("request-invalid", reason=f"there is no column {column}")
    places = _read_places(file["obsm"], PREFIX + embedding)
    cells = len(places)
    # Not at random: the same file gives the same picture.
    taken = np.arange(cells) if cells <= most else np.linspace(0, cells - 1, most).astype(np.int64)
    codes, names, scale = (np.zeros(cells, np.uint16), [], None) if column is None else _colour(file["obs"], column)
    if len(codes) != cells:
        raise ValueError(f"column {column} is not as long as there are cells")
    there = taken[np.isfinite(places[taken]).all(axis=1)]
    shown, aspect = _fit(places[there])
    return Picture(cells, shown, codes[there], names, scale, aspect)


def _names(obsm: h5py.Group | h5py.Dataset | None) -> list[str]:
    if obsm is None:
        return []
    return list(obsm.dtype.names or ()) if isinstance(obsm, h5py.Dataset) else list(obsm)


def _columns(obs: h5py.Group | h5py.Dataset) -> list[str]:
    return list(obs.dtype.names or ()) if isinstance(obs, h5py.Dataset) else texts(obs.attrs["column-order"])


def _read_places(obsm: h5py.Group | h5py.Dataset, key: str) -> np.ndarray:
    values = obsm[key][:, :2]
    if values.ndim != 2 or values.shape[1] != 2:
        raise ValueError(f"{key} has no two dimensions")
    return values.astype(np.float32)


def _fit(places: np.ndarray) -> tuple[np.ndarray, float]:
    if not len(places):
        return np.empty((0, 2), np.uint16), 1.0
    low, high = places.min(axis=0).astype(np.float64), places.max(axis=0).astype(np.float64)
    span = np.where(high > low, high - low, 1.0)
    aspect = float(np.clip(span[0] / span[1], 0.2, 5.0))
    return np.rint((places - low) / span * FINEST).astype(np.uint16), aspect


def _colour(obs: h5py.Group | h5py.Dataset, column: str) -> tuple[np.ndarray, list[str], tuple[float, float] | None]:
    if isinstance(obs, h5py.Dataset):
        values = obs.fields(column)[:]
        categories = categories_before_0_7(obs, column) if values.dtype.kind in "iu" else None
        return _of_values(values) if categories is None else _of_codes(values, categories)
    element = obs[column]
    if isinstance(element, h5py.Group) and "codes" in element:
        return _of_codes(element["codes"][:], element["categories"])
    if isinstance(element, h5py.Group):
        values = element["values"][:]
        absent = element["mask"][:].astype(bool) if "mask" in element else np.zeros(len(values), bool)
        codes, names, scale = _of_values(values)
        return np.where(absent, np.uint16(MISSING), codes), names, scale
    if "categories" in element.attrs:  # Before AnnData 0.8.
        return _of_codes(element[:], obs.file[element.attrs["categories"]])
    return _of_values(element[:])


def _of_codes(codes: np.ndarray, categories: h5py.Group | h5py.Dataset) -> tuple[np.ndarray, list[str], None]:
    values = categories if isinstance(categories, h5py.Dataset) else categories["values"]
    names = [text(value) for value in values[:MOST_NAMED]]
    wide = codes.astype(np.int64)
    clipped = np.minimum(wide, MOST_NAMED - 1)
    return np.where(wide < 0, MISSING, clipped).astype(np.uint16), names, None


def _of_values(values: np.ndarray) -> tuple[np.ndarray, list[str], tuple[float, float] | None]:
    if values.dtype.kind not in "fiu":
        known: dict[Any, int] = {}
        codes = [known.setdefault(value, min(len(known), MOST_NAMED - 1)) for value in values.tolist()]
        return np.array(codes, np.uint16), [text(value) for value in known][:MOST_NAMED], None
    finite = np.isfinite(values)
    if not finite.any():
        return np.full(len(values), MISSING, np.uint16), [], None
    low, high = float(values[finite].min()), float(values[finite].max())
    share = (np.where(finite, values, low).astype(np.float64) - low) / ((high - low) or 1.0)
    codes = np.rint(share * _LEGEND_STEPS).astype(np.uint16)
    return np.where(finite, codes, MISSING).astype(np.uint16), [], (low, high)
