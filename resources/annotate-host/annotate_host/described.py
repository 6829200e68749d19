"""Describes the columns of a dataset: for its owner to choose from, and to be looked at for what names people."""

from typing import Any

import numpy as np
import pandas as pd

MOST_COLUMNS = 1000
ROWS_LOOKED_AT = 1000
VALUES_TOLD = 40
LONGEST_VALUE = 200


def described(data: Any, cell_names: str, gene_names: str) -> list[dict[str, Any]]:
    """Describe the columns of cells and genes.

    Parameters
    ----------
    data
        The dataset, loaded.
    cell_names, gene_names
        The columns that Annotate made of the indexes. The one of the cells is described without its name, that of the
        genes is left out.

    Returns
    -------
    list
        For each column its ``axis``, ``name`` and ``kind``, and some of its ``values`` as texts, no two alike.
    """
    cells = [{"axis": "cells", "name": str(name), **_look(column)} for name, column in data.obs.items()]
    names = [{**column, "name": ""} for column in cells if column["name"] == cell_names]
    cells = [column for column in cells if column["name"] != cell_names]
    genes = [
        {"axis": "genes", "name": str(name), **_look(column)}
        for name, column in data.var.items()
        if str(name) != gene_names
    ]
    return [*names, *cells, *genes][:MOST_COLUMNS]


def _look(column: pd.Series) -> dict[str, Any]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return {"kind": "categories", "values": _texts(column.cat.categories)}
    some = column.iloc[np.linspace(0, len(column) - 1, min(len(column), ROWS_LOOKED_AT)).astype(int)].dropna()
    return {"kind": _kind(column.dtype), "values": _texts(pd.unique(some))}


def _kind(dtype: Any) -> str:
    if pd.api.types.is_bool_dtype(dtype):
        return "truth"
    if pd.api.types.is_integer_dtype(dtype):
        return "whole numbers"
    return "numbers" if pd.api.types.is_numeric_dtype(dtype) else "text"


def _texts(values: Any) -> list[str]:
    """Take some from all over: the first ones may be of one kind."""
    chosen = np.unique(np.linspace(0, len(values) - 1, min(len(values), VALUES_TOLD)).astype(int))
    return [str(values[place])[:LONGEST_VALUE] for place in chosen]
