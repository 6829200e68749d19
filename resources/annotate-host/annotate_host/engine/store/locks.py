"""Locks between processes that the system lets go of, however their holder ends."""

import contextlib
import os
import sys
from pathlib import Path
from typing import Self

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class FileLock:
    """A held lock on a file; a process id would not do, for it may be used again or belong to another machine.

    On Windows only exclusive locks are real. There, a folder with an open file in it cannot be renamed, which is
    what a shared lock is for.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor: int | None = descriptor

    @classmethod
    def try_exclusive(cls, path: Path, *, create: bool = True) -> Self | None:
        """Lock out everybody else, or return None if somebody has the lock."""
        return cls._try(path, exclusive=True, create=create)

    @classmethod
    def try_shared(cls, path: Path) -> Self | None:
        """Lock out exclusive locks, or return None if somebody has one or the file is gone."""
        return cls._try(path, exclusive=False, create=False)

    def release(self, *, remove: bool = False) -> None:
        """Let go; can be called again. With `remove`, which needs an exclusive lock, the file goes as well."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        if remove and sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        os.close(descriptor)
        if remove and sys.platform == "win32":
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)

    @classmethod
    def _try(cls, path: Path, *, exclusive: bool, create: bool) -> Self | None:
        while True:
            try:
                descriptor = os.open(path, os.O_RDWR | (os.O_CREAT if create else 0), 0o600)
            except FileNotFoundError:
                if create:
                    raise
                return None
            except PermissionError:
                return None
            if not _lock(descriptor, exclusive=exclusive):
                os.close(descriptor)
                return None
            # The file may have been removed, or another put in its place, between the two calls.
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(descriptor), path.stat()):
                    return cls(path, descriptor)
            os.close(descriptor)
            if not create:
                return None


def _lock(descriptor: int, *, exclusive: bool) -> bool:
    try:
        if sys.platform == "win32":
            if exclusive:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError:
        # Held by somebody, or a file system without locks, where we must assume so.
        return False
    return True
