"""Each fix on files that are refused: what comes out passes a look, opens in Annotate, and is otherwise what it was."""

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
from mending import BARCODES, COUNTS, IDS, SYMBOLS, errors_of, mend, stamp, write_mtx, write_tenx
from scipy import sparse
from server.data_anndata.anndata_adaptor import AnndataAdaptor

from annotate_host import app, stores
from annotate_host.dataset_error import DatasetError
from annotate_host.mend.names import UniqueNames

NO_EMBEDDING = ["dataset-no-embedding"]


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
