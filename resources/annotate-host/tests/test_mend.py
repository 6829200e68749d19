"""Each fix on files that are refused: what comes out passes a look, opens in Annotate, and is otherwise what it was."""

import gzip
import hashlib
import io
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anndata
import h5py
import numpy as np
import pandas as pd
import pytest
from corpus.files import FILES, SOUND
from made_datasets import CELLS, GENES, make_dataset
from scipy import io as matrix_market
from scipy import sparse
from server.data_anndata.anndata_adaptor import AnndataAdaptor

from annotate_host import app, stores
from annotate_host.dataset_error import DatasetError
from annotate_host.look import run as look
from annotate_host.mend import mtx, room, run
from annotate_host.mend.names import UniqueNames
from annotate_host.mend.order import MendOrder
from annotate_host.mend.progress import Progress

PROGRAM = Path(__file__).parents[1] / "annotate_host"
NO_EMBEDDING = ["dataset-no-embedding"]


def mend(source: Path, work: Path, *fixes: str, drop_columns: tuple[str, ...] = ()) -> dict[str, Any]:
    order = MendOrder(str(source), str(work), work.name, frozenset(fixes), drop_columns)
    return run._mend(order, Progress(lambda _step, _done, _left: None))


def errors_of(path: Path) -> list[str]:
    out = io.BytesIO()
    look.answer({"path": str(path)}, out)
    told = json.loads(out.getvalue())
    if not told["ok"]:
        return [told["code"]]
    return [problem["code"] for problem in told["problems"] if problem["severity"] == "error"]


def stamp(path: Path) -> tuple[str, int]:
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


@pytest.fixture
def opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Any]:
    monkeypatch.setattr(AnndataAdaptor, "open", vars(AnndataAdaptor)["open"])
    stores.do_without()
    return lambda path: app.open_dataset(str(path), "title", str(tmp_path / "annotations"))


MENDED = {
    "cells named alike.h5ad": ("make-names-unique",),
    "genes named alike.h5ad": ("make-names-unique",),
    "large number in sight.h5ad": ("convert-matrix",),
    "column twice.h5ad": ("drop-broken",),
    "gene column twice.h5ad": ("drop-broken",),
    "complex column.h5ad": ("drop-broken",),
    "column beyond 32 bits.h5ad": ("drop-broken",),
    "column too short.h5ad": ("drop-broken",),
    "column that is not there.h5ad": ("drop-broken",),
    "nullable whole numbers.h5ad": ("drop-broken",),
    "nullable whole numbers of genes.h5ad": ("drop-broken",),
    "categories beyond 32 bits.h5ad": ("drop-broken",),
    "codes of no category.h5ad": ("drop-broken",),
    "newer column.h5ad": ("drop-broken",),
    "newer uns.h5ad": ("drop-broken",),
    "unknown part.h5ad": ("drop-broken",),
    "table among embeddings.h5ad": ("drop-broken",),
}


@pytest.mark.parametrize("name", MENDED)
def test_what_was_refused_opens_when_it_has_been_mended(
    name: str, tmp_path: Path, opens: Callable[[Path], Any]
) -> None:
    source, work = tmp_path / name, tmp_path / "mended.h5ad"
    FILES[name](source)
    before = stamp(source)
    assert errors_of(source)
    told = mend(source, work, *MENDED[name])
    assert [problem for problem in told["still"] if problem["severity"] == "error"] == []
    assert [deed["fix"] for deed in told["did"]] == list(MENDED[name])
    assert errors_of(work) == []
    opened = opens(work)
    assert (opened.cells, opened.genes) == (CELLS, GENES)
    assert stamp(source) == before


BEFORE_0_7 = {"AnnData before 0.7.h5ad"}


@pytest.mark.parametrize("name", [name for name in SOUND if name not in BEFORE_0_7])
def test_a_copy_with_nothing_to_mend_is_the_same(name: str, tmp_path: Path) -> None:
    source, work = tmp_path / name, tmp_path / "copy.h5ad"
    SOUND[name](source)
    told = mend(source, work, "make-names-unique", "drop-broken")
    # Annotate opens yes and no with gaps, but cannot show it.
    if name != "yes and no with gaps.h5ad":
        assert told["did"] == [{"fix": "make-names-unique", "cells": 0, "genes": 0}]
    with h5py.File(source) as given, h5py.File(work) as made:
        indexes = tuple(f"{axis}/{given[axis].attrs['_index']}" for axis in ("obs", "var"))
        written_anew = (*indexes, "obs/yes/") if name == "yes and no with gaps.h5ad" else indexes
        same = {path for path in parts(given) if not path.startswith(written_anew)}
        assert {path for path in parts(made) if not path.startswith(indexes)} == same
        for path in same:
            assert_same(given[path], made[path])


def parts(file: h5py.File) -> set[str]:
    found: set[str] = set()
    file.visititems(lambda path, element: found.add(path) if isinstance(element, h5py.Dataset) else None)
    return found


def assert_same(given: h5py.Dataset, made: h5py.Dataset) -> None:
    assert (given.shape, given.dtype, given.chunks, given.compression) == (
        made.shape,
        made.dtype,
        made.chunks,
        made.compression,
    )
    if given.shape is not None:
        np.testing.assert_array_equal(given[()], made[()])
    assert set(given.attrs) == set(made.attrs)
    for name in given.attrs:
        if h5py.check_ref_dtype(given.attrs.get_id(name).dtype):
            assert given.file[given.attrs[name]].name == made.file[made.attrs[name]].name
        else:
            assert str(given.attrs[name]) == str(made.attrs[name])


def test_names_become_what_anndata_makes_of_them(tmp_path: Path) -> None:
    names = ["a", "a", "a-1", "b", "a", "é", "é", "a-1", "c-3", "c", "c", "c", "c"]
    rng = np.random.default_rng(0)
    names += [f"n{number}" for number in rng.integers(0, 500, 1000)]
    held = [name.encode() for name in names]
    unique = UniqueNames(lambda start, end: held[start:end], len(held))
    made = [name.decode() for block in unique.blocks() for name in block]
    wanted = anndata.utils.make_index_unique(pd.Index(names))
    assert made == list(wanted)
    assert unique.renamed == sum(a != b for a, b in zip(names, made, strict=True))


def test_everything_but_the_names_is_the_same(tmp_path: Path) -> None:
    source, work = tmp_path / "twice.h5ad", tmp_path / "mended.h5ad"
    made = make_dataset()
    made.obs_names = [f"cell{number // 2}" for number in range(CELLS)]
    made.var_names = [f"gene{number % 150}" for number in range(GENES)]
    made.layers["counts"] = made.X.copy()
    made.uns["palette"] = {"deep": np.array(["red", "blue"])}
    made.write_h5ad(source, compression="gzip")
    told = mend(source, work, "make-names-unique")
    assert told["did"] == [{"fix": "make-names-unique", "cells": CELLS // 2, "genes": 50}]
    given, mended = anndata.read_h5ad(source), anndata.read_h5ad(work)
    given.obs_names_make_unique()
    given.var_names_make_unique()
    pd.testing.assert_frame_equal(given.obs, mended.obs)
    pd.testing.assert_frame_equal(given.var, mended.var)
    for one, other in ((given.X, mended.X), (given.layers["counts"], mended.layers["counts"])):
        assert (one != other).nnz == 0
    assert list(mended.uns["palette"]["deep"]) == ["red", "blue"]
    np.testing.assert_array_equal(given.obsm["X_umap"], mended.obsm["X_umap"])


@pytest.mark.parametrize("layout", ["csr", "csc", "dense", "gzip"])
def test_a_matrix_of_large_numbers_becomes_one_of_32_bits(layout: str, tmp_path: Path) -> None:
    made = make_dataset()
    values = (made.X.toarray() * 100).astype(np.int64)
    values[0, 5] = 2**40
    made.X = {"csr": sparse.csr_matrix, "csc": sparse.csc_matrix}.get(layout, np.asarray)(values)
    source, work = tmp_path / "large.h5ad", tmp_path / "mended.h5ad"
    made.write_h5ad(source, compression="gzip" if layout == "gzip" else None)
    assert mend(source, work, "convert-matrix")["did"] == [{"fix": "convert-matrix", "from": "int64", "to": "float32"}]
    mended = anndata.read_h5ad(work).X
    assert mended.dtype == np.float32
    np.testing.assert_array_equal(
        mended if layout in {"dense", "gzip"} else mended.toarray(), values.astype(np.float32)
    )


def test_a_dropped_column_is_nowhere_in_the_copy(tmp_path: Path) -> None:
    made = make_dataset()
    made.obs["patient"] = pd.Categorical([f"Very Secret {number % 7}" for number in range(CELLS)])
    source, work = tmp_path / "people.h5ad", tmp_path / "mended.h5ad"
    made.write_h5ad(source)
    assert b"Very Secret" in source.read_bytes()
    mend(source, work, drop_columns=("patient",))
    assert b"Very Secret" not in work.read_bytes()
    assert list(anndata.read_h5ad(work).obs.columns) == ["cluster", "depth"]


@pytest.mark.parametrize(
    ("name", "fixes", "reason"),
    [
        ("AnnData before 0.7.h5ad", ("make-names-unique",), "before 0.7"),
        ("complex matrix.h5ad", ("convert-matrix",), "complex64"),
        ("matrix of texts.h5ad", ("convert-matrix",), "text"),
        ("cells.h5mu", ("convert",), "neither"),
    ],
)
def test_what_cannot_be_mended_is_said(name: str, fixes: tuple[str, ...], reason: str, tmp_path: Path) -> None:
    FILES[name](tmp_path / name)
    with pytest.raises(DatasetError) as thrown:
        mend(tmp_path / name, tmp_path / "work.h5ad", *fixes)
    assert thrown.value.code == "mend-not-possible"
    assert reason in str(thrown.value.values["reason"])


COUNTS = sparse.random(40, 90, density=0.2, format="csc", random_state=2, dtype=np.float64)
COUNTS.data = np.ceil(COUNTS.data * 50).astype(np.int32)
BARCODES = [f"CELL{number}-1" for number in range(90)]
IDS = [f"ENSG{number}" for number in range(40)]
SYMBOLS = [f"gene{number // 2}" for number in range(40)]
KINDS = ["Gene Expression"] * 36 + ["Antibody Capture"] * 4


def write_tenx(path: Path, *, version: int) -> None:
    with h5py.File(path, "w") as file:
        group = file.create_group("matrix" if version == 3 else "GRCh38")
        group["shape"] = np.array(COUNTS.shape, np.int32)
        group["data"], group["indices"], group["indptr"] = COUNTS.data, COUNTS.indices.astype(np.int64), COUNTS.indptr
        group["barcodes"] = np.array(BARCODES, "S18")
        if version == 3:
            for name, values in (("name", SYMBOLS), ("id", IDS), ("feature_type", KINDS), ("genome", ["GRCh38"] * 40)):
                group[f"features/{name}"] = np.array(values, "S")
        else:
            group["gene_names"], group["genes"] = np.array(SYMBOLS, "S"), np.array(IDS, "S")


def write_mtx(folder: Path, *, packed: bool, shuffled: bool = False, prefix: str = "") -> None:
    folder.mkdir()
    out = io.BytesIO()
    matrix_market.mmwrite(out, COUNTS.tocoo(), field="integer")
    lines = out.getvalue().splitlines(keepends=True)
    start = 1 + next(number for number, line in enumerate(lines[1:], 1) if not line.startswith(b"%"))
    if shuffled:
        entries = lines[start:]
        np.random.default_rng(1).shuffle(entries)
        lines[start:] = entries
    features = "".join("\t".join(line) + "\n" for line in zip(IDS, SYMBOLS, KINDS, strict=True)).encode()
    barcodes = "".join(f"{barcode}\n" for barcode in BARCODES).encode()
    for name, content in (("matrix.mtx", b"".join(lines)), ("features.tsv", features), ("barcodes.tsv", barcodes)):
        target = folder / f"{prefix}{name}{'.gz' if packed else ''}"
        target.write_bytes(gzip.compress(content) if packed else content)


def assert_converted(work: Path, genes: int) -> None:
    made = anndata.read_h5ad(work)
    assert list(made.obs_names) == BARCODES
    assert list(made.var["gene_ids"]) == IDS[:genes]
    wanted = anndata.utils.make_index_unique(pd.Index(SYMBOLS[:genes]))
    assert list(made.var_names) == list(wanted)
    np.testing.assert_array_equal(made.X.toarray(), COUNTS.T.toarray()[:, :genes])
    assert made.X.has_sorted_indices
    assert errors_of(work) == NO_EMBEDDING


@pytest.mark.parametrize("version", [2, 3])
def test_what_cell_ranger_writes_becomes_a_dataset(version: int, tmp_path: Path) -> None:
    source, work = tmp_path / "filtered.h5", tmp_path / "made.h5ad"
    write_tenx(source, version=version)
    before = stamp(source)
    told = mend(source, work, "convert")
    genes = 36 if version == 3 else 40
    assert told["did"] == [
        {"fix": "convert", "from": "10x-h5", "left_out": 40 - genes},
        {"fix": "make-names-unique", "cells": 0, "genes": genes // 2},
    ]
    assert_converted(work, genes)
    assert stamp(source) == before


@pytest.mark.parametrize(
    ("packed", "shuffled", "prefix"), [(True, False, ""), (False, True, ""), (True, True, "GSM1_")]
)
def test_a_folder_of_a_matrix_becomes_a_dataset(packed: bool, shuffled: bool, prefix: str, tmp_path: Path) -> None:
    folder, work = tmp_path / "sample", tmp_path / "made.h5ad"
    write_mtx(folder, packed=packed, shuffled=shuffled, prefix=prefix)
    told = mend(folder, work, "convert")
    assert told["did"][0] == {"fix": "convert", "from": "mtx", "left_out": 4}
    assert_converted(work, 36)


def test_a_list_that_does_not_fit_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    write_mtx(folder, packed=False)
    (folder / "barcodes.tsv").write_text("one\n")
    with pytest.raises(DatasetError) as thrown:
        mend(folder, tmp_path / "made.h5ad", "convert")
    assert "90 cells" in str(thrown.value.values["reason"])
    (folder / "barcodes.tsv").unlink()
    (tmp_path / "made.h5ad").unlink()
    with pytest.raises(DatasetError) as thrown:
        mend(folder, tmp_path / "made.h5ad", "convert")
    assert "no barcodes.tsv" in str(thrown.value.values["reason"])


def test_a_loom_file_becomes_a_dataset(tmp_path: Path, opens: Callable[[Path], Any]) -> None:
    source, work = tmp_path / "cells.loom", tmp_path / "made.h5ad"
    places = np.random.default_rng(0).random((90, 2))
    with h5py.File(source, "w") as file:
        file.create_dataset("matrix", data=COUNTS.toarray(), chunks=(8, 16), compression="gzip")
        file["col_attrs/CellID"] = np.array(BARCODES, object)
        file["col_attrs/Cluster"] = np.array([b"one", b"two", b"three"] * 30)
        file["col_attrs/Total"] = np.arange(90, dtype=np.int64)
        file["col_attrs/_X"], file["col_attrs/_Y"] = places[:, 0], places[:, 1]
        file["col_attrs/X_umap"] = places
        file["row_attrs/Gene"] = np.array(SYMBOLS, object)
        file["row_attrs/gene_ids"] = np.array(IDS, object)
        file.create_group("layers")
    mend(source, work, "convert")
    made = anndata.read_h5ad(work)
    np.testing.assert_array_equal(made.X.toarray(), COUNTS.T.toarray())
    assert list(made.obs_names) == BARCODES
    assert list(made.obs["Cluster"][:3]) == ["one", "two", "three"]
    assert list(made.obs["Total"]) == list(range(90))
    np.testing.assert_array_equal(made.obsm["X_umap"], places)
    np.testing.assert_array_equal(made.obsm["X_embedding"], places)
    assert errors_of(work) == []
    assert opens(work).cells == 90


def write_loom(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file["matrix"] = COUNTS.toarray()
        file["col_attrs/CellID"], file["row_attrs/Gene"] = np.array(BARCODES, object), np.array(SYMBOLS, object)


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
