"""Annotate answers the same from memory, from a store, and while one takes over from the other."""

import gc
import json
import shutil
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import anndata
import h5py
import numpy as np
import pandas as pd
import pytest
from engine_data import build, make_x, write_h5ad
from scipy import sparse
from server.common.errors import ExceedsLimitError, FilterError, UnsupportedSummaryMethod
from server.common.fbs.matrix import decode_matrix_fbs
from server.data_anndata import anndata_adaptor
from server.data_anndata.anndata_adaptor import AnndataAdaptor
from upstream import annotate, ours, settings

from annotate_host.engine import diffexp
from annotate_host.engine.adaptor import StoreAdaptor, install
from annotate_host.engine.cancel import current_cancel
from annotate_host.engine.errors import CancelledError
from annotate_host.engine.store.stored import open_store

FORMS = {"csr": sparse.csr_matrix, "csc": sparse.csc_matrix, "dense": np.asarray}
A = {"obs": {"index": [[0, 100]]}}
B = {"obs": {"annotation_value": [{"name": "cluster", "values": ["grüße 2"]}]}}


@pytest.fixture(params=[f"{form} {dtype}" for form in FORMS for dtype in ("f4", "f8", "i4")])
def dataset(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    form, dtype = request.param.split()
    return write_h5ad(tmp_path / "x.h5ad", FORMS[form]((make_x() * 20).astype(dtype)))


def in_memory(dataset: Path) -> StoreAdaptor:
    return ours(dataset, None)


def switched(dataset: Path) -> StoreAdaptor:
    adaptor = ours(dataset, None)
    adaptor.use_store(build(dataset.parent / "cache", dataset))
    return adaptor


def from_the_start(dataset: Path) -> StoreAdaptor:
    build(dataset.parent / "cache", dataset).close()
    return ours(dataset, open_store(dataset.parent / "cache", dataset))


def answers(adaptor: AnndataAdaptor) -> dict[str, object]:
    """All that its routes ask of it, but differential expression."""
    genes = {"var": {"annotation_value": [{"name": "name_0", "values": ["gene3", "gene4"]}]}}
    return {
        "schema": adaptor.get_schema(),
        "shape": tuple(adaptor.get_shape()),
        "parameters": adaptor.parameters,
        "distribution": str(adaptor.get_X_approximate_distribution()),
        "corpora": adaptor.get_corpora_props(),
        "colors": adaptor.get_colors(),
        "keys": [adaptor.get_obs_keys(), adaptor.get_var_keys(), [*adaptor.get_obs_columns()]],
        "index": [*adaptor.get_obs_index()],
        "obs": bytes(adaptor.annotation_to_fbs_matrix("obs")),
        "var": bytes(adaptor.annotation_to_fbs_matrix("var", ["name_0"])),
        "layouts": bytes(adaptor.layout_to_fbs_matrix(None)),
        "gene": bytes(adaptor.data_frame_to_fbs_matrix({"var": {"index": [3]}}, "var")),
        "genes": bytes(adaptor.data_frame_to_fbs_matrix(genes, "var")),
        "mean": bytes(adaptor.summarize_var("mean", genes, "x")),
        "no mean": bytes(adaptor.summarize_var("mean", None, "x")),
    }


@pytest.mark.parametrize("way", [in_memory, switched, from_the_start])
def test_answers(dataset: Path, way: Callable[[Path], StoreAdaptor]) -> None:
    adaptor = way(dataset)
    assert isinstance(adaptor, AnndataAdaptor)
    assert answers(adaptor) == answers(annotate(dataset))


@pytest.mark.parametrize("way", [in_memory, switched, from_the_start])
def test_differential_expression(dataset: Path, way: Callable[[Path], StoreAdaptor]) -> None:
    theirs, mine = (json.loads(adaptor.diffexp_topN(A, B, 10)) for adaptor in (annotate(dataset), way(dataset)))
    for direction in ("positive", "negative"):
        expected, found = np.array(theirs[direction]), np.array(mine[direction])
        np.testing.assert_array_equal(found[:, 0], expected[:, 0])
        # Annotate's are rounded to float32 on the way, if X is.
        np.testing.assert_allclose(found[:, 1], expected[:, 1], rtol=1e-5)
        np.testing.assert_allclose(np.log(found[:, 2:]), np.log(expected[:, 2:]), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("way", [in_memory, switched, from_the_start])
def test_refusals(tmp_path: Path, way: Callable[[Path], StoreAdaptor]) -> None:
    dataset = write_h5ad(tmp_path / "x.h5ad", sparse.csr_matrix(make_x()))
    for adaptor in (annotate(dataset), way(dataset)):
        adaptor.server_config.limits__column_request_max = 3
        with pytest.raises(ExceedsLimitError):
            adaptor.data_frame_to_fbs_matrix({"var": {"index": [[0, 5]]}}, "var")
        with pytest.raises(FilterError):
            adaptor.data_frame_to_fbs_matrix({"var": {"index": [1]}, "obs": {"index": [1]}}, "var")
        with pytest.raises(FilterError):
            adaptor.summarize_var("mean", {"var": {"index": [1]}, "obs": {"index": [1]}}, "x")
        with pytest.raises(UnsupportedSummaryMethod):
            adaptor.summarize_var("median", {"var": {"index": [1]}}, "x")


def test_parts_of_rows(tmp_path: Path) -> None:
    dataset = write_h5ad(tmp_path / "x.h5ad", sparse.csr_matrix(make_x()))
    theirs, mine = annotate(dataset), from_the_start(dataset)
    cells, genes = np.arange(300) % 7 == 0, np.arange(80) % 3 == 0
    for wanted in ((cells, None), (None, genes), (None, None), (~cells & False, None)):
        found, expected = (sparse.csr_matrix(adaptor.get_X_array(*wanted)).toarray() for adaptor in (mine, theirs))
        np.testing.assert_array_equal(found, expected)


def test_x_is_not_read_where_there_is_a_store(tmp_path: Path) -> None:
    dataset = write_h5ad(tmp_path / "x.h5ad", sparse.csr_matrix(make_x()))
    expected = answers(annotate(dataset))
    store = build(tmp_path / "cache", dataset)
    with h5py.File(dataset, "r+") as file:
        del file["X"], file["layers"]
    assert answers(ours(dataset, store)) == expected


def test_files_from_before_anndata_07(tmp_path: Path) -> None:
    dataset = write_h5ad(tmp_path / "x.h5ad", sparse.csr_matrix(make_x()))
    with h5py.File(dataset, "r+") as file:
        for name in ("obs", "var", "uns", "obsm"):
            del file[name]
        obs = np.zeros(300, [("index", "S8"), ("cluster", "i1"), ("score", "f4")])
        obs["index"], obs["cluster"] = [f"cell{i}".encode() for i in range(300)], np.arange(300) % 3
        file["obs"] = obs
        file["var"] = np.array([(f"gene{i}".encode(), i) for i in range(80)], [("index", "S8"), ("n", "i4")])
        file["uns/cluster_categories"] = np.array([b"one", b"two", b"three"])
        file["obsm"] = np.array([((i, 2 * i),) for i in range(300)], [("X_umap", "f4", (2,))])
        for name in [*file.attrs]:
            del file.attrs[name]
    with pytest.warns(anndata.OldFormatWarning):
        theirs = annotate(dataset)
    for way in (switched, from_the_start):
        mine = way(dataset)
        assert mine.get_schema() == theirs.get_schema()
        for request in (lambda it: it.annotation_to_fbs_matrix("obs"), lambda it: it.layout_to_fbs_matrix(None)):
            pd.testing.assert_frame_equal(decode_matrix_fbs(request(mine)), decode_matrix_fbs(request(theirs)))


def test_the_matrix_in_memory_is_let_go(tmp_path: Path) -> None:
    dataset = write_h5ad(tmp_path / "x.h5ad", sparse.csr_matrix(make_x()))
    adaptor = ours(dataset, None)
    loaded = weakref.ref(adaptor.data), weakref.ref(adaptor.data.X)
    gc.disable()
    try:
        adaptor.use_store(build(tmp_path / "cache", dataset))
        assert [reference() for reference in loaded] == [None, None]
    finally:
        gc.enable()


def test_requests_go_on_while_the_store_takes_over(tmp_path: Path) -> None:
    dataset = write_h5ad(tmp_path / "x.h5ad", sparse.csr_matrix(make_x()))
    store = build(tmp_path / "cache", dataset)
    adaptor = ours(dataset, None)
    requests: list[Callable[[], bytes]] = [
        lambda: bytes(adaptor.data_frame_to_fbs_matrix({"var": {"index": [3, 9]}}, "var")),
        lambda: bytes(adaptor.summarize_var("mean", {"var": {"index": [3, 9, 11]}}, "x")),
        lambda: adaptor.diffexp_topN(A, B, 5).encode(),
        lambda: bytes(adaptor.annotation_to_fbs_matrix("obs")),
    ]
    expected = [request() for request in requests]
    unlike: list[object] = []
    begun, enough = threading.Barrier(len(requests) + 1), threading.Event()

    def ask(request: Callable[[], bytes], answer: bytes) -> None:
        begun.wait()
        try:
            while not enough.is_set():
                if request() != answer:
                    unlike.append(request)
            if request() != answer:
                unlike.append(request)
        except Exception as problem:
            unlike.append(problem)

    threads = [threading.Thread(target=ask, args=pair) for pair in zip(requests, expected, strict=True)]
    for thread in threads:
        thread.start()
    begun.wait()
    adaptor.use_store(store)
    enough.set()
    for thread in threads:
        thread.join()
    assert unlike == []


def test_a_store_of_a_file_that_took_its_place(tmp_path: Path) -> None:
    dataset = write_h5ad(tmp_path / "x.h5ad", sparse.csr_matrix(make_x()))
    adaptor = ours(dataset, None)
    shutil.move(write_h5ad(tmp_path / "y.h5ad", sparse.csr_matrix(make_x(seed=1))), dataset)
    with pytest.raises(ValueError, match="the store is of"):
        adaptor.use_store(build(tmp_path / "cache", dataset))
    assert adaptor.store is None


def test_a_request_can_be_cancelled(tmp_path: Path) -> None:
    dataset = write_h5ad(tmp_path / "x.h5ad", sparse.csr_matrix(make_x()))
    adaptor = from_the_start(dataset)
    cancel = threading.Event()
    cancel.set()
    token = current_cancel.set(cancel)
    try:
        with pytest.raises(CancelledError):
            adaptor.diffexp_topN(A, B, 5)
    finally:
        current_cancel.reset(token)
    assert json.loads(adaptor.diffexp_topN(A, B, 5))["positive"]


def test_annotate_makes_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anndata_adaptor.AnndataAdaptor, "open", anndata_adaptor.AnndataAdaptor.open)
    dataset = write_h5ad(tmp_path / "x.h5ad", sparse.csr_matrix(make_x()))
    build(tmp_path / "cache", dataset).close()
    install(lambda path: open_store(tmp_path / "cache", path))
    config = settings(dataset)
    config.complete_config()
    assert isinstance(config.server_config.data_adaptor, StoreAdaptor)
    assert config.server_config.data_adaptor.store is not None


def test_memory_is_streamed_before_the_store_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = write_h5ad(tmp_path / "x.h5ad", sparse.csr_matrix(make_x()))
    adaptor = ours(dataset, None)
    seen = []
    monkeypatch.setattr(
        diffexp,
        "differential_expression",
        lambda matrix, *_, **__: seen.append(matrix) or {"positive": [], "negative": []},
    )
    adaptor.diffexp_topN(A, B, 5)
    assert np.shares_memory(seen[0].rows.values, adaptor.data.X.data)
