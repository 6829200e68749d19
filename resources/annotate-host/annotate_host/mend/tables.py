"""Writes tables of cells and genes as AnnData does."""

from collections.abc import Iterable, Sequence

import h5py
import numpy as np

TEXT = h5py.string_dtype()


def write_names(parent: h5py.Group, name: str, blocks: Iterable[list[bytes]], count: int) -> None:
    """Write a list of texts as they come."""
    made = parent.create_dataset(name, (count,), TEXT)
    mark(made, "string-array", "0.2.0")
    start = 0
    for block in blocks:
        made[start : start + len(block)] = np.array(block, object)
        start += len(block)


def write_table(file: h5py.File, axis: str, columns: Sequence[tuple[str, np.ndarray]]) -> h5py.Group:
    """Write a table whose names, called ``_index``, are still to come.

    Parameters
    ----------
    columns
        Names and values: numbers, yes and no, or bytes.
    """
    table = file.create_group(axis)
    mark(table, "dataframe", "0.2.0")
    table.attrs["_index"] = "_index"
    set_order(table, [name for name, _values in columns])
    for name, values in columns:
        if values.dtype.kind in "OS":
            _write_texts(table, name, values)
        else:
            mark(table.create_dataset(name, data=values), "array", "0.2.0")
    return table


def set_order(table: h5py.Group, order: Sequence[str]) -> None:
    """Say which columns there are."""
    table.attrs.create("column-order", np.array(list(order), object), shape=(len(order),), dtype=TEXT)


def mark(element: h5py.Group | h5py.Dataset, kind: str, version: str) -> None:
    """Say how AnnData is to read it."""
    element.attrs["encoding-type"] = kind
    element.attrs["encoding-version"] = version


def _write_texts(table: h5py.Group, name: str, values: np.ndarray) -> None:
    categories, codes = np.unique(values, return_inverse=True)
    if len(categories) == len(values):
        write_names(table, name, [list(values)], len(values))
        return
    group = table.create_group(name)
    mark(group, "categorical", "0.2.0")
    group.attrs["ordered"] = False
    narrow = np.int8 if len(categories) < 128 else np.int16 if len(categories) < 1 << 15 else np.int32
    mark(group.create_dataset("codes", data=codes.astype(narrow)), "array", "0.2.0")
    write_names(group, "categories", [list(categories)], len(categories))
