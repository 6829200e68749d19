"""Builds the matrix store in a process of its own, so that the host answers as quickly as before meanwhile.

HDF5 keeps Python's lock while it reads and unpacks. The memory a build takes goes back to the system with its process,
and being cancelled is being killed, which a store survives.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from ..errors import CancelledError, StoreError
from .progress import Progress
from .stored import MatrixStore, open_store

_POLL_SECONDS = 0.1
_NICENESS = 5
_FAILED = 3
_ALLOCATION = {"MALLOC_MMAP_THRESHOLD_": str(1 << 30), "MALLOC_TRIM_THRESHOLD_": str(1 << 32), "MALLOC_ARENA_MAX": "1"}
"""Has glibc use the memory of one block again for the next, instead of asking the system anew, which takes longer."""


def build_store_in_process(
    cache_root: Path, dataset: Path, progress: Progress, cancel: threading.Event, size_limit_bytes: int
) -> MatrixStore:
    """Do what `build_store` does, with the same arguments, results and errors.

    Blocks: call it from a thread. `progress` is called on another one. The process ends with this one.
    """
    package = __spec__.name
    root = Path(__file__).resolve().parents[package.count(".")]
    code = f"import sys; sys.path.insert(0, {str(root)!r}); from {package} import main; main()"
    child = subprocess.Popen(  # noqa: S603  Our own interpreter and code.
        [sys.executable, "-I", "-B", "-X", "utf8", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | _ALLOCATION,
    )
    assert child.stdin is not None  # noqa: S101  For the type checker.
    assert child.stdout is not None  # noqa: S101
    failure: list[dict[str, Any]] = []
    listener = threading.Thread(target=_listen, args=(child.stdout, progress, failure.append), daemon=True)
    listener.start()
    try:
        order = {"cache_root": str(cache_root), "dataset": str(dataset), "size_limit_bytes": size_limit_bytes}
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(json.dumps(order).encode() + b"\n")
            child.stdin.flush()
        while not _ended(child):
            if cancel.is_set():
                raise CancelledError
        listener.join()
    finally:
        child.kill()
        child.wait()
        child.stdin.close()
    if failure:
        raise StoreError(failure[0]["code"], **failure[0]["values"])
    store = open_store(cache_root, dataset)
    if store is None:
        raise StoreError("store-build-failed", reason=f"its process ended with {child.returncode}")
    return store


def _ended(child: "subprocess.Popen[bytes]") -> bool:
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(_POLL_SECONDS)
    return child.returncode is not None


def _listen(lines: Any, progress: Progress, failed: Callable[[dict[str, Any]], None]) -> None:
    with lines:
        for line in lines:
            event = json.loads(line)
            if "code" in event:
                failed(event)
            else:
                progress(event["done"], event["detail"])


def main() -> NoReturn:
    """Be that process: the order comes on stdin, what happens goes to stdout."""
    from .builder import build_store  # Brings the compiler along, which the host itself need not wait for.

    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICENESS)
    order = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()

    def say(**event: object) -> None:
        sys.stdout.write(json.dumps(event) + "\n")
        sys.stdout.flush()

    try:
        build_store(
            Path(order["cache_root"]),
            Path(order["dataset"]),
            lambda done, detail: say(done=done, detail=detail),
            threading.Event(),
            order["size_limit_bytes"],
        ).close()
    except StoreError as problem:
        say(code=problem.code, values=problem.values)
        os._exit(_FAILED)
    except Exception:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _end_with_parent() -> None:
    # Not by way of sys.stdin, whose lock a thread that ends with the process must not hold.
    while os.read(0, 1):
        pass
    os._exit(1)
