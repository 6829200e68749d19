"""Annotate's own adaptor, answering from a matrix store as soon as there is one."""

import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from server.common.constants import Axis, XApproximateDistribution
from server.common.errors import DatasetAccessError, FilterError
from server.common.fbs.matrix import encode_matrix_fbs
from server.data_anndata import anndata_adaptor
from server.data_anndata.anndata_adaptor import AnndataAdaptor

from .cancel import current_cancel
from .columns import mean_of_columns
from .dataset import Dataset, StoredX, read_sparse_halves
from .hides import NOTHING, current_hides
from .store.manifest import Identity
from .store.matrix import matrix_in_memory
from .store.stored import MatrixStore
from .view import Names, Views, check_expression, hides_cell_names


class StoreAdaptor(AnndataAdaptor):
    """Serves one dataset: from its store, or, until `use_store`, from memory.

    Parameters
    ----------
    data_locator, app_config, dataset_config
        As Annotate has them.
    store
        The dataset's; X is never loaded, then. None to load the dataset as Annotate does.
    threads
        How many may work on one differential expression.
    """

    def __init__(
        self,
        data_locator: Any,
        app_config: Any = None,
        dataset_config: Any = None,
        store: MatrixStore | None = None,
        threads: int = 1,
    ) -> None:
        self._store = store
        self._threads = threads
        # Before it is loaded: a store made of what takes its place later must not be taken for this one's.
        self._identity = Identity.of(Path(data_locator.path)) if store is None and data_locator.islocal() else None
        super().__init__(data_locator, app_config, dataset_config)

    @property
    def data(self) -> Any:
        """The dataset, as far as it may be seen in the current request; all of it where there is none."""
        hides = current_hides.get()
        return self._whole if hides == NOTHING else self._views.of(hides, self._names)

    @data.setter
    def data(self, data: Any) -> None:
        self._whole = data
        self._views = Views(data)

    @property
    def _names(self) -> Names:
        return Names(self.parameters["obs_names"], self.parameters["var_names"])

    @property
    def store(self) -> MatrixStore | None:
        """The store in use."""
        return self._store

    def use_store(self, store: MatrixStore) -> None:
        """Answer from a store from now on, and let go of what is in memory.

        Requests under way go on with what they began with. Can be called from any thread, once.

        Raises
        ------
        ValueError
            The store is not of what was loaded: the file has changed since.
        """
        if store.manifest.identity != self._identity:
            raise ValueError(f"the store is of {store.manifest.identity}, loaded was {self._identity}")
        if self.X_approximate_distribution is None:
            self.X_approximate_distribution = XApproximateDistribution(store.distribution)
        # Each is one assignment, and between them answers are the same.
        self.data = Dataset.of(self._whole, store.matrix)
        self._store = store

    def get_schema(self) -> dict[str, Any]:
        """Tell of those columns that may be seen."""
        if current_hides.get() == NOTHING:
            return self.schema
        data = self.data
        annotations = {
            axis: {**told, "columns": [column for column in told["columns"] if column["name"] in getattr(data, axis)]}
            for axis, told in self.schema["annotations"].items()
        }
        return {**self.schema, "annotations": annotations}

    def get_obs_columns(self) -> pd.Index:
        """All of them: nobody's label takes the name of a column that is hidden for now."""
        return self._whole.obs.columns

    def annotation_to_fbs_matrix(
        self, axis: Axis, fields: list[str] | None = None, labels: pd.DataFrame | None = None
    ) -> bytearray:
        """Answer with columns of cells or genes; labels are found by the cells' names, which may be hidden."""
        if labels is not None and not labels.empty and hides_cell_names(current_hides.get(), self._names):
            labels = labels.reindex(self.original_obs_index).set_axis(self.data.obs[self._names.cells])
        return super().annotation_to_fbs_matrix(axis, fields, labels)

    def cleanup(self) -> None:
        """Let others remove the store."""
        if self._store is not None:
            self._store.close()

    def rest(self) -> None:
        """Stop holding the pages of the store; call it when nothing has been asked for some seconds.

        They are the system's to take at any time, but until it does they count as this process's. Taking them up again
        makes the next differential expression about twice as long.
        """
        if self._store is not None:
            self._store.release_pages()

    def get_X_approximate_distribution(self) -> XApproximateDistribution:  # noqa: N802
        """Tell what X was taken for when the store was made, or is set to be taken for."""
        if self.X_approximate_distribution is None and self._store is not None:
            self.X_approximate_distribution = XApproximateDistribution(self._store.distribution)
        return super().get_X_approximate_distribution()

    def compute_diffexp_ttest(
        self,
        maskA: np.ndarray,  # noqa: N803
        maskB: np.ndarray,  # noqa: N803
        top_n: int | None = None,
        lfc_cutoff: float | None = None,
    ) -> dict[str, list[list[Any]]]:
        """Answer as Annotate does; see `differential_expression` for the differences."""
        # These bring the compiler along, which no page waits for.
        from .diffexp import differential_expression
        from .moments import give_way

        x = self.data.X  # Taken once: use_store may come in between.
        matrix = x.matrix if isinstance(x, StoredX) else matrix_in_memory(x)
        if matrix is None:
            return super().compute_diffexp_ttest(maskA, maskB, top_n, lfc_cutoff)
        work = functools.partial(
            differential_expression,
            matrix,
            maskA,
            maskB,
            distribution=str(self.get_X_approximate_distribution()),
            top_n=self.dataset_config.diffexp__top_n if top_n is None else top_n,
            lfc_cutoff=self.dataset_config.diffexp__lfc_cutoff if lfc_cutoff is None else lfc_cutoff,
            cancel=current_cancel.get(),
            threads=self._threads,
        )
        # Not in the thread that answers: that one cannot get its priority back.
        with ThreadPoolExecutor(1, "differential-expression", initializer=give_way) as aside:
            return aside.submit(work).result()

    def summarize_var(self, method: str, filter: dict[str, Any], query_hash: str) -> bytearray:  # noqa: A002
        """Answer with the mean over a gene set, holding one value a cell instead of one a cell and gene."""
        check_expression(current_hides.get())
        if self._store is None or method != "mean":
            return super().summarize_var(method, filter, query_hash)
        cells, genes = self._filter_to_mask(filter)
        if cells is not None:
            raise FilterError("filtering on obs unsupported")
        if genes is None or not genes.any():
            return super().summarize_var(method, filter, query_hash)
        mean = mean_of_columns(self._store.matrix, np.flatnonzero(genes))
        return encode_matrix_fbs(mean, col_idx=pd.Index([query_hash]), row_idx=None)

    def _load_data(self, data_locator: Any) -> None:
        try:
            with data_locator.local_handle() as path:
                if self._store is not None:
                    self.data = Dataset.read(Path(path), self._store.matrix)
                else:
                    self.data = read_sparse_halves(Path(path))
        except Exception as problem:
            raise DatasetAccessError(f"File not found or is inaccessible. {problem}") from problem
        if self.data is None:
            super()._load_data(data_locator)


def install(open_store: Callable[[Path], MatrixStore | None], threads: int = 1) -> None:
    """Have Annotate make our adaptor where it would make its own.

    Parameters
    ----------
    open_store
        Called with the dataset's path when one is loaded.
    """

    def open_dataset(data_locator: Any, app_config: Any, dataset_config: Any = None) -> StoreAdaptor:
        store = open_store(Path(data_locator.path)) if data_locator.islocal() else None
        return StoreAdaptor(data_locator, app_config, dataset_config, store, threads)

    anndata_adaptor.AnndataAdaptor.open = staticmethod(open_dataset)
