"""Finds out what a file of another kind is, by its content, and makes an AnnData file out of it."""

from pathlib import Path

import h5py

from annotate_host.dataset_error import DatasetError
from annotate_host.mend.loom import convert_loom, is_loom
from annotate_host.mend.mtx import convert_mtx, find_matrix
from annotate_host.mend.progress import Progress
from annotate_host.mend.rewrite import Deed
from annotate_host.mend.tenx import convert_tenx, is_tenx


def convert(source: Path, out: h5py.File, name: str, progress: Progress) -> list[Deed]:
    """Write it, and tell what was done.

    Raises
    ------
    DatasetError
        It is none of the kinds that are known here, or cannot be read.
    KeyError, ValueError, TypeError, OSError, RuntimeError
        It is damaged.
    """
    progress.begin("reading", None)
    if (matrix := find_matrix(source)) is not None:
        told = convert_mtx(matrix, out, name, progress)
    elif source.is_dir():
        raise DatasetError("mend-not-possible", name=name, reason="there is not just one matrix.mtx in it")
    else:
        with h5py.File(source, "r") as file:
            if is_loom(file):
                told = convert_loom(file, out, name, progress)
            elif is_tenx(file):
                told = convert_tenx(file, out, name, progress)
            else:
                reason = "it is neither a .h5 file of Cell Ranger nor a loom file"
                raise DatasetError("mend-not-possible", name=name, reason=reason)
    renamed = told.pop("renamed")
    deeds: list[Deed] = [{"fix": "convert", **told}]
    if any(renamed.values()):
        deeds.append({"fix": "make-names-unique", **renamed})
    return deeds
