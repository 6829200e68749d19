"""A dataset without what its owner hides: all that Annotate's routes get to see of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from server.common.errors import FilterError

from .hides import CELL_NAMES, Hides


@dataclass(frozen=True)
class Names:
    """Which columns hold the names of cells and of genes.

    Parameters
    ----------
    cells, genes
        Annotate makes these two columns of the indexes.
    """

    cells: str
    genes: str


class View:
    """Stands in the place of the dataset, and has no more than what may be seen.

    Whatever Annotate looks up by a name that came with a request, it looks up in here: a hidden column is not there, by
    no route and in no spelling.

    Parameters
    ----------
    whole
        The dataset.
    hides
        What of it is hidden.
    names
        Where the names of cells and genes are.
    """

    def __init__(self, whole: Any, hides: Hides, names: Names) -> None:
        self._whole = whole
        self._hides = hides
        self.obs = _without(whole.obs, hides.columns - {names.cells})
        if hides_cell_names(hides, names):
            self.obs[names.cells] = numbered(len(self.obs))
        self.var = _without(whole.var, hides.columns - {names.genes})
        if hides.expression:
            # Means and dispersions are made of what is hidden.
            self.var = self.var[[names.genes]]
        self.uns = _uns_without(whole.uns, hides.columns)
        self.obsm = whole.obsm
        self.isbacked = whole.isbacked

    @property
    def X(self) -> Any:  # noqa: N802
        """The matrix.

        Raises
        ------
        FilterError
            It is hidden; this is the error that Annotate answers to a question that it does not take.
        """
        check_expression(self._hides)
        return self._whole.X

    @property
    def shape(self) -> tuple[int, int]:
        """Cells, genes."""
        return self._whole.shape

    @property
    def n_obs(self) -> int:
        """Cells."""
        return self.shape[0]

    @property
    def n_vars(self) -> int:
        """Genes."""
        return self.shape[1]

    def obsm_keys(self) -> list[str]:
        """Names of the embeddings."""
        return list(self.obsm)

    def uns_keys(self) -> list[str]:
        """Names of what goes with no axis."""
        return list(self.uns)


class Views:
    """Keeps the last view: for as long as the owner changes nothing it is everybody's."""

    def __init__(self, whole: Any) -> None:
        self._whole = whole
        self._last: tuple[Hides, View] | None = None

    def of(self, hides: Hides, names: Names) -> View:
        """Get the dataset as it may be seen."""
        last = self._last
        if last is None or last[0] != hides:
            last = (hides, View(self._whole, hides, names))
            self._last = last
        return last[1]


def check_expression(hides: Hides) -> None:
    """Let nobody past who asks for values that are hidden.

    Raises
    ------
    FilterError
        They are.
    """
    if hides.expression:
        raise FilterError("expression values are hidden")


def hides_cell_names(hides: Hides, names: Names) -> bool:
    """Tell whether cells are numbered instead of named."""
    return not hides.columns.isdisjoint({CELL_NAMES, names.cells})


def numbered(cells: int) -> list[str]:
    """Names that say nothing."""
    return [f"cell {number}" for number in range(1, cells + 1)]


def _without(frame: pd.DataFrame, hidden: frozenset[str]) -> pd.DataFrame:
    return frame[[name for name in frame.columns if name not in hidden]].copy(deep=False)


def _uns_without(uns: Mapping[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    """Colours are asked for by the columns there are; but one column may be named as the one to begin with."""
    begin = uns.get("default_field")
    hides_begin = isinstance(begin, str) and begin in hidden
    return {name: value for name, value in uns.items() if not (hides_begin and name == "default_field")}
