"""Brings Annotate into this process, with nothing of the owner's settings for it, and fast."""

import contextlib
import importlib
import os
import sys
import warnings
from collections.abc import Iterator
from types import ModuleType
from typing import Any


def import_annotate() -> None:
    """Import all that serving needs, so that it is there before the dataset is known.

    Raises
    ------
    ImportError
        The environment is not what its lock file says.
    """
    # Annotate takes its secret from CXG_SECRET_KEY, through eval(), and its port from CXG_SERVER_PORT.
    for name in [name for name in os.environ if name.startswith("CXG_")]:
        del os.environ[name]
    # These are for the authors of Annotate and its libraries; they would bury what matters in the log.
    for category in (FutureWarning, DeprecationWarning):
        warnings.filterwarnings("ignore", category=category)

    # The environment's packages may keep their compiled files; ours may not (see __main__).
    sys.dont_write_bytecode = False
    _import_without_slow_parts()
    import fsspec.implementations.local  # noqa: F401
    import waitress  # noqa: F401
    from server.data_anndata import anndata_adaptor  # noqa: F401  Left for later by Annotate, as is fsspec's.

    sys.dont_write_bytecode = True
    from annotate_host import app, diagnose, stores  # noqa: F401

    sys.dont_write_bytecode = False


def import_the_rest() -> None:
    """Import what only differential expression needs, so that the first one need not wait for it."""
    importlib.import_module("scipy.stats")


class _ImportedWhenUsed(ModuleType):
    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module(self.__name__), name)


def _import_without_slow_parts() -> None:
    """Import the modules of Annotate that take half of its start for things it does not do here, or not yet."""
    import scipy.sparse

    # Used for s3:// addresses only; the dataset is always a file here.
    with _in_place_of(boto3=ModuleType("boto3"), botocore=ModuleType("botocore")):
        import server.common.utils.data_locator

    # numba compiles one function, in each process anew, that finds the smallest and the largest value.
    numba = ModuleType("numba")
    numba.njit = lambda **_: lambda function: function  # type: ignore[attr-defined]
    with _in_place_of(numba=numba):
        from server.common.compute import estimate_distribution
    estimate_distribution.min_max_fast = finite_range

    if "scipy.stats" not in sys.modules:
        scipy.stats = _ImportedWhenUsed("scipy.stats")
        import server.common.compute.diffexp_generic  # noqa: F401

        del scipy.stats


def finite_range(values: Any) -> tuple[Any, Any]:
    """Find the smallest and the largest finite value, as Annotate's ``min_max_fast`` does; the last if none is finite.

    Parameters
    ----------
    values
        A NumPy array that is not empty.

    Returns
    -------
    tuple
        Two Python numbers, not NumPy's: Annotate compares their difference, which must not be rounded.
    """
    import numpy as np

    if not np.isfinite([values.min(), values.max()]).all():
        finite = values[np.isfinite(values)]
        values = finite if finite.size else values[-1:]
    return values.min().item(), values.max().item()


@contextlib.contextmanager
def _in_place_of(**stand_ins: ModuleType) -> Iterator[None]:
    """What is imported in this block gets the stand-ins; everybody after it gets the real modules."""
    absent = {name: module for name, module in stand_ins.items() if name not in sys.modules}
    sys.modules.update(absent)
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
