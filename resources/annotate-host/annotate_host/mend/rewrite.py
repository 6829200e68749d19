"""Copies an AnnData file and mends it on the way."""

from pathlib import Path
from typing import Any

import h5py
import numpy as np

from annotate_host.dataset_error import DatasetError
from annotate_host.look.attributes import encoding_of
from annotate_host.mend.copying import Copier, Element, Replace, copy_attribute, places, stored_bytes
from annotate_host.mend.names import UniqueNames, reader_of
from annotate_host.mend.order import MendOrder
from annotate_host.mend.plan import AXES, beside, index_of, plan_of
from annotate_host.mend.progress import Progress
from annotate_host.mend.room import insist_on_room
from annotate_host.mend.tables import set_order, write_names

Deed = dict[str, Any]
"""One thing that was done: the fix, and what there is to tell of it."""

MATRIX_TYPE = np.dtype(np.float32)
MATRIX_VALUES = {"X", "X/data"}


def rewrite(source: h5py.File, out: h5py.File, order: MendOrder, progress: Progress) -> list[Deed]:
    """Write the copy and tell what was done.

    Raises
    ------
    DatasetError
        It cannot be done.
    KeyError, ValueError, TypeError, OSError, RuntimeError
        The file is damaged.
    """
    if not all(isinstance(source[axis], h5py.Group) for axis in AXES):
        raise DatasetError("mend-not-possible", name=order.name, reason="it was written by AnnData before 0.7")
    deeds: list[Deed] = []
    changes: dict[str, Replace | None] = {}
    progress.begin("reading", None)
    plan = plan_of(source, drop_broken="drop-broken" in order.fixes, drop_columns=order.drop_columns)
    for path in plan.left_out:
        changes[path] = None
        if (categories := beside(path)) is not None:
            changes[categories] = None
    if plan.left_out or plan.named_twice:
        deeds.append({"fix": "drop-broken", "parts": plan.left_out, "named_twice": plan.named_twice})
    renamed = {}
    if "make-names-unique" in order.fixes:
        for axis in AXES:
            name, index = index_of(source[axis])
            renamed[axis] = UniqueNames(*reader_of(index))
            changes[f"{axis}/{name}"] = _written_anew(renamed[axis], reader_of(index)[1])
    if "convert-matrix" in order.fixes:
        deeds += _convert_matrix(source["X"], order.name, changes, progress)
    stored = stored_bytes(source)
    insist_on_room(out, _needed(source, stored, changes, plan.left_out), order.name)
    progress.begin("copying", stored)
    Copier(changes, progress.advance).copy_file(source, out)
    for axis, names in plan.order.items():
        set_order(out[axis], names)
    if renamed:
        cells, genes = (renamed[axis].renamed for axis in AXES)
        deeds.append({"fix": "make-names-unique", "cells": cells, "genes": genes})
    return deeds


def _needed(source: h5py.File, stored: float, changes: dict[str, Replace | None], left_out: list[str]) -> float:
    """Tell about how many bytes the copy will have."""
    # Texts are not among what is stored: the file is larger by them.
    bytes_needed = max(stored, Path(source.filename).stat().st_size)
    bytes_needed -= sum(stored_bytes(source[path]) for path in left_out if path in source)
    for path in MATRIX_VALUES & changes.keys():
        values = source[path]
        bytes_needed += values.id.get_storage_size() * (MATRIX_TYPE.itemsize / values.dtype.itemsize - 1)
    return bytes_needed


def _written_anew(names: UniqueNames, count: int) -> Replace:
    def write(_source: Element, out: h5py.Group, name: str) -> None:
        write_names(out, name, names.blocks(), count)

    return write


def _convert_matrix(x: Element, name: str, changes: dict[str, Replace | None], progress: Progress) -> list[Deed]:
    path = "X" if isinstance(x, h5py.Dataset) else "X/data"
    values = x if isinstance(x, h5py.Dataset) else x["data"]
    if values.dtype == MATRIX_TYPE:
        return []
    if values.dtype.kind not in "fiub":
        reason = f"its values are of type {'text' if values.dtype.kind in 'OSU' else values.dtype}"
        raise DatasetError("mend-not-possible", name=name, reason=reason)

    def write(source: Element, out: h5py.Group, part: str) -> None:
        made = out.create_dataset(
            part,
            source.shape,
            MATRIX_TYPE,
            chunks=source.chunks,
            compression=source.compression,
            compression_opts=source.compression_opts,
            shuffle=source.shuffle,
        )
        for attribute in source.attrs:
            copy_attribute(source, made, attribute)
        if not encoding_of(made)[0] and path == "X":
            made.attrs.update({"encoding-type": "array", "encoding-version": "0.2.0"})
        for place in places(source):
            block = source[place]
            with np.errstate(over="ignore"):
                made[place] = block.astype(MATRIX_TYPE)
            progress.advance(block.nbytes)

    changes[path] = write
    return [{"fix": "convert-matrix", "from": str(values.dtype), "to": str(MATRIX_TYPE)}]
