"""Which dataset a store is of, and what it must hold to be whole."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, Self

from .matrix import Layout

FORMAT = 1
MANIFEST = "manifest.json"
LOCK = "lock"

_EDGE = 64 * 1024
_SAMPLE = 4 * 1024
_SAMPLES = 64


@dataclass(frozen=True)
class Identity:
    """What tells one dataset, as it is now, from any other."""

    path: str
    size: int
    mtime_ns: int
    fingerprint: str

    @classmethod
    def of(cls, dataset: Path) -> Self:
        """Look at a file: its size, its time, its first and last bytes and samples of those between."""
        with dataset.open("rb") as file:
            status = os.fstat(file.fileno())
            digest = hashlib.sha256(file.read(_EDGE))
            for sample in range(1, _SAMPLES):
                file.seek(status.st_size * sample // _SAMPLES)
                digest.update(file.read(_SAMPLE))
            file.seek(max(0, status.st_size - _EDGE))
            digest.update(file.read(_EDGE))
        return cls(str(dataset.resolve()), status.st_size, status.st_mtime_ns, digest.hexdigest())

    @property
    def key(self) -> str:
        """The name of the store's folder."""
        fields = json.dumps([FORMAT, self.path, self.size, self.mtime_ns, self.fingerprint])
        return hashlib.sha256(fields.encode()).hexdigest()[:40]


@dataclass(frozen=True)
class Manifest:
    """Written last: a store without it does not exist."""

    identity: Identity
    shape: tuple[int, int]
    layout: Layout
    dtype: str
    stored_dtype: str
    entries: int
    distribution: Literal["normal", "count"]
    size_bytes: int
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Put it in place in one step, on disk before and after."""
        beside = folder / f"{MANIFEST}.new"
        with beside.open("w", encoding="utf-8") as file:
            json.dump(asdict(self), file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(folder / MANIFEST)
        sync_folder(folder)

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Return the manifest of a finished store, None of anything else. Whether its files are whole shows in them."""
        try:
            fields = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            if fields["format"] != FORMAT:
                return None
            rows, columns = fields.pop("shape")
            return cls(identity=Identity(**fields.pop("identity")), shape=(rows, columns), **fields)
        except (OSError, ValueError, KeyError, TypeError):
            return None


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk, where the system knows how to."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
