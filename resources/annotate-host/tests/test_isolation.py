"""The host talks to nobody but the proxy, listens on loopback only, and leaves no trace where it has no business."""

import os
import sys
from pathlib import Path

import pytest
from host_process import PROGRAM, HostProcess, same_label
from made_datasets import CELLS

WATCHED = f"""
import sys, runpy
def watch(event, args):
    if event in ("socket.bind", "socket.connect"):
        print(event, args[1][0], file=sys.__stderr__, flush=True)
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        print(event, args[0], file=sys.__stderr__, flush=True)
sys.addaudithook(watch)
sys.argv = [{str(PROGRAM)!r}]
runpy.run_path({str(PROGRAM)!r}, run_name="__main__")
"""


def test_it_reaches_out_to_nobody_and_listens_on_loopback_only(dataset: Path, tmp_path: Path) -> None:
    with HostProcess([sys.executable, "-I", "-B", "-c", WATCHED]) as host:
        host.listen(dataset, tmp_path / "annotations")
        for path in ("/", "/health", "/api/v0.2/schema", "/api/v0.2/config", "/api/v0.2/layout/obs"):
            assert host.ask(path).status == 200
        assert host.save_labels("ada", same_label("x", CELLS)).status == 200
        host.end()
        watched = [line.split() for line in host.log.splitlines() if line.startswith("socket.")]
        assert {address for _, address in watched} <= {"127.0.0.1", "::1"}
        assert "socket.connect" not in {event for event, _ in watched}


def test_the_owner_s_settings_and_folders_are_left_alone(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, cwd = tmp_path / "home", tmp_path / "cwd"
    home.mkdir()
    cwd.mkdir()
    (cwd / "server").mkdir()  # Annotate's package has this very name.
    program = sorted(PROGRAM.rglob("*"))
    before = (dataset.read_bytes(), dataset.stat().st_mtime_ns)
    settings = {"HOME": str(home), "CXG_SECRET_KEY": "__import__('os')._exit(9)", "CXG_SERVER_PORT": "not a port"}
    monkeypatch.chdir(cwd)
    with HostProcess(env={**os.environ, **settings, "PYTHONPATH": str(cwd)}) as host:
        host.listen(dataset, tmp_path / "annotations")
        assert host.save_gene_sets("ada", 1, ["set"]).status == 200
        assert host.api("layout/obs").status == 200
        host.end()
    assert list(home.iterdir()) == []
    assert [place.name for place in cwd.iterdir()] == ["server"]
    assert sorted(PROGRAM.rglob("*")) == program
    assert (dataset.read_bytes(), dataset.stat().st_mtime_ns) == before
    assert sorted(place.name for place in (tmp_path / "annotations").rglob("*")) == ["ada", "gene-sets.csv"]
