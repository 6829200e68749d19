"""Builds the matrix store of a dataset: all of it, or nothing anybody would see."""

import contextlib
import errno
import os
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import CancelledError, StoreError
from .cache import BUILD_LOCK, EVICTED, PARTIAL, clear_leftovers, make_room
from .distribution import DistributionWatch
from .files import FILES
from .locks import FileLock
from .manifest import LOCK, Identity, Manifest, sync_folder
from .progress import Progress
from .source import InexactError, Source
from .stored import MatrixStore
from .write import SidesWriter

_POLL_SECONDS = 0.2


def build_store(
    cache_root: Path, dataset: Path, progress: Progress, cancel: threading.Event, size_limit_bytes: int
) -> MatrixStore:
    """Build the store of a dataset, or open it if somebody else has.

    It takes two cores, at most 500 MB of memory whatever the size of X, and while it lasts half as much again on disk
    as the store will take. Being killed at any time costs the time only.

    Parameters
    ----------
    cache_root
        The folder of all stores; made if need be.
    dataset
        The .h5ad file; only read.
    progress
        Told how much is done, 0 to 1, and what is being done. Called on this thread.
    cancel
        Set it to stop, within about a second.
    size_limit_bytes
        What all stores may take together; those used longest ago are removed for the new one.

    Raises
    ------
    StoreError
        It cannot be built.
    CancelledError
        `cancel` was set.
    """
    try:
        cache_root.mkdir(mode=0o700, parents=True, exist_ok=True)
        identity = Identity.of(dataset)
        build = _Build(cache_root, identity, progress, cancel, size_limit_bytes)
        lock = build.become_only_one()
        try:
            return MatrixStore.open(cache_root / identity.key) or build.run()
        finally:
            lock.release(remove=True)
    except OSError as problem:
        if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
            free = shutil.disk_usage(cache_root).free
            raise StoreError("store-no-space", needed=0, free=free) from problem
        raise StoreError("store-unwritable", reason=str(problem)) from problem


@dataclass(frozen=True)
class _Build:
    cache_root: Path
    identity: Identity
    progress: Progress
    cancel: threading.Event
    limit: int

    def become_only_one(self) -> FileLock:
        path = self.cache_root / f"{BUILD_LOCK}{self.identity.key}"
        while (lock := FileLock.try_exclusive(path)) is None:
            self.progress(0, "Waiting for another session that prepares the same dataset")
            if self.cancel.wait(_POLL_SECONDS):
                raise CancelledError
        return lock

    def run(self) -> MatrixStore:
        clear_leftovers(self.cache_root, self.identity.key)
        dataset = Path(self.identity.path)
        partial = self.cache_root / f"{PARTIAL}{self.identity.key}-{os.getpid()}"
        with Source.open(dataset) as source:
            try:
                try:
                    manifest = self._write(partial, source, _narrowest(source.dtype))
                except InexactError:
                    shutil.rmtree(partial)
                    manifest = self._write(partial, source, source.dtype)
                if Identity.of(dataset) != self.identity:
                    raise StoreError("store-dataset-changed", reason="the file changed while it was read")
                return self._commit(partial, manifest)
            finally:
                shutil.rmtree(partial, ignore_errors=True)

    def _write(self, partial: Path, source: Source, stored: np.dtype) -> Manifest:
        side = source.estimate_entries() * (4 + stored.itemsize)
        pointers = 8 * (source.lines + source.width + 2)
        make_room(self.cache_root, 2 * side + pointers, side, self.limit)
        partial.mkdir(mode=0o700)
        (partial / LOCK).touch(mode=0o600)
        writer = SidesWriter(partial, source, stored, self.cancel)
        watch = DistributionWatch()

        def report(done: float) -> None:
            self.progress(done, "Preparing the matrix")

        report(0)
        writer.write(source.blocks(stored, writer.block_entries, watch), report)
        return Manifest(
            identity=self.identity,
            shape=source.shape,
            layout=source.layout,
            dtype=source.dtype.str,
            stored_dtype=stored.str,
            entries=writer.entries,
            distribution=watch.result(),
            size_bytes=sum((partial / name).stat().st_size for name in FILES),
        )

    def _commit(self, partial: Path, manifest: Manifest) -> MatrixStore:
        manifest.write(partial)
        final = self.cache_root / self.identity.key
        broken = self.cache_root / f"{EVICTED}{final.name}-{os.getpid()}"
        with contextlib.suppress(FileNotFoundError):
            # Not whole, or it would have been opened.
            final.rename(broken)
        partial.rename(final)
        shutil.rmtree(broken, ignore_errors=True)
        sync_folder(self.cache_root)
        store = MatrixStore.open(final)
        if store is None:
            raise StoreError("store-build-failed", reason="the finished store could not be opened")
        return store


def _narrowest(dtype: np.dtype) -> np.dtype:
    # What was calculated as float64 seldom fits, which shows in the first block; counts always do.
    return np.dtype("<f4") if dtype == np.dtype("<f8") else dtype
