"""The life of the host: import, be told what to serve, load it, answer until the parent is gone."""

import faulthandler
import functools
import signal
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from annotate_host import saves
from annotate_host.annotate import import_annotate
from annotate_host.parent import Order, Parent
from annotate_host.spare import WarmUp

if TYPE_CHECKING:
    from annotate_host.app import OpenDataset
    from annotate_host.stores import StoreKeeper

FAILED = 3
LONGEST_FAREWELL_SECONDS = 0.5


def run() -> NoReturn:
    """Serve what stdin asks for, until stdin ends."""
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = Parent(before_leaving=lambda: saves.settle(LONGEST_FAREWELL_SECONDS))
    warm_up = WarmUp(parent)
    try:
        started = time.perf_counter()
        import_annotate()
        parent.say("imported", seconds=round(time.perf_counter() - started, 3))
        if not parent.has_order():
            warm_up.begin()
        _serve(parent, _wait_for_order(parent), warm_up)
    except ImportError as problem:
        _fail(parent, "environment-self-test-failed", reason=f"{type(problem).__name__}: {problem}")
    except Exception as problem:
        _fail(parent, "internal", reason=f"{type(problem).__name__}: {problem}")


def _wait_for_order(parent: Parent) -> Order:
    try:
        return Order.parse(parent.order())
    except ValueError as problem:
        _fail(parent, "internal", reason=f"the host could not understand what to serve: {problem}.")


def _serve(parent: Parent, order: Order, warm_up: WarmUp) -> NoReturn:
    from annotate_host import app, gate

    parent.say("loading")
    keeper, dataset = _load(parent, order)
    guard = gate.Gate(dataset.app, order.secret)
    server = app.serve(dataset, guard, order.threads)
    size = {"cells": dataset.cells, "genes": dataset.genes}
    parent.say("listening", port=int(server.effective_port), **size, columns=dataset.columns)
    warm_up.order_is_served()
    if keeper is not None:
        keeper.follow(dataset.adaptor, Path(order.dataset), guard.last_request)
    server.run()
    parent.leave(0)


def _load(parent: Parent, order: Order) -> "tuple[StoreKeeper | None, OpenDataset]":
    from annotate_host import app, diagnose

    try:
        keeper, has_store = _prepare_store(parent, order)
        # A store is made only of a file that has been looked at and loaded, and found only while that is the same.
        if not has_store:
            diagnose.look(order.dataset)
        return keeper, app.open_dataset(order.dataset, order.title, order.annotations_root)
    except Exception as problem:
        why = problem if isinstance(problem, diagnose.DatasetError) else diagnose.explain(order.dataset, problem)
        _fail(parent, why.code, detail=why.detail, **why.values)


def _prepare_store(parent: Parent, order: Order) -> "tuple[StoreKeeper | None, bool]":
    from annotate_host import stores

    if order.store_root is None:
        stores.do_without()
        return None, False
    keeper = stores.StoreKeeper(Path(order.store_root), order.store_limit_bytes, functools.partial(parent.say, "store"))
    return keeper, keeper.install(Path(order.dataset))


def _fail(parent: Parent, code: str, detail: str | None = None, **values: str | int) -> NoReturn:
    parent.say("failed", code=code, values=values, detail=traceback.format_exc() if detail is None else detail)
    parent.leave(FAILED)
