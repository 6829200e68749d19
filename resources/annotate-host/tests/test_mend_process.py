"""A mend as a process: room on the disk, progress, and that nothing half done is left, whatever ends it."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from corpus.files import FILES
from made_datasets import CELLS, GENES, make_dataset
from mending import mend, write_loom, write_mtx, write_tenx

from annotate_host.dataset_error import DatasetError
from annotate_host.mend import mtx, room, run
from annotate_host.mend.order import MendOrder
from annotate_host.mend.progress import Progress

PROGRAM = Path(__file__).parents[1] / "annotate_host"


@pytest.mark.parametrize(
    ("name", "fix", "write"),
    [
        ("twice.h5ad", "make-names-unique", FILES["genes named alike.h5ad"]),
        ("large.h5ad", "convert-matrix", FILES["large number in sight.h5ad"]),
        ("filtered.h5", "convert", lambda path: write_tenx(path, version=3)),
        ("sample", "convert", lambda path: write_mtx(path, packed=True)),
        ("cells.loom", "convert", write_loom),
    ],
)
def test_what_does_not_fit_on_the_disk_is_said_before_it_is_written(
    name: str, fix: str, write: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, work = tmp_path / name, tmp_path / "work.h5ad"
    write(source)
    monkeypatch.setattr(room, "free_bytes", lambda folder: 900 if folder == tmp_path else 0)
    steps = []
    order = MendOrder(str(source), str(work), name, frozenset([fix]), ())
    with pytest.raises(DatasetError) as thrown:
        run._mend(order, Progress(lambda step, _done, _left: steps.append(step)))
    assert (thrown.value.code, thrown.value.values["free"]) == ("mend-little-space", "0 MB")
    assert steps == ["reading"]
    assert work.stat().st_size < 2000
    work.unlink()
    monkeypatch.undo()
    mend(source, work, fix)


@pytest.mark.parametrize(
    ("free", "needed", "wanted"),
    [(10, 10, None), (9, 10, ("0 MB", "0 MB")), (2.5e9, 3.04e9, ("3.0 GB", "2.5 GB")), (1e6, 2e8, ("200 MB", "1 MB"))],
)
def test_room(
    free: float,
    needed: float,
    wanted: tuple[str, str] | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "free_bytes", lambda _folder: free)
    with h5py.File(tmp_path / "out.h5ad", "w") as out:
        if wanted is None:
            room.insist_on_room(out, needed, "x.h5ad")
            return
        with pytest.raises(DatasetError) as thrown:
            room.insist_on_room(out, needed, "x.h5ad")
    assert (thrown.value.values["needed"], thrown.value.values["free"]) == wanted


def start(order: dict[str, Any], most_bytes: int | None = None) -> subprocess.Popen[bytes]:
    def limit() -> None:
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    child = subprocess.Popen(
        [sys.executable, "-I", "-B", "-X", "utf8", str(PROGRAM), "--mend"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=limit,  # noqa: PLW1509  This process has no threads.
    )
    assert child.stdin is not None
    child.stdin.write(json.dumps(order).encode() + b"\n")
    child.stdin.flush()
    return child


def events_of(child: subprocess.Popen[bytes]) -> list[dict[str, Any]]:
    """Read to the end while stdin is open: closed, it would end the process."""
    assert child.stdout is not None
    return [json.loads(line) for line in child.stdout.read().splitlines()]


def test_the_process_tells_how_far_it_is_and_what_it_did(tmp_path: Path) -> None:
    source, work = tmp_path / "twice.h5ad", tmp_path / "work.h5ad"
    FILES["genes named alike.h5ad"](source)
    child = start({"source": str(source), "work": str(work), "name": "x.h5ad", "fixes": ["make-names-unique"]})
    events = events_of(child)
    assert child.wait() == 0
    assert [event["step"] for event in events[:-1]] == ["reading", "copying", "checking"]
    assert events[-1] == {
        "event": "done",
        "did": [{"fix": "make-names-unique", "cells": 0, "genes": 1}],
        "still": [],
        "bytes": work.stat().st_size,
    }


@pytest.mark.parametrize("name", ["cut short.h5ad", "complex matrix.h5ad"])
def test_a_process_that_fails_leaves_nothing(name: str, tmp_path: Path) -> None:
    source, work = tmp_path / name, tmp_path / "work.h5ad"
    FILES[name](source)
    child = start({"source": str(source), "work": str(work), "name": name, "fixes": ["convert-matrix"]})
    last = events_of(child)[-1]
    assert (last["event"], child.wait()) == ("failed", run.FAILED)
    assert last["code"] in {"mend-failed", "mend-not-possible"}
    assert not work.exists()


def test_what_is_sorted_has_its_room_before_it_is_mapped(tmp_path: Path) -> None:
    # What is mapped and does not fit ends the process by a signal, in which nothing is said or cleaned up.
    with (tmp_path / "sorted").open("w+b") as file:
        mtx._reserve(file, 3_000_000)
        assert file.seek(0, 2) == 3_000_000
        assert os.fstat(file.fileno()).st_blocks * 512 >= 3_000_000
        mtx._reserve(file, 0)


@pytest.mark.parametrize("fix", ["make-names-unique", "convert-matrix", "convert"])
def test_a_disk_that_becomes_full_is_said_and_leaves_nothing(fix: str, tmp_path: Path) -> None:
    # Stands for a full disk: the system refuses to write more, in the middle of it.
    source, work = tmp_path / "source", tmp_path / "out" / "work.h5ad"
    work.parent.mkdir()
    made = make_dataset(3000)
    made.X = made.X.astype(np.float64)
    made.write_h5ad(source)
    if fix == "convert":
        source.unlink()
        write_mtx(source, packed=False)
    most = 20_000 if fix == "convert" else 500_000
    child = start({"source": str(source), "work": str(work), "name": "x.h5ad", "fixes": [fix]}, most)
    last = events_of(child)[-1]
    assert (last["event"], last.get("code"), child.wait()) == ("failed", "mend-no-space", run.FAILED)
    assert list(work.parent.iterdir()) == []


def test_what_is_there_already_is_never_touched(tmp_path: Path) -> None:
    source, work = tmp_path / "twice.h5ad", tmp_path / "work.h5ad"
    FILES["genes named alike.h5ad"](source)
    work.write_text("of somebody")
    child = start({"source": str(source), "work": str(work), "name": "x.h5ad", "fixes": ["make-names-unique"]})
    assert events_of(child)[-1]["event"] == "failed"
    assert child.wait() == run.FAILED
    assert work.read_text() == "of somebody"


def test_a_process_whose_parent_goes_leaves_nothing(tmp_path: Path) -> None:
    source, work = tmp_path / "large.h5ad", tmp_path / "work.h5ad"
    made = make_dataset()
    # Packed well and unpacked for long: still at work when it is left alone.
    made.X = np.zeros((CELLS, GENES), np.int64)
    made.write_h5ad(source)
    with h5py.File(source, "r+") as file:
        attributes = dict(file["X"].attrs)
        del file["X"]
        file.create_dataset("X", (200_000, 4_000), np.int64, chunks=(2_000, 4_000), compression="gzip")
        file["X"].attrs.update(attributes)
    child = start({"source": str(source), "work": str(work), "name": "x.h5ad", "fixes": ["convert-matrix"]})
    assert child.stdin is not None
    assert child.stdout is not None
    while b'"copying"' not in child.stdout.readline():
        assert child.poll() is None
    assert work.exists()
    child.stdin.close()
    began = time.monotonic()
    assert child.wait(timeout=30) == 0
    assert time.monotonic() - began < 15
    assert not work.exists()
