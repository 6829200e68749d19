"""Starting fast changes nothing in what Annotate computes, and nothing for anybody else in the process."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from server.common.compute.estimate_distribution import min_max_fast

from annotate_host.annotate import finite_range

RANGES = {
    "one": [3.5],
    "even": [1.0, -2.0, 7.0, 0.0],
    "odd": [1.0, -2.0, 24.000002],
    "with gaps": [np.nan, 2.0, np.inf, 5.0, -np.inf],
    "none finite": [np.nan, np.inf],
    "none at all": [np.nan, np.nan, np.nan],
}


@pytest.mark.parametrize("values", RANGES.values(), ids=RANGES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_range_of_values_is_annotate_s(values: list[float], dtype: type) -> None:
    array = np.array(values, dtype)
    assert repr(finite_range(array)) == repr(min_max_fast(array))


@pytest.mark.parametrize("dtype", [np.int32, np.int64, np.uint16])
def test_the_range_of_whole_numbers_is_annotate_s(dtype: type) -> None:
    array = np.random.default_rng(0).integers(0, 1000, 101).astype(dtype)
    assert finite_range(array) == min_max_fast(array)


SLOW_PARTS = "{'numba', 'boto3', 'botocore', 'scipy.stats'} & set(sys.modules)"
CHECK = f"""
import sys
from annotate_host.annotate import import_annotate, import_the_rest
import_annotate()
print(sorted({SLOW_PARTS}))
from server.common.compute import diffexp_generic
from server.common.utils import data_locator
print(diffexp_generic.stats.t.sf(0.0, 5))
import_the_rest()
import boto3, numba, scipy.stats
print(diffexp_generic.stats.t is scipy.stats.t, numba.njit(lambda x: x + 1)(1), boto3.__version__[0])
"""


def test_slow_parts_come_later_and_come_whole() -> None:
    host = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-B", "-c", CHECK], capture_output=True, text=True, check=False, timeout=60, cwd=host
    )
    assert done.stdout.splitlines() == ["[]", "0.5", "True 2 1"], done.stderr
