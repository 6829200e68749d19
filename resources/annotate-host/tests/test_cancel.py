"""Who leaves is not worked for any longer; who stays gets the answer."""

import contextlib
import json
import sys
from pathlib import Path

import pytest
from host_process import DEADLINE_SECONDS, PROGRAM, HostProcess
from made_datasets import CELLS, GENES

SECONDS_A_STEP = 1.0
SLOWED_DOWN = f"""
import sys, time
sys.path.insert(0, {str(PROGRAM.parent)!r})
from annotate_host import host
from annotate_host.engine import moments

class TellingParent(host.Parent):
    def __init__(self, **options):
        super().__init__(**options)
        for loop in ("add_rows", "add_columns"):
            slow_down(loop, self)

def slow_down(loop, parent):
    add = getattr(moments.kernels, loop)
    def slow(indptr, *rest):
        if len(indptr) > 2:  # Else it is being warmed up.
            parent.say("step", loop=loop)
            time.sleep({SECONDS_A_STEP})
        add(indptr, *rest)
    setattr(moments.kernels, loop, slow)

moments.BLOCK_ENTRIES = 1
host.Parent = TellingParent
host.run()
"""
"""The host, but each row or gene takes a second: all cells take longer than anybody here waits for an answer."""

STEPS_A_THREAD = min(CELLS, GENES) // 2


def question(first: list[object], second: list[object]) -> bytes:
    sets = {f"set{number}": {"filter": {"obs": {"index": of}}} for number, of in ((1, first), (2, second))}
    return json.dumps({"mode": "topN", "count": 5, **sets}).encode()


EVERYBODY = question([[0, 150]], [[150, CELLS]])
TWO_CELLS = question([0], [100])

WITH_STORE = {"store_limit_bytes": 1 << 40}
BEFORE_THE_STORE = {"store_limit_bytes": 0}
"""As long as there is none: it never comes."""


def listen(process: HostProcess, dataset: Path, home: Path, threads: int, **store: object) -> HostProcess:
    place = {"store_root": str(home / "stores")} if store else {}
    process.order(dataset, home / "annotations", threads=threads, **place, **store)
    process.port = process.until("listening")["port"]
    if store == WITH_STORE:
        while process.until("store")["state"] != "ready":
            pass
    return process


def slow_host() -> HostProcess:
    return HostProcess([sys.executable, "-I", "-B", "-X", "utf8", "-c", SLOWED_DOWN])


@pytest.fixture(scope="module")
def home(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the dataset's store."""
    folder = tmp_path_factory.mktemp("home")
    with HostProcess() as process:
        listen(process, dataset, folder, 1, **WITH_STORE)
    return folder


@pytest.mark.parametrize("store", [WITH_STORE, BEFORE_THE_STORE, {}], ids=["store", "before the store", "memory"])
def test_what_nobody_waits_for_ends(store: dict[str, object], dataset: Path, home: Path, tmp_path: Path) -> None:
    assert STEPS_A_THREAD * SECONDS_A_STEP > 1.5 * DEADLINE_SECONDS
    with slow_host() as process:
        listen(process, dataset, home if store == WITH_STORE else tmp_path, 1, **store)
        with contextlib.ExitStack() as leaving:
            process.start("/api/v0.2/diffexp/obs", EVERYBODY, leaving)
            process.until("step")
        # The only thread is free for the next.
        answer = process.api("diffexp/obs", method="POST", body=TWO_CELLS, Content_Type="application/json")
        assert answer.status == 200
        assert "Traceback" not in process.log
        assert "ERROR" not in process.log


def test_somebody_else_s_goes_on(dataset: Path, home: Path) -> None:
    with slow_host() as process, contextlib.ExitStack() as staying:
        listen(process, dataset, home, 2, **WITH_STORE)
        stays = process.start("/api/v0.2/diffexp/obs", TWO_CELLS, staying)
        with contextlib.ExitStack() as leaving:
            process.start("/api/v0.2/diffexp/obs", EVERYBODY, leaving)
            while process.until("step")["loop"] != "add_columns":  # The way for many cells.
                pass
        answer = stays.getresponse()
        assert answer.status == 200
        assert len(json.loads(answer.read())["positive"]) == 5
