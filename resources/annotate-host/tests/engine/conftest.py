"""Stores of small matrices."""

from collections.abc import Callable
from pathlib import Path

import pytest
from engine_data import build, write_h5ad

from annotate_host.engine.store.stored import MatrixStore


@pytest.fixture
def store_of(tmp_path: Path) -> Callable[[object], MatrixStore]:
    """Make a store of a matrix."""

    def make(x: object) -> MatrixStore:
        return build(tmp_path / "cache", write_h5ad(tmp_path / "x.h5ad", x))

    return make
