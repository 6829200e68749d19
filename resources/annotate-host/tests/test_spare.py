"""A host without an order gets ready for one, and is never in the way of one that comes too early."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from host_process import DEADLINE_SECONDS, PROGRAM, HostProcess
from made_datasets import CELLS, GENES

from annotate_host import spare
from annotate_host.spare import WarmUp


def beside_the_program() -> list[Path]:
    return sorted(path for path in PROGRAM.rglob("*") if "__pycache__" not in path.parts)


def kept_in(folder: Path) -> set[str]:
    return {path.name.split(".")[1].split("-")[0] for path in folder.rglob("*.nbc")}


def test_it_says_so_when_it_is_ready_and_serves_then(dataset: Path, tmp_path: Path) -> None:
    kernels = tmp_path / "kernels"
    with HostProcess(env={**os.environ, "NUMBA_CACHE_DIR": str(kernels)}) as host:
        assert [host.event()["event"], host.event()] == ["imported", {"event": "spare"}]
        assert kept_in(kernels) >= {"add_rows", "add_columns", "add_scaled"}
        host.order(dataset, tmp_path / "annotations")
        assert host.event() == {"event": "loading"}
        listening = host.event()
        assert (listening["event"], listening["cells"], listening["genes"]) == ("listening", CELLS, GENES)


def test_without_a_folder_for_it_nothing_is_kept() -> None:
    before = beside_the_program()
    env = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    with HostProcess(env=env) as host:
        host.until("spare")
        status, _ = host.end()
        assert status == 0
    assert beside_the_program() == before
    assert not [*PROGRAM.rglob("*.nb[ci]")]


def test_an_order_that_comes_too_early_is_served_and_no_spare_announced(dataset: Path, tmp_path: Path) -> None:
    with HostProcess() as host:
        assert host.event()["event"] == "imported"
        host.order(dataset, tmp_path, store_root=str(tmp_path / "stores"), store_limit_bytes=1 << 40)
        events = [host.event()]
        while events[-1].get("state") != "ready":
            events.append(host.event())
        assert [event["event"] for event in events if event["event"] != "store"] == ["loading", "listening"]


class Waiting:
    """As much of the parent as the warm-up asks."""

    def __init__(self) -> None:
        self.ordered = threading.Event()
        self.said: list[str] = []
        self.asked_to_say = threading.Event()

    def has_order(self) -> bool:
        return self.ordered.is_set()

    def say_while_waiting(self, event: str) -> None:
        if not self.has_order():
            self.said.append(event)
        self.asked_to_say.set()


class Paused(threading.Event):
    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Event()

    def wait(self, timeout: float | None = None) -> bool:
        self.begun.set()
        return super().wait(timeout)


LOOP = """
def step():
    steps.append(None)

def loop():
    begun.set()
    while not enough.is_set():
        step()
"""


class Loop:
    """A module of some name with a function that calls another, until it is enough."""

    def __init__(self, name: str) -> None:
        self.begun, self.enough, self.steps = threading.Event(), threading.Event(), []
        self._names = {"__name__": name, "begun": self.begun, "enough": self.enough, "steps": self.steps}
        exec(LOOP, self._names)

    def run(self) -> None:
        self._names["loop"]()


def test_it_stands_still_from_the_order_until_that_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    parent, loop, paused = Waiting(), Loop("numba.made"), Paused()
    monkeypatch.setattr(spare, "import_the_rest", loop.run)
    monkeypatch.setattr(spare, "LONGEST_PAUSE_SECONDS", DEADLINE_SECONDS)
    warm_up = WarmUp(parent)
    monkeypatch.setattr(warm_up, "_served", paused)
    warm_up.begin()
    assert loop.begun.wait(DEADLINE_SECONDS)
    parent.ordered.set()
    assert paused.begun.wait(DEADLINE_SECONDS)
    so_far = len(loop.steps)
    loop.enough.set()
    assert not parent.asked_to_say.wait(0.2)
    assert len(loop.steps) == so_far
    warm_up.order_is_served()
    assert parent.asked_to_say.wait(DEADLINE_SECONDS)
    assert parent.said == []


def test_it_does_not_stand_still_where_it_may_hold_a_lock_of_everybody_s(monkeypatch: pytest.MonkeyPatch) -> None:
    parent, loop, paused = Waiting(), Loop("logging"), Paused()

    def only_this() -> None:
        loop.run()
        raise ImportError("enough")

    monkeypatch.setattr(spare, "import_the_rest", only_this)
    warm_up = WarmUp(parent)
    monkeypatch.setattr(warm_up, "_served", paused)
    parent.ordered.set()
    warm_up.begin()
    assert loop.begun.wait(DEADLINE_SECONDS)
    loop.enough.set()
    warm_up._thread.join(DEADLINE_SECONDS)
    assert not paused.begun.is_set()


def test_an_order_that_comes_while_it_says_so_is_not_kept_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever speaks holds the line to the parent."""

    class JustThen(Waiting):
        def say_while_waiting(self, event: str) -> None:
            self.ordered.set()
            exec("def step(): pass\nstep()", {"__name__": "numba.made"})
            super().say_while_waiting(event)

    paused = Paused()
    warm_up = WarmUp(parent := JustThen())
    monkeypatch.setattr(warm_up, "_served", paused)
    warm_up.begin()
    assert parent.asked_to_say.wait(DEADLINE_SECONDS)
    assert not paused.begun.is_set()


def test_it_does_not_stand_still_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spare, "LONGEST_PAUSE_SECONDS", 0.01)
    parent = Waiting()
    parent.ordered.set()
    WarmUp(parent).begin()
    assert parent.asked_to_say.wait(DEADLINE_SECONDS)


def test_it_begins_once(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[None] = []
    monkeypatch.setattr(spare, "import_the_rest", lambda: begun.append(None))
    parent = Waiting()
    warm_up = WarmUp(parent)
    warm_up.begin()
    assert parent.asked_to_say.wait(DEADLINE_SECONDS)
    warm_up.order_is_served()
    assert (begun, parent.said) == ([None], ["spare"])


def test_what_cannot_be_imported_is_no_spare(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ImportError("no such thing")

    monkeypatch.setattr(spare, "import_the_rest", fail)
    parent = Waiting()
    warm_up = WarmUp(parent)
    warm_up.begin()
    warm_up._thread.join(DEADLINE_SECONDS)
    assert parent.said == []
    assert "no such thing" in capfd.readouterr().err


SERVE = """
import sys
from pathlib import Path
from annotate_host.annotate import import_annotate
import_annotate()
before = set(sys.modules)
from annotate_host import app, diagnose, gate, stores
dataset, home = map(Path, sys.argv[1:])
keeper = stores.StoreKeeper(home, 1 << 40, print)
keeper.install(dataset)
diagnose.look(str(dataset))
opened = app.open_dataset(str(dataset), "title", str(home))
app.serve(opened, gate.Gate(opened.app, "5ec4e7" * 8), 8)
print(sorted(name for name in set(sys.modules) - before if not name.startswith("encodings.")))
"""


def test_all_that_serving_needs_is_there_before_it_warms_up(dataset: Path, tmp_path: Path) -> None:
    """Else the order could wait for what the warm-up has begun to import when it was paused."""
    command = [sys.executable, "-B", "-c", SERVE, str(dataset), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=PROGRAM.parent)
    assert done.stdout.splitlines() == ["[]"], done.stderr
