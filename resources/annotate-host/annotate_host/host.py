"""The life of the host: import, be told what to serve, load it, answer until the parent is gone."""

import faulthandler
import functools
import signal
import threading
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from annotate_host import saves
from annotate_host.annotate import import_annotate, import_the_rest
from annotate_host.parent import Order, Parent

if TYPE_CHECKING:
    from annotate_host.stores import StoreKeeper

FAILED = 3
LONGEST_FAREWELL_SECONDS = 0.5


def run() -> NoReturn:
    """Serve what stdin asks for, until stdin ends."""
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = Parent(before_leaving=lambda: saves.settle(LONGEST_FAREWELL_SECONDS))
    try:
        started = time.perf_counter()
        import_annotate()
        parent.say("imported", seconds=round(time.perf_counter() - started, 3))
        _serve(parent, _wait_for_order(parent))
    except ImportError as problem:
        _fail(parent, "environment-self-test-failed", reason=f"{type(problem).__name__}: {problem}")
    except Exception as problem:
        _fail(parent, "internal", reason=f"{type(problem).__name__}: {problem}")


def _wait_for_order(parent: Parent) -> Order:
    if not parent.has_order():
        _import_the_rest_meanwhile()
    try:
        return Order.parse(parent.order())
    except ValueError as problem:
        _fail(parent, "internal", reason=f"the host could not understand what to serve: {problem}.")


def _serve(parent: Parent, order: Order) -> NoReturn:
    from annotate_host import app, diagnose, gate

    parent.say("loading")
    try:
        diagnose.look(order.dataset)
        keeper = _store_keeper(parent, order)
        dataset = app.open_dataset(order.dataset, order.title, order.annotations_root)
    except Exception as problem:
        why = problem if isinstance(problem, diagnose.DatasetError) else diagnose.explain(order.dataset, problem)
        _fail(parent, why.code, detail=why.detail, **why.values)
    guard = gate.Gate(dataset.app, order.secret)
    server = app.serve(dataset, guard, order.threads)
    parent.say("listening", port=int(server.effective_port), cells=dataset.cells, genes=dataset.genes)
    _import_the_rest_meanwhile()
    if keeper is not None:
        keeper.follow(dataset.adaptor, Path(order.dataset), guard.last_request)
    server.run()
    parent.leave(0)


def _store_keeper(parent: Parent, order: Order) -> "StoreKeeper | None":
    if order.store_root is None:
        return None
    from annotate_host.stores import StoreKeeper

    keeper = StoreKeeper(Path(order.store_root), order.store_limit_bytes, functools.partial(parent.say, "store"))
    keeper.install()
    return keeper


def _import_the_rest_meanwhile() -> None:
    threading.Thread(target=import_the_rest, name="import", daemon=True).start()


def _fail(parent: Parent, code: str, detail: str | None = None, **values: str | int) -> NoReturn:
    parent.say("failed", code=code, values=values, detail=traceback.format_exc() if detail is None else detail)
    parent.leave(FAILED)
