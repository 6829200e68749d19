"""Keeps the folder of stores within its size, on disks with room, and free of what a crash left behind."""

import contextlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..errors import StoreError
from .locks import FileLock
from .manifest import LOCK, Manifest

PARTIAL = ".partial-"
EVICTED = ".evicted-"
BUILD_LOCK = ".lock-"
DISK_RESERVE = 512 << 20


@dataclass(frozen=True)
class Kept:
    """A store on disk.

    Attributes
    ----------
    used
        When it was last used, in nanoseconds.
    """

    key: str
    size: int
    used: int


def choose_evictions(
    kept: Iterable[Kept], needed: int, limit: int, free: int, in_use: frozenset[str]
) -> list[str] | None:
    """Choose what has to go for `needed` bytes more; None if there can be no room for them.

    Used longest ago goes first, never what is in use. `free` is how much of the disk may be taken.
    """
    stores = sorted(kept, key=lambda store: store.used)
    taken = sum(store.size for store in stores)
    evicted = []
    for store in stores:
        if taken + needed <= limit and needed <= free:
            break
        if store.key not in in_use:
            evicted.append(store.key)
            taken -= store.size
            free += store.size
    return evicted if taken + needed <= limit and needed <= free else None


def make_room(cache_root: Path, size: int, scratch: int, limit: int) -> None:
    """Remove stores until a new one fits.

    Parameters
    ----------
    size, scratch
        Bytes the store takes when finished, and takes beside that while it is made.
    limit
        Bytes all stores may take.

    Raises
    ------
    StoreError
        ``store-over-limit`` or ``store-no-space``. Nothing was removed then.
    """
    free = shutil.disk_usage(cache_root).free - DISK_RESERVE
    kept, in_use = [], set()
    for folder in _stores(cache_root):
        manifest = Manifest.read(folder)
        with contextlib.suppress(FileNotFoundError):
            used = (folder / LOCK).stat().st_mtime_ns
            kept.append(Kept(folder.name, manifest.size_bytes if manifest else _size(folder), used))
            lock = FileLock.try_exclusive(folder / LOCK, create=False)
            if lock is None:
                in_use.add(folder.name)
            else:
                lock.release()
    if choose_evictions(kept, size, limit, size, frozenset(in_use)) is None:
        held = sum(store.size for store in kept if store.key in in_use)
        raise StoreError("store-over-limit", needed=size, limit=limit, held=held)
    # The scratch files count for the disk, not for the limit.
    evicted = choose_evictions(kept, size + scratch, limit + scratch, free, frozenset(in_use))
    if evicted is None:
        raise StoreError("store-no-space", needed=size + scratch, free=max(0, free))
    for key in evicted:
        evict(cache_root / key)


def evict(folder: Path) -> bool:
    """Remove a store, unless it is in use."""
    lock = FileLock.try_exclusive(folder / LOCK, create=False)
    if lock is None:
        return False
    try:
        aside = folder.rename(folder.with_name(EVICTED + folder.name))
    except OSError:
        return False
    finally:
        lock.release()
    shutil.rmtree(aside, ignore_errors=True)
    return True


def clear_leftovers(cache_root: Path, mine: str) -> None:
    """Remove what builders and removals that were killed left behind.

    Parameters
    ----------
    mine
        The key whose build lock is held by who calls this: nobody else is at work on what there is of it.
    """
    for folder in cache_root.glob(f"{EVICTED}*"):
        shutil.rmtree(folder, ignore_errors=True)
    for folder in cache_root.glob(f"{PARTIAL}*"):
        key = folder.name.removeprefix(PARTIAL).partition("-")[0]
        # Whoever builds it has this lock; its process id is only there for people.
        if key == mine:
            shutil.rmtree(folder, ignore_errors=True)
            continue
        lock = FileLock.try_exclusive(cache_root / f"{BUILD_LOCK}{key}")
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            lock.release(remove=True)


def _stores(cache_root: Path) -> list[Path]:
    return [folder for folder in cache_root.iterdir() if folder.is_dir() and not folder.name.startswith(".")]


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())
