"""A host with a matrix store answers as one without, from the first request on, and says when the store is in use."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from host_process import HostProcess
from made_datasets import CELLS

ROOMY = 1 << 40

READS = [
    f"/api/v0.2/{path}"
    for path in (
        "schema",
        "colors",
        "layout/obs",
        "annotations/obs",
        "annotations/var",
        "data/var",
        "data/var?var:name_0=gene7",
        "data/var?var:name_0=gene7&var:name_0=gene8",
        "data/var?var:name_0=nowhere",
        "summarize/var?method=mean&var:name_0=gene7&var:name_0=gene8",
        "summarize/var?method=median&var:name_0=gene7",
    )
]
DATA_QUERY = {"filter": {"var": {"annotation_value": [{"name": "name_0", "values": ["gene3", "gene9"]}]}}}
QUESTION = {
    "mode": "topN",
    "count": 12,
    "set1": {"filter": {"obs": {"annotation_value": [{"name": "cluster", "values": [0]}]}}},
    "set2": {"filter": {"obs": {"index": [[0, 40], 70, CELLS - 1]}}},
}


def listen(process: HostProcess, dataset: Path, home: Path, limit: int = ROOMY) -> HostProcess:
    process.order(dataset, home / "annotations", store_root=str(home / "stores"), store_limit_bytes=limit)
    process.port = process.until("listening")["port"]
    return process


def until_settled(process: HostProcess) -> dict[str, object]:
    """The store events up to the one after which nothing more comes."""
    while True:
        event = process.until("store")
        if event["state"] != "building":
            return event


def answers(process: HostProcess) -> dict[str, tuple[int, bytes]]:
    got = {path: process.ask(path) for path in READS}
    query = json.dumps(DATA_QUERY).encode()
    got["values"] = process.api("data/var", method="PUT", body=query, Content_Type="application/json")
    return {path: (answer.status, answer.body) for path, answer in got.items()}


def compared(process: HostProcess) -> dict[str, np.ndarray]:
    body = json.dumps(QUESTION).encode()
    answer = process.api("diffexp/obs", method="POST", body=body, Content_Type="application/json")
    assert answer.status == 200, answer
    return {side: np.array(rows) for side, rows in answer.json.items()}


@pytest.fixture(scope="module")
def plain(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    """Without a store."""
    with HostProcess() as process:
        yield process.listen(dataset, tmp_path_factory.mktemp("plain") / "annotations")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the module's stores lie."""
    return tmp_path_factory.mktemp("home")


def test_it_is_built_behind_the_answers_and_nobody_notices(plain: HostProcess, dataset: Path, home: Path) -> None:
    with HostProcess() as process:
        listen(process, dataset, home)
        before, expected = answers(process), answers(plain)
        assert until_settled(process) == {"event": "store", "state": "ready"}
        assert before == expected
        assert answers(process) == expected
        for side, rows in compared(plain).items():
            mine = compared(process)[side]
            assert mine[:, 0].tolist() == rows[:, 0].tolist()
            np.testing.assert_allclose(mine[:, 1], rows[:, 1], rtol=1e-5)


def test_the_next_host_has_it_at_once(plain: HostProcess, dataset: Path, home: Path) -> None:
    with HostProcess() as process:
        listen(process, dataset, home)
        events = process.until("store")
        assert events["state"] == "ready"
        assert answers(process) == answers(plain)


def test_what_people_save_is_the_same_before_and_after(dataset: Path, tmp_path: Path) -> None:
    with HostProcess() as process:
        listen(process, dataset, tmp_path)
        assert process.save_gene_sets("ada", 1, ["early"]).status == 200
        until_settled(process)
        assert process.gene_sets("ada")[0] == ["early"]
        assert process.save_gene_sets("ada", 2, ["early", "late"]).status == 200
        assert process.gene_sets("ada")[0] == ["early", "late"]


def test_with_no_room_for_it_memory_answers(plain: HostProcess, dataset: Path, tmp_path: Path) -> None:
    with HostProcess() as process:
        listen(process, dataset, tmp_path, limit=1000)
        assert until_settled(process)["code"] == "store-over-limit"
        assert answers(process) == answers(plain)
        assert compared(process).keys() == compared(plain).keys()


def test_a_host_killed_while_it_builds_costs_the_time_only(large_dataset: Path, tmp_path: Path) -> None:
    with HostProcess() as process:
        listen(process, large_dataset, tmp_path)
        assert process.until("store")["state"] == "building"
        os.kill(process.process.pid, signal.SIGKILL)
    with HostProcess() as process:
        listen(process, large_dataset, tmp_path)
        assert until_settled(process)["state"] == "ready"
    stores = [entry.name for entry in (tmp_path / "stores").iterdir() if entry.name != "kernels"]
    assert len([name for name in stores if not name.startswith(".")]) == 1
    assert not [name for name in stores if name.startswith(".partial-")]


@pytest.mark.parametrize("bad", [{"store_root": "relative"}, {"store_root": 7}, {"store_limit_bytes": -1}])
def test_an_order_that_makes_no_sense_is_refused(bad: dict[str, object], dataset: Path, tmp_path: Path) -> None:
    with HostProcess() as process:
        process.order(dataset, tmp_path, **{"store_root": str(tmp_path), "store_limit_bytes": 1, **bad})
        while (event := process.event()) and event["event"] != "failed":
            pass
        assert event is not None
        assert event["code"] == "internal"
