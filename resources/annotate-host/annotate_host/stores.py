"""Takes the dataset's matrix store into use: at once where there is one, else when it has been built meanwhile."""

import os
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from annotate_host.engine import adaptor
from annotate_host.engine.adaptor import StoreAdaptor
from annotate_host.engine.errors import StoreError
from annotate_host.engine.store.process import build_store_in_process
from annotate_host.engine.store.stored import open_store

KERNELS = "kernels"
LEAST_STEP = 0.01
THREADS = min(2, os.cpu_count() or 1)
"""How many share the work on one differential expression."""
REST_AFTER_SECONDS = 30.0


def do_without() -> None:
    """Have Annotate load the next dataset into memory, and answer from there as our adaptor does."""
    adaptor.install(lambda _: None, THREADS)


class StoreKeeper:
    """Keeps one dataset's store.

    Parameters
    ----------
    root
        The folder of all stores.
    limit
        Bytes that all stores together may take.
    say
        Called with what there is to tell: ``state`` (``building``, ``ready`` or ``none``) and what goes with it.
    """

    def __init__(self, root: Path, limit: int, say: Callable[..., None]) -> None:
        self._root = root
        self._limit = limit
        self._say = say
        # Read when the compiler is imported, which is later.
        os.environ.setdefault("NUMBA_CACHE_DIR", str(root / KERNELS))

    def install(self, dataset: Path) -> bool:
        """Have Annotate load a dataset through its store; tell whether there is one of the file as it is now."""
        store = open_store(self._root, dataset)
        adaptor.install(lambda _: store, THREADS)
        return store is not None

    def follow(self, adaptor: StoreAdaptor, dataset: Path, last_request: Callable[[], float]) -> None:
        """Build the store if there is none, have the loops compiled, and let go of memory when nobody asks.

        Returns at once; what happens, happens behind the answers.

        Parameters
        ----------
        last_request
            When something was asked last, by `time.monotonic`.
        """
        work = threading.Thread(target=self._follow, args=(adaptor, dataset, last_request), name="store", daemon=True)
        work.start()

    def _follow(self, adaptor: StoreAdaptor, dataset: Path, last_request: Callable[[], float]) -> None:
        if self._take_into_use(adaptor, dataset):
            _rest_when_idle(adaptor, last_request)

    def _take_into_use(self, adaptor: StoreAdaptor, dataset: Path) -> bool:
        from annotate_host.engine.warm import warm

        try:
            if adaptor.store is None:
                adaptor.use_store(
                    build_store_in_process(self._root, dataset, self._report(), threading.Event(), self._limit)
                )
            if adaptor.store is not None:
                warm((adaptor.store.matrix.dtype,))
        except StoreError as problem:
            self._say(state="none", code=problem.code, values=problem.values)
        except ValueError as problem:  # The file was replaced while it was read.
            self._say(state="none", code="store-dataset-changed", values={"reason": str(problem)})
        except Exception:
            traceback.print_exc()
            self._say(state="none", code="store-build-failed", values={"reason": "see the log"})
        else:
            self._say(state="ready")
            return True
        return False

    def _report(self) -> Callable[[float, str], None]:
        told = -1.0

        def report(done: float, detail: str) -> None:
            nonlocal told
            if done - told >= LEAST_STEP or done < told:
                told = done
                self._say(state="building", done=round(done, 2), detail=detail)

        return report


def _rest_when_idle(adaptor: StoreAdaptor, last_request: Callable[[], float]) -> None:
    rested_at = 0.0
    while True:
        time.sleep(REST_AFTER_SECONDS / 3)
        last = last_request()
        if rested_at <= last and time.monotonic() - last >= REST_AFTER_SECONDS:
            adaptor.rest()
            rested_at = time.monotonic()
