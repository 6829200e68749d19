"""Annotate's own adaptor, and ours, on one file."""

from pathlib import Path

import anndata
import numpy as np
from server.common.config.app_config import AppConfig
from server.common.utils.data_locator import DataLocator
from server.data_anndata.anndata_adaptor import AnndataAdaptor

from annotate_host.engine.adaptor import StoreAdaptor
from annotate_host.engine.store.stored import MatrixStore


def settings(dataset: Path, distribution: str = "auto") -> AppConfig:
    config = AppConfig()
    config.update_server_config(single_dataset__datapath=str(dataset), app__flask_secret_key="a", app__verbose=True)
    config.update_dataset_config(X_approximate_distribution=distribution)
    return config


def annotate(dataset: Path, distribution: str = "auto") -> AnndataAdaptor:
    return AnndataAdaptor(DataLocator(str(dataset)), settings(dataset, distribution))


def ours(dataset: Path, store: MatrixStore | None, distribution: str = "auto") -> StoreAdaptor:
    return StoreAdaptor(DataLocator(str(dataset)), settings(dataset, distribution), None, store)


class WideX:
    """As much of an adaptor as Annotate's differential expression asks for, calculating in float64.

    In float32 its own rounding is far coarser than what the two ways may differ by.
    """

    def __init__(self, x: object, distribution: str) -> None:
        self._x = x.astype(np.float64)
        self._distribution = distribution

    def get_X_approximate_distribution(self) -> str:  # noqa: N802
        return self._distribution

    def get_X_array(self, cells: np.ndarray, genes: None) -> object:  # noqa: N802
        return self._x[cells]


def x_of(dataset: Path) -> object:
    return anndata.read_h5ad(dataset).X
