"""Differential expression has Annotate's answers."""

import os
import sys
import threading
import time
import warnings
from collections.abc import Callable

import numpy as np
import pytest
from engine_data import make_x
from scipy import sparse
from server.common.compute.diffexp_generic import diffexp_ttest, mean_var_n
from upstream import WideX

from annotate_host.engine import moments
from annotate_host.engine.diffexp import differential_expression
from annotate_host.engine.errors import CancelledError, EmptySelectionError
from annotate_host.engine.store.matrix import Compressed, Matrix, matrix_in_memory
from annotate_host.engine.store.stored import MatrixStore
from annotate_host.engine.warm import warm

CELLS, GENES = 240, 60


def sides(x: np.ndarray, which: str) -> Matrix:
    """X as a matrix with one side, or both."""
    rows = matrix_in_memory(sparse.csr_matrix(x)).rows if which != "columns" else None
    columns = matrix_in_memory(sparse.csc_matrix(x)).columns if which != "rows" else None
    return Matrix(x.shape, "csr", x.dtype, rows, columns)


def counts(seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return (rng.poisson(3, (CELLS, GENES)) * (rng.random((CELLS, GENES)) < 0.3)).astype(np.float32)


def with_specials(seed: int) -> np.ndarray:
    x = make_x(CELLS, GENES, seed=seed)
    rng = np.random.default_rng(seed)
    for value in (np.nan, np.inf, -np.inf):
        x[rng.integers(0, CELLS, 5), rng.integers(0, GENES, 5)] = value
    return x


def far_away(seed: int) -> np.ndarray:
    """Small differences beside a large mean, genes the same in all cells, and one cell unlike all others."""
    rng = np.random.default_rng(seed)
    x = (1e6 + rng.normal(size=(CELLS, GENES))).astype(np.float32)
    x[:, :10] = 0.1
    x[:, 10:20] *= rng.random((CELLS, 10)) < 0.5
    x[0, 20:30] = 1e9
    return x


KINDS: dict[str, Callable[[int], np.ndarray]] = {
    "logged": lambda seed: make_x(CELLS, GENES, seed=seed),
    "counts": counts,
    "integers": lambda seed: counts(seed).astype(np.int32),
    "float64": lambda seed: make_x(CELLS, GENES, seed=seed).astype(np.float64) / 3,
    "specials": with_specials,
    "far away": far_away,
    "negative": lambda seed: make_x(CELLS, GENES, seed=seed) - 1,
}


def selections(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Two sets of cells: any sizes, one cell, all cells, overlapping, the same."""
    rng = np.random.default_rng(seed)
    a, b = (rng.random(CELLS) < rng.choice([0.02, 0.3, 0.9]) for _ in range(2))
    match seed % 6:
        case 1:
            b = ~a
        case 2:
            a = np.arange(CELLS) == rng.integers(CELLS)
        case 3:
            a = np.ones(CELLS, bool)
        case 4:
            b = a.copy()
        case 5:
            a = np.arange(CELLS) == 7
            b = np.arange(CELLS) == 8
    for chosen in (a, b):
        if not chosen.any():
            chosen[int(rng.integers(CELLS))] = True
    return a, b


def test_selections_are_of_every_kind() -> None:
    found = [selections(seed) for seed in range(12)]
    assert any(a.sum() == b.sum() == 1 for a, b in found)
    assert any(a.sum() == 1 < b.sum() for a, b in found)
    assert any(a.all() and not b.all() for a, b in found)
    assert any((a & b).any() and (a & ~b).any() and (b & ~a).any() for a, b in found)
    assert any((a == b).all() for a, b in found)
    assert any((a ^ b).all() for a, b in found)
    assert all(a.any() and b.any() for a, b in found)


@pytest.mark.parametrize("distribution", ["normal", "count"])
@pytest.mark.parametrize("which", ["rows", "columns", "both"])
@pytest.mark.parametrize("kind", KINDS)
def test_moments_are_annotates(kind: str, which: str, distribution: str) -> None:
    for seed in range(12):
        x = KINDS[kind](seed)
        matrix = sides(x, which)
        a, b = selections(seed)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = [mean_var_n(sparse.csr_matrix(x.astype(np.float64))[mask], distribution) for mask in (a, b)]
        found = moments.moments(matrix, a, b, log1p=distribution == "count", threads=1 + seed % 3)
        for (mean, variance, cells), ours in zip(expected, found, strict=True):
            assert ours.cells == cells
            np.testing.assert_allclose(ours.mean, mean, rtol=1e-9, atol=1e-12)
            # Annotate's own mean is rounded, and of equal values it finds the square of that as their variance.
            noise = (np.finfo(float).eps * np.abs(mean) * CELLS) ** 2
            assert np.all(np.abs(ours.variance - variance) <= 1e-7 * variance + noise + 1e-300)


def scores(x: np.ndarray, a: np.ndarray, b: np.ndarray, distribution: str) -> np.ndarray:
    """What Annotate ranks by, which its answers do not tell."""
    (mean_a, variance_a, n_a), (mean_b, variance_b, n_b) = (
        mean_var_n(sparse.csr_matrix(x.astype(np.float64))[mask], distribution) for mask in (a, b)
    )
    found = (mean_a - mean_b) / np.sqrt((variance_a + variance_b) / min(n_a, n_b))
    return np.nan_to_num(found, nan=0)


def assert_same(found: dict[str, list[list[float]]], expected: dict[str, list[list[float]]], score: np.ndarray) -> None:
    """The same genes in the same order, but for those with the same score, and the same values."""
    for direction in ("positive", "negative"):
        ours, theirs = (np.array(answer[direction], dtype=float) for answer in (found, expected))
        genes, expected_genes = ours[:, 0].astype(int), theirs[:, 0].astype(int)
        np.testing.assert_allclose(score[genes], score[expected_genes], rtol=1e-9, atol=1e-12)
        same = genes == expected_genes
        np.testing.assert_allclose(ours[same, 1:], theirs[same, 1:], rtol=1e-5, atol=1e-300)


@pytest.mark.parametrize("distribution", ["normal", "count"])
@pytest.mark.parametrize("kind", ["logged", "counts", "integers", "float64", "specials"])
def test_answers_are_annotates(kind: str, distribution: str) -> None:
    for seed in range(30):
        x = KINDS[kind](seed)
        a, b = selections(seed)
        top_n, cutoff = 1 + seed % 20, [0.01, 0.4999, 10][seed % 3]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = diffexp_ttest(WideX(sparse.csr_matrix(x), distribution), a, b, top_n, cutoff)
            score = scores(x, a, b, distribution)
        found = differential_expression(
            sides(x, "both"), a, b, distribution=distribution, top_n=top_n, lfc_cutoff=cutoff
        )
        assert_same(found, expected, score)


def test_more_genes_than_there_are() -> None:
    x = make_x(30, 5)
    a = np.arange(30) < 10
    for top_n, problem in ((2, None), (5, ValueError), (50, ValueError)):
        for answer in (
            lambda n=top_n: diffexp_ttest(WideX(sparse.csr_matrix(x), "normal"), a, ~a, n, 0.01),
            lambda n=top_n: differential_expression(
                sides(x, "both"), a, ~a, distribution="normal", top_n=n, lfc_cutoff=0.01
            ),
        ):
            if problem is None:
                assert len(answer()["positive"]) == top_n
            else:
                with pytest.raises(problem):
                    answer()


@pytest.mark.parametrize("distribution", ["normal", "count"])
def test_an_empty_set(store_of: Callable[[object], MatrixStore], distribution: str) -> None:
    nobody, everybody = np.zeros(CELLS, bool), np.ones(CELLS, bool)
    x = make_x(CELLS, GENES)
    options = {"distribution": distribution, "top_n": 5, "lfc_cutoff": 0.01}
    for a, b in ((nobody, everybody), (everybody, nobody), (nobody, nobody)):
        with pytest.raises(ZeroDivisionError):
            diffexp_ttest(WideX(sparse.csr_matrix(x), distribution), a, b, 5, 0.01)
        with pytest.raises(EmptySelectionError):
            differential_expression(sides(x, "both"), a, b, **options)
    dense = store_of(x).matrix
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = diffexp_ttest(WideX(x, distribution), nobody, everybody, 5, 0.01)
        found = differential_expression(dense, nobody, everybody, **options)
        assert_same(found, expected, np.zeros(GENES))


class SetAfter(threading.Event):
    """Set once it has been asked some times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def is_set(self) -> bool:
        self.times -= 1
        return self.times < 0


@pytest.mark.parametrize("which", ["rows", "columns"])
def test_it_ends_between_blocks_when_cancelled(which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "BLOCK_ENTRIES", 100)
    matrix = sides(make_x(CELLS, GENES), which)
    mask = np.ones(CELLS, bool)
    for threads in (1, 2):
        cancel = SetAfter(5)
        with pytest.raises(CancelledError):
            moments.moments(matrix, mask, mask, log1p=False, cancel=cancel, threads=threads)
        assert cancel.times <= -1


def test_it_lets_other_threads_run() -> None:
    rng = np.random.default_rng(0)
    rows, per_row = 20_000, 500
    side = Compressed(
        np.arange(0, rows * per_row + 1, per_row),
        np.tile(np.arange(per_row, dtype=np.int32), rows),
        rng.random(rows * per_row),
    )
    matrix = Matrix((rows, per_row), "csr", np.dtype("f8"), side, None)
    mask = np.ones(rows, bool)
    warm((np.float64,))
    ticks = []
    work = threading.Thread(target=moments.moments, args=(matrix, mask, mask), kwargs={"log1p": True})
    work.start()
    while work.is_alive():
        ticks.append(time.perf_counter())
        time.sleep(0.001)
    assert len(ticks) > 10


class Priorities:
    """Notes with what priority the work is done that asks whether it is cancelled."""

    def __init__(self) -> None:
        self.seen: set[int] = set()

    def is_set(self) -> bool:
        self.seen.add(priority())
        return False


def priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


@pytest.mark.parametrize("threads", [1, 2])
def test_it_gives_way_to_what_people_wait_for(threads: int) -> None:
    """Where threads have priorities of their own, and never at the cost of the thread that answers requests."""
    before, priorities = priority(), Priorities()
    mask = np.ones(CELLS, bool)
    matrix = sides(make_x(CELLS, GENES), "both")
    moments.moments(matrix, mask, mask, log1p=False, cancel=priorities, threads=threads)
    lower = moments.LOWEST if sys.platform == "linux" else before
    assert priorities.seen == {lower}
    assert priority() == before


def test_offsets_beyond_32_bits(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Rows and columns that begin after 2³¹ entries, in files that are holes up to there."""
    folder = tmp_path_factory.mktemp("holes")
    far, n = 2**31 + 12345, 400
    rng = np.random.default_rng(0)
    x = sparse.random(20, 20, 0.9, "csr", np.float32, rng)
    indices = np.memmap(folder / "indices", np.int32, "w+", shape=(far + n,))
    values = np.memmap(folder / "values", np.float32, "w+", shape=(far + n,))
    indices[far : far + x.nnz], values[far : far + x.nnz] = x.indices, x.data
    indptr = x.indptr.astype(np.int64) + far
    side = Compressed(indptr, np.asarray(indices), np.asarray(values))
    a = np.arange(20) < 8
    near = moments.moments(sides(x.toarray(), "rows"), a, ~a, log1p=False)
    for found in moments.moments(Matrix((20, 20), "csr", np.dtype("f4"), side, None), a, ~a, log1p=False), near:
        np.testing.assert_array_equal(found[0].mean, near[0].mean)
        np.testing.assert_array_equal(found[1].variance, near[1].variance)
    y = sparse.csc_matrix(x)
    indices[far : far + x.nnz], values[far : far + x.nnz] = y.indices, y.data
    indptr = y.indptr.astype(np.int64) + far
    side = Compressed(indptr, np.asarray(indices), np.asarray(values))
    by_column = moments.moments(Matrix((20, 20), "csr", np.dtype("f4"), None, side), a, ~a, log1p=False)
    np.testing.assert_allclose(by_column[0].mean, near[0].mean, rtol=1e-12)
