"""Opens a dataset's file, or says in the contract's codes why it cannot be opened."""

import contextlib
import errno
import re
import traceback
from collections.abc import Iterator
from pathlib import Path

import h5py

from annotate_host.dataset_error import DatasetError

_TRUNCATED = re.compile(r"truncated file: eof = (\d+).*stored_eof = (\d+)")
_OTHER_KINDS = {
    "mod": "it is a MuData file",
    "row_attrs": "it is a loom file",
    "assays": "it is an h5Seurat file",
    "matrix": "it is a 10x Genomics matrix",
}
_AWAY = {
    getattr(errno, name)
    for name in ("EIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ETIMEDOUT", "ENODEV", "ENXIO")
    if hasattr(errno, name)
}
_ERRNO = re.compile(r"errno = (\d+)")
_BROKEN = (KeyError, ValueError, TypeError, RuntimeError, IndexError, AttributeError, OverflowError, UnicodeError)


@contextlib.contextmanager
def opened(path: str) -> Iterator[h5py.File]:
    """Open a dataset's file for reading.

    Raises
    ------
    DatasetError
        It cannot be opened, is of another kind, or (for what is done with it) turns out to be damaged.
    """
    name = Path(path).name
    if not Path(path).exists():
        raise DatasetError("dataset-not-found", path=path)
    if Path(path).is_dir():
        raise DatasetError("dataset-is-folder", path=path)
    if not Path(path).is_file():  # Opening a pipe would wait for ever.
        raise DatasetError("dataset-unreadable", name=name, reason="it is not an ordinary file")
    if not name.lower().endswith(".h5ad"):
        raise DatasetError("dataset-wrong-kind", name=name, kind="its name does not end in .h5ad")
    try:
        with h5py.File(path, "r") as file:
            _insist_on_anndata(file, name)
            yield file
    except PermissionError as problem:
        raise DatasetError("dataset-unreadable", str(problem), name=name, reason="permission denied") from problem
    except BlockingIOError as problem:
        reason = "another program holds it open for writing"
        raise DatasetError("dataset-unreadable", str(problem), name=name, reason=reason) from problem
    except OSError as problem:
        raise _unopenable(path, problem) from problem
    except _BROKEN as problem:
        raise damaged(name, problem) from problem


def damaged(name: str, problem: BaseException) -> DatasetError:
    """Turn what a reader threw into a code."""
    return DatasetError("dataset-damaged", "".join(traceback.format_exception(problem)), name=name)


def _insist_on_anndata(file: h5py.File, name: str) -> None:
    if "obs" not in file or "var" not in file or "mod" in file:
        other_kinds = [sentence for key, sentence in _OTHER_KINDS.items() if key in file]
        kind = other_kinds[0] if other_kinds else "it is an HDF5 file of another kind"
        raise DatasetError("dataset-wrong-kind", name=name, kind=kind)


def _unopenable(path: str, problem: OSError) -> DatasetError:
    name = Path(path).name
    text = str(problem)
    if truncated := _TRUNCATED.search(text):
        actual, expected = map(int, truncated.groups())
        return DatasetError("dataset-truncated", text, name=name, expected=f"{expected:,}", actual=f"{actual:,}")
    if "file signature not found" in text:
        return DatasetError("dataset-wrong-kind", text, name=name, kind="it is not an HDF5 file")
    if "already open for write" in text:
        reason = "another program is writing it, or ended before it was done"
        return DatasetError("dataset-unreadable", text, name=name, reason=reason)
    told = _ERRNO.search(text)
    if problem.errno in _AWAY or (told is not None and int(told[1]) in _AWAY):
        return DatasetError("dataset-unreadable", text, name=name, reason="the drive it is on does not answer")
    return damaged(name, problem)
