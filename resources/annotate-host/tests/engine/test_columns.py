"""Gene columns and gene-set means have Annotate's bytes."""

import json
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest
from engine_data import build, make_x, write_h5ad
from scipy import sparse
from upstream import annotate, ours

from annotate_host.engine import columns
from annotate_host.engine.store.stored import MatrixStore

FORMS = {"csr": sparse.csr_matrix, "csc": sparse.csc_matrix, "dense": np.asarray}
CELLS, GENES = 1500, 400


def x_of(dtype: str, seed: int = 0) -> np.ndarray:
    x = make_x(CELLS, GENES, density=0.6, seed=seed)
    if np.dtype(dtype).kind in "iu?":
        return np.round(x * 9).astype(dtype)
    x = x.astype(dtype) / np.dtype(dtype).type(3)
    x[3, 5], x[4, 6], x[5, 6] = np.nan, np.inf, -np.inf
    return x


@pytest.fixture(
    scope="module", params=[f"{form} {dtype}" for form in FORMS for dtype in ("f4", "f8", "i4", "i8", "u1", "?")]
)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[object, object]:
    form, dtype = request.param.split()
    folder = tmp_path_factory.mktemp("columns")
    dataset = write_h5ad(folder / "x.h5ad", FORMS[form](x_of(dtype)))
    return annotate(dataset, "normal"), ours(dataset, build(folder / "cache", dataset), "normal")


@pytest.mark.parametrize("genes", [[0], [1], [5], [399], [5, 6, 7], list(range(0, 400, 13))])
def test_columns(both: tuple[object, object], genes: list[int]) -> None:
    theirs, mine = (adaptor.data_frame_to_fbs_matrix({"var": {"index": genes}}, "var") for adaptor in both)
    assert bytes(mine) == bytes(theirs)


@pytest.mark.parametrize(
    "genes",
    [[0], [1], [5, 6], list(range(7)), list(range(10, 60)), [0, 1, *range(100, 300)], list(range(400))],
    ids=len,
)
def test_means(both: tuple[object, object], genes: list[int]) -> None:
    theirs, mine = (adaptor.summarize_var("mean", {"var": {"index": genes}}, "hash") for adaptor in both)
    assert bytes(mine) == bytes(theirs)


def test_columns_in_the_type_annotate_has(store_of: Callable[[object], MatrixStore]) -> None:
    store = store_of(sparse.csr_matrix(np.round(make_x()).astype(np.float64)))
    assert store.matrix.columns.values.dtype == np.float32
    assert columns.dense_columns(store.matrix, np.array([0, 3])).dtype == np.float64


def test_unsorted_and_duplicate_entries(tmp_path: Path) -> None:
    from test_store import disordered

    for form in ("csr", "csc"):
        dataset = write_h5ad(tmp_path / f"{form}.h5ad", disordered(form, make_x()))
        theirs, mine = annotate(dataset), ours(dataset, build(tmp_path / "cache", dataset))
        for gene in range(80):
            wanted = {"var": {"index": [gene]}}
            assert bytes(mine.data_frame_to_fbs_matrix(wanted, "var")) == bytes(
                theirs.data_frame_to_fbs_matrix(wanted, "var")
            )


@pytest.mark.parametrize("form", ["csr", "csc", "dense"])
def test_float16_in_the_file(tmp_path: Path, form: str) -> None:
    """Annotate loads it where X is dense, and has no sparse matrices of it. Here it is as if it were float32."""
    x = make_x().astype(np.float16)
    dataset, wide = (write_h5ad(tmp_path / name, FORMS[form](x.astype(np.float32))) for name in ("x.h5ad", "wide.h5ad"))
    with h5py.File(dataset, "r+") as file:
        place, name = (file, "X") if form == "dense" else (file["X"], "data")
        halves, attributes = place[name][:].astype(np.float16), dict(place[name].attrs)
        del place[name]
        place[name] = halves
        place[name].attrs.update(attributes)
    theirs = annotate(wide, "normal")
    ways = [ours(dataset, None, "normal"), ours(dataset, build(tmp_path / "cache", dataset), "normal")]
    assert [way.get_schema() for way in ways] == [theirs.get_schema()] * 2
    for wanted in ({"var": {"index": [3]}}, {"var": {"index": [[0, 20]]}}):
        column = bytes(theirs.data_frame_to_fbs_matrix(wanted, "var"))
        mean = bytes(theirs.summarize_var("mean", wanted, "hash"))
        assert [bytes(way.data_frame_to_fbs_matrix(wanted, "var")) for way in ways] == [column] * 2
        assert [bytes(way.summarize_var("mean", wanted, "hash")) for way in ways] == [mean] * 2
    question = ({"obs": {"index": [[0, 100]]}}, {"obs": {"index": [[100, 300]]}}, 10)
    expected = json.loads(theirs.diffexp_topN(*question))
    for way in ways:
        found = json.loads(way.diffexp_topN(*question))
        for side in ("positive", "negative"):
            np.testing.assert_array_equal(np.array(found[side])[:, 0], np.array(expected[side])[:, 0])
            np.testing.assert_allclose(np.array(found[side])[:, 1], np.array(expected[side])[:, 1], rtol=1e-5)
