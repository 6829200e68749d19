"""Each dataset that cannot be served gets the code that tells its owner what to do."""

import os
import re
from pathlib import Path

import h5py
import numpy as np
import pytest
from bad_datasets import PROBLEMS, cut_short
from host_process import HostProcess
from made_datasets import CELLS, GENES, make_dataset

from annotate_host import app, diagnose

FOLDER = Path(__file__).parents[3] / "contract"
CONTRACT = "".join((FOLDER / name).read_text() for name in ("errors.ts", "dataset-failures.ts"))


def open_as_host(path: Path) -> None:
    try:
        diagnose.look(str(path))
        app.open_dataset(str(path), "title", str(path.parent / "annotations"))
    except diagnose.DatasetError:
        raise
    except Exception as problem:
        raise diagnose.explain(str(path), problem) from problem


def slots(code: str) -> set[str]:
    """Names that the contract's sentence for a code wants filled in."""
    entry = re.search(rf"'{code}': \{{\s*message: '(.*?)',\s*hint", CONTRACT, re.DOTALL)
    assert entry is not None, f"{code} is not in the contract"
    return set(re.findall(r"\{(\w+)\}", entry[1]))


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_bad_dataset_gets_its_code(problem: str, tmp_path: Path) -> None:
    make, code, values = PROBLEMS[problem]
    path = tmp_path / f"{problem}.h5ad"
    make(path)
    with pytest.raises(diagnose.DatasetError) as thrown:
        open_as_host(path)
    assert thrown.value.code == code, thrown.value.detail
    assert values.items() <= thrown.value.values.items()
    assert slots(code) <= thrown.value.values.keys()
    assert "Traceback" not in str(thrown.value.values)


def test_a_cut_file_is_told_by_its_lengths(tmp_path: Path) -> None:
    path = tmp_path / "cut.h5ad"
    make_dataset().write_h5ad(path)
    whole = path.stat().st_size
    os.truncate(path, 5_000)
    with pytest.raises(diagnose.DatasetError) as thrown:
        diagnose.look(str(path))
    assert (thrown.value.values["expected"], thrown.value.values["actual"]) == (f"{whole:,}", "5,000")


def test_a_file_of_another_name_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "data.h5"
    make_dataset().write_h5ad(path)
    with pytest.raises(diagnose.DatasetError) as thrown:
        diagnose.look(str(path))
    assert thrown.value.code == "dataset-wrong-kind"


@pytest.mark.parametrize(
    ("thrown", "code"),
    [
        (PermissionError(13, "Permission denied"), "dataset-unreadable"),
        (BlockingIOError(11, "unable to lock file"), "dataset-unreadable"),
        (OSError(5, "Input/output error"), "dataset-unreadable"),
        (OSError(116, "Stale file handle"), "dataset-unreadable"),
        (OSError("Unable to read (errno = 107, error message = 'not connected')"), "dataset-unreadable"),
        (OSError("Unable to open file (bad object header version number)"), "dataset-damaged"),
    ],
)
def test_a_file_that_cannot_be_opened(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, thrown: OSError, code: str
) -> None:
    def refuse(*args: object) -> None:
        raise thrown

    monkeypatch.setattr(h5py, "File", refuse)
    with pytest.raises(diagnose.DatasetError) as caught:
        diagnose.look(str(dataset))
    assert caught.value.code == code
    assert slots(code) <= caught.value.values.keys()


def test_running_out_of_memory_is_not_called_damage() -> None:
    assert diagnose.explain("/x/a.h5ad", MemoryError()).code == "host-start-failed"


@pytest.mark.parametrize(
    "kind", ["old format", "text index", "one good embedding among bad ones", "dense", "integers", "LOUD"]
)
def test_sound_datasets_of_all_sorts_are_served(kind: str, tmp_path: Path) -> None:
    path = tmp_path / (f"{kind}.H5AD" if kind == "LOUD" else f"{kind}.h5ad")
    made = make_dataset()
    if kind == "one good embedding among bad ones":
        made.obsm["X_spoilt"] = np.full((CELLS, 2), np.inf)
        made.obsm["X_flat"] = np.zeros((CELLS, 1))
    if kind == "dense":
        made.X = made.X.toarray()
    if kind == "integers":
        made.X = (made.X * 10).astype(np.int16)
    if kind == "text index":
        made.obs.index = made.obs.index.astype("category")
    made.write_h5ad(path)
    if kind == "old format":
        rewrite_as_before_anndata_0_7(path)
    diagnose.look(str(path))
    opened = app.open_dataset(str(path), "title", str(tmp_path))
    assert (opened.cells, opened.genes) == (CELLS, GENES)


def rewrite_as_before_anndata_0_7(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file["X"] = np.ones((CELLS, GENES), np.float32)
        for axis, count in (("obs", CELLS), ("var", GENES)):
            table = np.zeros(count, dtype=[("index", "S9"), ("seen", "i4")])
            table["index"] = [f"name{number}".encode() for number in range(count)]
            file[axis] = table
        file["obsm"] = np.zeros(CELLS, dtype=[("X_umap", "f4", (2,))])
        file["obsm"][...] = np.array([((x, x * 2),) for x in range(CELLS)], dtype=file["obsm"].dtype)


def test_the_host_says_the_code_and_ends(tmp_path: Path) -> None:
    path = tmp_path / "cut.h5ad"
    cut_short(path)
    with HostProcess() as host:
        host.order(path, tmp_path / "annotations")
        events = [event["event"] for event in iter(host.event, None) if (failed := event)]
        assert events == ["imported", "loading", "failed"]
        assert failed["code"] == "dataset-truncated"
        assert failed["values"].keys() == {"name", "expected", "actual"}
        assert host.process.wait(10) == 3


def test_a_failure_deep_in_annotate_has_its_trace_in_the_detail_only(tmp_path: Path) -> None:
    path = tmp_path / "numbers.h5ad"
    PROBLEMS["large number out of sight"][0](path)
    with HostProcess() as host:
        host.order(path, tmp_path / "annotations")
        *_, failed = iter(host.event, None)
        assert (failed["code"], failed["values"]) == ("host-start-failed", {"name": path.name})
        assert "Traceback" in failed["detail"]
        assert host.process.wait(10) == 3
