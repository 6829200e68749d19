"""What is in a store is what Annotate would have in memory."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import anndata
import h5py
import numpy as np
import pytest
from engine_data import LIMIT, build, make_x, write_h5ad
from scipy import sparse

from annotate_host.engine.errors import CancelledError, StoreError
from annotate_host.engine.store import write
from annotate_host.engine.store.builder import build_store
from annotate_host.engine.store.matrix import Compressed
from annotate_host.engine.store.source import Source
from annotate_host.engine.store.stored import MatrixStore, open_store

Store = Callable[[object], MatrixStore]


def dense(side: Compressed, shape: tuple[int, int]) -> np.ndarray:
    return sparse.csr_matrix((side.values, side.indices, side.indptr), shape).toarray()


def assert_holds(store: MatrixStore, x: np.ndarray) -> None:
    rows, columns = store.matrix.rows, store.matrix.columns
    cells, genes = x.shape
    assert store.matrix.shape == x.shape
    np.testing.assert_array_equal(dense(rows, (cells, genes)), x)
    np.testing.assert_array_equal(dense(columns, (genes, cells)).T, x)
    for side in (rows, columns):
        assert side.indices.dtype == np.int32
        assert side.indptr.dtype == np.int64
        for start, end in zip(side.indptr[:-1], side.indptr[1:], strict=True):
            assert np.all(np.diff(side.indices[start:end]) > 0)


@pytest.fixture(params=[1 << 25, 3000], ids=["one block", "many blocks"])
def block_bytes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Blocks of 250 entries or so, so that a small matrix takes the way of a large one."""
    monkeypatch.setattr(write.SidesWriter.__init__, "__defaults__", (request.param,))
    return request.param


@pytest.mark.usefixtures("block_bytes")
@pytest.mark.parametrize("form", [sparse.csr_matrix, sparse.csc_matrix, np.asarray])
@pytest.mark.parametrize("dtype", ["f4", "f8", "i4", "i8", "u4", "u8", "i1", "u1", "i2", "u2", "?"])
def test_every_form_and_type(store_of: Store, form: Callable[[np.ndarray], object], dtype: str) -> None:
    x = np.round(make_x() * 3).astype(dtype)
    store = store_of(form(x))
    assert_holds(store, x.astype(store.matrix.dtype))
    narrow = np.can_cast(np.dtype(dtype), np.float32)
    assert store.matrix.dtype == np.dtype("f4" if narrow else "f8" if dtype == "f8" else "i4")
    assert store.matrix.rows.values.dtype == np.dtype("i4" if store.matrix.dtype.kind == "i" else "f4")


def test_float16_of_a_dense_matrix(store_of: Store) -> None:
    x = make_x().astype(np.float16)
    assert_holds(store_of(x), x.astype(np.float32))


def test_float64_stays_as_wide_as_it_needs_to(store_of: Store) -> None:
    x = make_x().astype(np.float64) / 3
    store = store_of(sparse.csr_matrix(x))
    assert store.matrix.rows.values.dtype == np.float64
    assert_holds(store, x)


@pytest.mark.usefixtures("block_bytes")
@pytest.mark.parametrize("special", [np.nan, np.inf, -np.inf, -0.0, 1e-42])
@pytest.mark.parametrize("form", [sparse.csr_matrix, sparse.csc_matrix, np.asarray])
def test_special_values(store_of: Store, form: Callable[[np.ndarray], object], special: float) -> None:
    x = make_x()
    x[5, 7] = x[6, 7] = x[299, 79] = special
    store = store_of(form(x))
    assert_holds(store, x)


def test_minus_zero_of_a_dense_matrix(store_of: Store) -> None:
    x = make_x()
    x[5, 7] = -0.0
    columns = store_of(x).matrix.columns
    assert np.signbit(columns.values).sum() == 1


@pytest.mark.usefixtures("block_bytes")
@pytest.mark.parametrize("form", [sparse.csr_matrix, sparse.csc_matrix])
def test_explicit_zeros_are_kept(store_of: Store, form: type) -> None:
    x = form(make_x())
    x.data[::5] = 0
    store = store_of(x)
    assert store.matrix.rows.entries == store.matrix.columns.entries == x.nnz
    assert_holds(store, x.toarray())


def disordered(form: str, x: np.ndarray) -> sparse.csr_matrix | sparse.csc_matrix:
    """The same matrix with each line's entries backwards and halved entries twice."""
    whole = sparse.csr_matrix(x) if form == "csr" else sparse.csc_matrix(x)
    indptr, indices, data = [0], [], []
    for start, end in zip(whole.indptr[:-1], whole.indptr[1:], strict=True):
        line, values = whole.indices[start:end][::-1], whole.data[start:end][::-1]
        indices += [*line, *line[:2]]
        data += [*np.concatenate([values[:2] / 2, values[2:]]), *(values[:2] / 2)]
        indptr.append(len(indices))
    made = type(whole)((np.array(data, x.dtype), np.array(indices), np.array(indptr)), x.shape)
    assert not made.has_canonical_format
    return made


@pytest.mark.usefixtures("block_bytes")
@pytest.mark.parametrize("form", ["csr", "csc"])
def test_unsorted_and_duplicate_entries(store_of: Store, form: str) -> None:
    x = disordered(form, make_x())
    assert_holds(store_of(x), x.toarray())


@pytest.mark.parametrize("form", [sparse.csr_matrix, sparse.csc_matrix])
def test_sixty_four_bit_indices_in_the_file(tmp_path: Path, form: type) -> None:
    dataset = write_h5ad(tmp_path / "x.h5ad", form(make_x()))
    with h5py.File(dataset, "r+") as file:
        for name in ("indices", "indptr"):
            wide = file["X"][name][:].astype(np.int64)
            del file["X"][name]
            file["X"][name] = wide
    assert_holds(build(tmp_path / "cache", dataset), make_x())


@pytest.mark.parametrize(("form", "name"), [(sparse.csr_matrix, "csr"), (sparse.csc_matrix, "csc")])
def test_files_from_before_anndata_07(tmp_path: Path, form: type, name: str) -> None:
    dataset = write_h5ad(tmp_path / "x.h5ad", form(make_x()))
    with h5py.File(dataset, "r+") as file:
        attributes = file["X"].attrs
        attributes["h5sparse_format"], attributes["h5sparse_shape"] = np.bytes_(name), attributes["shape"]
        for new in ("encoding-type", "encoding-version", "shape"):
            del attributes[new]
    assert_holds(build(tmp_path / "cache", dataset), make_x())


def test_dense_without_encoding_and_in_odd_chunks(tmp_path: Path) -> None:
    x = make_x(1000, 300)
    dataset = write_h5ad(tmp_path / "x.h5ad", x)
    with h5py.File(dataset, "r+") as file:
        del file["X"]
        file.create_dataset("X", data=x, chunks=(700, 7), compression="gzip")
    with Source.open(dataset) as source:
        assert source.estimate_entries() >= np.count_nonzero(x)
    assert_holds(build(tmp_path / "cache", dataset), x)


@pytest.mark.parametrize(
    "x", [np.zeros((5, 3), "f4"), sparse.csr_matrix((4, 6), dtype="f4"), sparse.csc_matrix((1, 9))]
)
def test_nothing_but_zeros(store_of: Store, x: np.ndarray | sparse.csr_matrix) -> None:
    assert_holds(store_of(x), np.zeros(x.shape))


def change(dataset: Path, name: str, at: int, value: int) -> None:
    with h5py.File(dataset, "r+") as file:
        file["X"][name][at] = value


@pytest.mark.parametrize(
    ("name", "at", "value"), [("indices", 5, 80), ("indices", 9, -1), ("indptr", 3, 10**6), ("indptr", 0, 1)]
)
def test_a_broken_matrix_is_refused(tmp_path: Path, name: str, at: int, value: int) -> None:
    dataset = write_h5ad(tmp_path / "x.h5ad", sparse.csr_matrix(make_x()))
    change(dataset, name, at, value)
    with pytest.raises(StoreError, match="store-broken-matrix"):
        build(tmp_path / "cache", dataset)
    assert [*(tmp_path / "cache").iterdir()] == []


def test_integers_annotate_refuses(tmp_path: Path) -> None:
    x = make_x().astype(np.int64)
    x[3, 3] = 2**31
    with pytest.raises(StoreError, match="store-unsupported-matrix"):
        build(tmp_path / "cache", write_h5ad(tmp_path / "x.h5ad", x))


def test_progress_goes_up_to_the_end(tmp_path: Path) -> None:
    dataset = write_h5ad(tmp_path / "x.h5ad", make_x())
    seen = []
    build_store(tmp_path / "cache", dataset, lambda done, _: seen.append(done), threading.Event(), LIMIT)
    assert seen == sorted(seen)
    assert seen[0] == 0
    assert seen[-1] == pytest.approx(1)


def test_a_cancelled_build_leaves_nothing(tmp_path: Path) -> None:
    dataset = write_h5ad(tmp_path / "x.h5ad", make_x())
    cancel = threading.Event()
    with pytest.raises(CancelledError):
        build_store(tmp_path / "cache", dataset, lambda *_: cancel.set(), cancel, LIMIT)
    assert [*(tmp_path / "cache").iterdir()] == []
    assert open_store(tmp_path / "cache", dataset) is None


def test_a_dataset_that_changes_meanwhile(tmp_path: Path) -> None:
    dataset = write_h5ad(tmp_path / "x.h5ad", make_x())
    with pytest.raises(StoreError, match="store-dataset-changed"):
        build_store(tmp_path / "cache", dataset, lambda *_: os.utime(dataset), threading.Event(), LIMIT)
    assert [*(tmp_path / "cache").iterdir()] == []


def test_the_dataset_is_not_touched(tmp_path: Path) -> None:
    dataset = write_h5ad(tmp_path / "x.h5ad", make_x())
    before, status = dataset.read_bytes(), dataset.stat()
    dataset.chmod(0o400)
    build(tmp_path / "cache", dataset).close()
    assert dataset.read_bytes() == before
    assert dataset.stat().st_mtime_ns == status.st_mtime_ns
    assert anndata.read_h5ad(dataset).shape == (300, 80)
