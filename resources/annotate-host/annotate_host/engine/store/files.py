"""Plain arrays in files, written in any order and read in parts."""

import os
from pathlib import Path

import numpy as np

FILES = {
    "rows.indptr": np.dtype("<i8"),
    "rows.indices": np.dtype("<i4"),
    "rows.values": None,
    "columns.indptr": np.dtype("<i8"),
    "columns.indices": np.dtype("<i4"),
    "columns.values": None,
}
"""The files of a store and their types; the values' is in the manifest."""


class ArrayFile:
    """One array on disk while it is being made; reading and writing let other threads run.

    No memory mapping: the pages it leaves behind would count as this process's.
    """

    def __init__(self, path: Path, dtype: np.dtype) -> None:
        self.path = path
        self.dtype = dtype
        path.touch(mode=0o600)

    def write(self, at: int, values: np.ndarray) -> None:
        """Write values from a place on, counted in values."""
        with self.path.open("r+b", buffering=0) as file:
            file.seek(at * self.dtype.itemsize)
            rest = memoryview(np.ascontiguousarray(values, self.dtype)).cast("B") if len(values) else memoryview(b"")
            while rest:
                rest = rest[file.write(rest) :]

    def read(self, parts: list[tuple[int, int]], into: np.ndarray) -> None:
        """Read parts, each from a place up to another, one after the other."""
        rest = memoryview(into).cast("B") if len(into) else memoryview(b"")
        with self.path.open("rb", buffering=0) as file:
            for start, end in parts:
                file.seek(start * self.dtype.itemsize)
                wanted = (end - start) * self.dtype.itemsize
                while wanted:
                    got = file.readinto(rest[:wanted])
                    if not got:
                        raise EOFError(self.path.name)
                    rest, wanted = rest[got:], wanted - got

    def sync(self) -> None:
        """Have it on disk."""
        with self.path.open("r+b") as file:
            os.fsync(file.fileno())


def map_array(path: Path, dtype: np.dtype) -> np.ndarray:
    """Map an array for reading."""
    if path.stat().st_size == 0:
        return np.empty(0, dtype)
    return np.memmap(path, dtype, "r")
