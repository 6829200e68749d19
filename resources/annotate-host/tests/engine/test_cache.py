"""The stores' folder keeps within its limit and survives whatever ends a process."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from engine_data import LIMIT, build, make_x, write_h5ad
from scipy import sparse

from annotate_host.engine.errors import CancelledError, StoreError
from annotate_host.engine.store.cache import EVICTED, PARTIAL, Kept, choose_evictions, evict
from annotate_host.engine.store.manifest import MANIFEST
from annotate_host.engine.store.process import build_store_in_process
from annotate_host.engine.store.stored import open_store

OLD, MIDDLE, NEW = Kept("old", 10, 1), Kept("middle", 20, 2), Kept("new", 30, 3)
ALL = (NEW, OLD, MIDDLE)


@pytest.mark.parametrize(
    ("needed", "limit", "free", "in_use", "evicted"),
    [
        (40, 100, 1000, "", []),
        (41, 100, 1000, "", ["old"]),
        (60, 100, 1000, "", ["old", "middle"]),
        (100, 100, 1000, "", ["old", "middle", "new"]),
        (101, 100, 1000, "", None),
        (60, 100, 1000, "old", ["middle"]),
        (71, 100, 1000, "new", None),
        (40, 100, 30, "", ["old"]),
        (40, 100, 25, "", ["old", "middle"]),
        (40, 100, 25, "middle", ["old", "new"]),
        (40, 100, 0, "new", None),
        (0, 10, 0, "old", ["middle", "new"]),
    ],
)
def test_what_goes(needed: int, limit: int, free: int, in_use: str, evicted: list[str] | None) -> None:
    assert choose_evictions(ALL, needed, limit, free, frozenset({in_use})) == evicted


@pytest.fixture
def datasets(tmp_path: Path) -> list[Path]:
    return [write_h5ad(tmp_path / f"{seed}.h5ad", sparse.csr_matrix(make_x(seed=seed))) for seed in range(3)]


def test_used_longest_ago_goes_first(tmp_path: Path, datasets: list[Path]) -> None:
    cache = tmp_path / "cache"
    sizes = []
    for age, dataset in enumerate(datasets[:2]):
        store = build(cache, dataset)
        store.close()
        sizes.append(store.manifest.size_bytes)
        os.utime(cache / store.manifest.identity.key / "lock", (age, age))
    first = open_store(cache, datasets[0])
    first.close()
    build(cache, datasets[2], int(2.5 * sizes[0])).close()
    assert [open_store(cache, dataset) is not None for dataset in datasets] == [True, False, True]


def test_what_is_in_use_stays(tmp_path: Path, datasets: list[Path]) -> None:
    cache = tmp_path / "cache"
    with build(cache, datasets[0]) as store:
        before = store.matrix.rows.values.copy()
        with pytest.raises(StoreError, match="store-over-limit"):
            build(cache, datasets[1], int(1.5 * store.manifest.size_bytes))
        assert not evict(cache / store.manifest.identity.key)
        np.testing.assert_array_equal(store.matrix.rows.values, before)
    build(cache, datasets[1], int(1.5 * store.manifest.size_bytes)).close()
    assert open_store(cache, datasets[0]) is None
    # Still mapped: whoever was answering from it has not lost it.
    np.testing.assert_array_equal(store.matrix.rows.values, before)


def test_no_room_on_the_disk(tmp_path: Path, datasets: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=(512 << 20) + 1000))
    with pytest.raises(StoreError) as problem:
        build(tmp_path / "cache", datasets[0])
    assert problem.value.code == "store-no-space"
    assert problem.value.values["free"] == 1000
    assert problem.value.values["needed"] > 1000


def test_a_second_build_opens_the_first(tmp_path: Path, datasets: list[Path]) -> None:
    with build(tmp_path / "cache", datasets[0]) as first, build(tmp_path / "cache", datasets[0]) as second:
        assert first.manifest == second.manifest
        files = (tmp_path / "cache" / first.manifest.identity.key / "rows.values",)
        assert len({file.stat().st_ino for file in files}) == 1


def test_a_changed_dataset_has_another_store(tmp_path: Path, datasets: list[Path]) -> None:
    cache = tmp_path / "cache"
    build(cache, datasets[0]).close()
    status = datasets[0].stat()
    os.utime(datasets[0], ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert open_store(cache, datasets[0]) is None
    os.utime(datasets[0], ns=(status.st_atime_ns, status.st_mtime_ns))
    assert open_store(cache, datasets[0]) is not None
    content = bytearray(datasets[0].read_bytes())
    content[len(content) // 2] ^= 1
    datasets[0].write_bytes(content)
    os.utime(datasets[0], ns=(status.st_atime_ns, status.st_mtime_ns))
    assert open_store(cache, datasets[0]) is None


@pytest.mark.parametrize("damage", ["no manifest", "torn manifest", "short file", "lost file", "odd pointers"])
def test_what_is_not_whole_is_made_anew(tmp_path: Path, datasets: list[Path], damage: str) -> None:
    cache = tmp_path / "cache"
    with build(cache, datasets[0]) as store:
        folder = cache / store.manifest.identity.key
    match damage:
        case "no manifest":
            (folder / MANIFEST).unlink()
        case "torn manifest":
            (folder / MANIFEST).write_bytes((folder / MANIFEST).read_bytes()[:50])
        case "short file":
            os.truncate(folder / "columns.values", 100)
        case "lost file":
            (folder / "rows.indptr").unlink()
        case "odd pointers":
            pointers = np.fromfile(folder / "rows.indptr", np.int64)
            pointers[5] = 10**9
            pointers.tofile(folder / "rows.indptr")
    assert open_store(cache, datasets[0]) is None
    with build(cache, datasets[0]) as again:
        np.testing.assert_array_equal(again.matrix.rows.values, sparse.csr_matrix(make_x()).data)
    assert sorted(path.name for path in cache.iterdir()) == [folder.name]


def test_in_a_process_of_its_own(tmp_path: Path, datasets: list[Path]) -> None:
    seen: list[tuple[float, str]] = []
    with build_store_in_process(
        tmp_path / "cache", datasets[0], lambda *event: seen.append(event), threading.Event(), LIMIT
    ) as store:
        np.testing.assert_array_equal(store.matrix.rows.values, sparse.csr_matrix(make_x()).data)
    assert seen[-1] == (pytest.approx(1), "Preparing the matrix")


def test_its_errors_come_over(tmp_path: Path, datasets: list[Path]) -> None:
    with pytest.raises(StoreError) as problem:
        build_store_in_process(tmp_path / "cache", datasets[0], lambda *_: None, threading.Event(), 10)
    assert problem.value.code == "store-over-limit"
    assert problem.value.values["limit"] == 10


def test_cancelling_it_ends_it(tmp_path: Path, datasets: list[Path]) -> None:
    cancel = threading.Event()
    with pytest.raises(CancelledError):
        build_store_in_process(tmp_path / "cache", datasets[0], lambda *_: cancel.set(), cancel, LIMIT)


BUILDER = """
import sys, threading, time
sys.path[:0] = {path!r}
from pathlib import Path
from annotate_host.engine.store import write
from annotate_host.engine.store.builder import build_store
write.SidesWriter.__init__.__defaults__ = (3000,)
def progress(done, detail):
    print(done, flush=True)
    time.sleep(0.01)
build_store(Path({cache!r}), Path({dataset!r}), progress, threading.Event(), 1 << 40)
print("done", flush=True)
"""


@pytest.fixture
def builder(tmp_path: Path, datasets: list[Path]) -> Callable[[], "subprocess.Popen[str]"]:
    """Starts a process that builds the first dataset's store, slowly."""
    started = []
    code = BUILDER.format(path=sys.path, cache=str(tmp_path / "cache"), dataset=str(datasets[0]))

    def start() -> "subprocess.Popen[str]":
        started.append(subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for child in started:
        child.kill()
        child.wait()
        child.stdout.close()


@pytest.mark.parametrize("at", [0.0, 0.3, 0.7, 0.96])
def test_killed_at_any_time(
    tmp_path: Path, datasets: list[Path], builder: Callable[[], "subprocess.Popen[str]"], at: float
) -> None:
    child = builder()
    for line in child.stdout:
        if float(line) >= at:
            break
    child.send_signal(signal.SIGKILL)
    child.wait()
    cache = tmp_path / "cache"
    assert any(folder.name.startswith(PARTIAL) for folder in cache.iterdir())
    assert open_store(cache, datasets[0]) is None
    # Another dataset's build clears it away as well.
    build(cache, datasets[1]).close()
    assert not any(folder.name.startswith((PARTIAL, EVICTED, ".lock")) for folder in cache.iterdir())
    with build(cache, datasets[0]) as store:
        np.testing.assert_array_equal(store.matrix.rows.values, sparse.csr_matrix(make_x()).data)


def test_two_builders_make_one_store(
    tmp_path: Path, datasets: list[Path], builder: Callable[[], "subprocess.Popen[str]"]
) -> None:
    child = builder()
    child.stdout.readline()
    details = set()
    from annotate_host.engine.store.builder import build_store

    with build_store(tmp_path / "cache", datasets[0], lambda _, detail: details.add(detail), threading.Event(), LIMIT):
        assert details == {"Waiting for another session that prepares the same dataset"}
    assert child.wait() == 0


def test_a_build_leaves_another_one_alone(
    tmp_path: Path, datasets: list[Path], builder: Callable[[], "subprocess.Popen[str]"]
) -> None:
    child = builder()
    child.stdout.readline()
    build(tmp_path / "cache", datasets[1]).close()
    assert any(line == "done\n" for line in child.stdout)
    assert open_store(tmp_path / "cache", datasets[0]) is not None
