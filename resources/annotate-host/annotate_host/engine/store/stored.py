"""A finished matrix store, opened for reading."""

import contextlib
import mmap
import os
from pathlib import Path
from typing import Literal, Self

import numpy as np

from .files import FILES, map_array
from .locks import FileLock
from .manifest import LOCK, Identity, Manifest
from .matrix import Compressed, Matrix


class MatrixStore:
    """X of one dataset, memory-mapped. While it is open nobody removes it.

    Attributes
    ----------
    manifest
        What it is of.
    matrix
        Both sides.
    """

    def __init__(self, folder: Path, manifest: Manifest, matrix: Matrix, lock: FileLock) -> None:
        self.manifest = manifest
        self.matrix = matrix
        self._folder = folder
        self._lock = lock

    @classmethod
    def open(cls, folder: Path) -> Self | None:
        """Open a store; None if it is not there or not whole."""
        lock = FileLock.try_shared(folder / LOCK)
        if lock is None:
            return None
        try:
            manifest = Manifest.read(folder)
            matrix = _map(folder, manifest) if manifest is not None else None
        except OSError:
            matrix = None
        if manifest is None or matrix is None:
            lock.release()
            return None
        store = cls(folder, manifest, matrix, lock)
        store.touch()
        return store

    @property
    def distribution(self) -> Literal["normal", "count"]:
        """What Annotate would take X for."""
        return self.manifest.distribution

    def touch(self) -> None:
        """Note that it was used now: the store used longest ago goes first when there is no room."""
        with contextlib.suppress(OSError):
            os.utime(self._folder / LOCK)

    def release_pages(self) -> None:
        """Stop holding the pages read so far; the system still has them as long as it has room."""
        for side in (self.matrix.rows, self.matrix.columns):
            for array in (side.indptr, side.indices, side.values) if side is not None else ():
                mapped = _mapping(array)
                if mapped is not None and hasattr(mmap, "MADV_DONTNEED"):
                    mapped.madvise(mmap.MADV_DONTNEED)

    def close(self) -> None:
        """Let others remove it. What still reads the arrays may go on."""
        self.touch()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()


def open_store(cache_root: Path, dataset: Path) -> MatrixStore | None:
    """Open the store of a dataset as the file is now; None if there is no whole one."""
    try:
        return MatrixStore.open(cache_root / Identity.of(dataset).key)
    except OSError:
        return None


def _map(folder: Path, manifest: Manifest) -> Matrix | None:
    values = np.dtype(manifest.stored_dtype)
    arrays = {name: map_array(folder / name, dtype or values) for name, dtype in FILES.items()}
    cells, genes = manifest.shape
    sides = {}
    for side, lines in (("rows", cells), ("columns", genes)):
        indptr, indices, data = (arrays[f"{side}.{part}"] for part in ("indptr", "indices", "values"))
        # Compiled loops go where these say, without looking.
        fits = len(indptr) == lines + 1 and len(indices) == len(data) == manifest.entries
        if not fits or indptr[0] != 0 or indptr[-1] != manifest.entries or np.any(np.diff(indptr) < 0):
            return None
        sides[side] = Compressed(indptr, indices, data)
    return Matrix(manifest.shape, manifest.layout, np.dtype(manifest.dtype), sides["rows"], sides["columns"])


def _mapping(array: np.ndarray) -> mmap.mmap | None:
    base: object = array
    while isinstance(base, np.ndarray):
        base = base.base
    return base if isinstance(base, mmap.mmap) else None
