"""X is taken for what Annotate takes it for."""

from pathlib import Path
from types import FunctionType

import numpy as np
import pytest
from engine_data import build, make_x, write_h5ad
from scipy import sparse
from server.common.compute.estimate_distribution import estimate_approximate_distribution
from upstream import x_of

from annotate_host.engine.store.distribution import DistributionWatch


def watched(values: np.ndarray, chunk: int, step: int) -> str:
    watch = DistributionWatch(chunk)
    for start in range(0, len(values), step):
        watch.add(values[start : start + step])
    return watch.result()


def theirs(values: np.ndarray, chunk: int) -> str:
    """Annotate's function, looking at pieces of another size."""
    code = estimate_approximate_distribution.__code__
    code = code.replace(co_consts=tuple(chunk if value == 1 << 24 else value for value in code.co_consts))
    return str(FunctionType(code, estimate_approximate_distribution.__globals__)(values))


@pytest.mark.parametrize("chunk", [8, 1 << 24])
def test_the_same_answer_wherever_there_are_no_finite_values(chunk: int) -> None:
    assert 1 << 24 in estimate_approximate_distribution.__code__.co_consts
    rng = np.random.default_rng(0)
    seen = set()
    for _ in range(400):
        values = (rng.random(rng.integers(1, 40)) * rng.choice([10, 24, 25, 100])).astype(np.float32)
        special = rng.choice([np.nan, np.inf, -np.inf], len(values))
        values = np.where(rng.random(len(values)) < rng.choice([0, 0.1, 0.9, 1]), special, values).astype(np.float32)
        with np.errstate(invalid="ignore"):
            expected = theirs(values, chunk)
        seen.add(expected)
        for step in (1, 3, 8, 100):
            assert watched(values, chunk, step) == expected, values
    assert seen == {"normal", "count"}


def test_nothing_is_normal() -> None:
    assert DistributionWatch().result() == "normal"


@pytest.mark.parametrize("largest", [3, 24, 25, 1000])
@pytest.mark.parametrize("form", [sparse.csr_matrix, sparse.csc_matrix, np.asarray])
@pytest.mark.parametrize("dtype", ["f4", "f8", "i4", "u8", "u1"])
def test_the_same_answer_of_a_file(tmp_path: Path, largest: int, form: type, dtype: str) -> None:
    x = np.round(make_x()).clip(0, 3)
    x[10, 10] = min(largest, 255 if dtype == "u1" else largest)
    x[x == 0] = 1 if form is not np.asarray else 0
    dataset = write_h5ad(tmp_path / "x.h5ad", form(x.astype(dtype)))
    expected = estimate_approximate_distribution(x_of(dataset))
    assert build(tmp_path / "cache", dataset).distribution == str(expected)
