"""What the host says and hears, and that it ends when its parent does, whatever it is doing."""

import contextlib
import http.client
import json
import os
from pathlib import Path

import pandas as pd
import pytest
from host_process import SECRET, HostProcess, same_label
from made_datasets import CELLS, GENES, make_dataset

from annotate_host.parent import Order

SOUND = {"dataset": "/data/x.h5ad", "title": "X", "secret": SECRET, "annotations_root": "/home/a", "threads": 4}
AT_ONCE = 1.0


def test_a_sound_order_is_understood() -> None:
    assert Order.parse(json.dumps(SOUND).encode()) == Order(**SOUND, store_root=None, store_limit_bytes=0)


@pytest.mark.parametrize(
    "change",
    [
        {"dataset": None},
        {"dataset": "x.h5ad"},
        {"dataset": "/x\0.h5ad"},
        {"title": ""},
        {"secret": "abc"},
        {"secret": "z" * 64},
        {"annotations_root": "../x"},
        {"annotations_root": 7},
        {"threads": 0},
        {"threads": 65},
        {"threads": "8"},
        {"threads": True},
        {"dataset": ["/x.h5ad"]},
    ],
)
def test_an_unsound_order_is_refused_without_repeating_it(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must be") as refused:
        Order.parse(json.dumps({**SOUND, **change}).encode())
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("line", [b"", b"hello", b"[]", b'"/x.h5ad"', b"\xff\xfe", b"{}"])
def test_a_line_that_is_no_order_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"must be|not JSON|not a JSON object"):
        Order.parse(line)


@pytest.mark.parametrize("line", [b"\xff\xfe hello\n", b"x" * 70_000])
def test_garbage_is_answered_with_a_failure(line: bytes) -> None:
    with HostProcess() as host:
        host.send(line)
        imported, failed = iter(host.event, None)
        assert imported["event"] == "imported"
        assert (failed["event"], failed["code"]) == ("failed", "internal")
        assert host.process.wait(10) == 3


def test_the_events_on_the_way_to_serving(dataset: Path, tmp_path: Path) -> None:
    with HostProcess() as host:
        imported = host.event()
        host.order(dataset, tmp_path)
        loading, listening = host.until("loading"), host.event()
        assert imported == {"event": "imported", "seconds": imported["seconds"]}
        assert loading == {"event": "loading"}
        assert [listening[name] for name in ("event", "cells", "genes")] == ["listening", CELLS, GENES]
        host.port = listening["port"]
        assert host.ask("/health", collaborator=None).json["status"] == "pass"
        assert host.api("config").json["config"]["displayNames"]["dataset"] == "A title"


def test_it_ends_while_importing() -> None:
    with HostProcess() as host:
        host.process.stdin.close()
        assert host.process.wait(AT_ONCE * 2) == 0
        assert host.event() is None


def test_it_ends_while_waiting_for_an_order() -> None:
    with HostProcess() as host:
        host.until("imported")
        status, seconds = host.end()
        assert status == 0
        assert seconds < AT_ONCE


def test_it_ends_while_loading(large_dataset: Path, tmp_path: Path) -> None:
    with HostProcess() as host:
        host.order(large_dataset, tmp_path)
        host.until("loading")
        status, seconds = host.end()
        assert status == 0
        assert seconds < AT_ONCE
        assert host.event() is None


def test_it_ends_while_serving(dataset: Path, tmp_path: Path) -> None:
    with HostProcess() as host:
        host.listen(dataset, tmp_path)
        host.api("schema")
        status, seconds = host.end()
        assert status == 0
        assert seconds < AT_ONCE


def test_it_ends_during_differential_expression(large_dataset: Path, tmp_path: Path) -> None:
    question = {
        "mode": "topN",
        "count": 10,
        "set1": {"filter": {"obs": {"index": [[0, 12_000]]}}},
        "set2": {"filter": {"obs": {"index": [[12_000, 24_000]]}}},
    }
    with HostProcess() as host, contextlib.ExitStack() as stack:
        host.listen(large_dataset, tmp_path)
        under_way = [host.start("/api/v0.2/diffexp/obs", json.dumps(question).encode(), stack) for _ in range(4)]
        assert host.ask("/health", collaborator=None).status == 200
        status, seconds = host.end()
        assert status == 0
        assert seconds < AT_ONCE
        for request in under_way:
            with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
                request.getresponse()


def test_any_path_will_do(tmp_path: Path) -> None:
    odd = 'it\'s "quoted", Zürich 細胞 100%25 #1 [a]*? ~; b&c$d'
    place = tmp_path / odd / "-dash"
    place.mkdir(parents=True)
    path = place / f"{odd}.h5ad"
    make_dataset().write_h5ad(path)
    before = path.read_bytes()
    with HostProcess() as host:
        host.listen(path, place / "annotations")
        assert host.save_labels("ada", same_label("β", CELLS)).status == 200
        assert host.api("layout/obs").frame.shape == (CELLS, 4)
        assert host.ask("/health", collaborator=None).json["status"] == "pass"
    assert path.read_bytes() == before
    assert pd.read_csv(place / "annotations" / "ada" / "cell-labels.csv", comment="#", index_col=0).shape == (CELLS, 1)


@pytest.mark.skipif(not hasattr(os, "getsid"), reason="no process groups")
def test_it_leads_a_group_of_its_own_in_its_parents_session() -> None:
    """Linux shares processors between sessions first: in one of its own, its computing would not give way."""
    with HostProcess() as host:
        host.until("imported")
        pid = host.process.pid
        assert (os.getpgid(pid), os.getsid(pid)) == (pid, os.getsid(0))
