"""Writes the frame of a new AnnData file: what is in it besides the matrix."""

from collections.abc import Iterable, Sequence

import h5py
import numpy as np

from annotate_host.mend.names import Read, UniqueNames
from annotate_host.mend.tables import mark, write_names, write_table

Columns = Sequence[tuple[str, np.ndarray]]


def write_frame(
    out: h5py.File,
    cells: tuple[Read, int, Columns],
    genes: tuple[Read, int, Columns],
    embeddings: Iterable[tuple[str, np.ndarray]] = (),
) -> dict[str, int]:
    """Write all but X.

    Parameters
    ----------
    cells, genes
        Names as a reader and a count, and columns.

    Returns
    -------
    dict
        How many names of cells and genes had to be made unique.
    """
    mark(out, "anndata", "0.1.0")
    renamed = {}
    for axis, told, (read, count, columns) in (("obs", "cells", cells), ("var", "genes", genes)):
        table = write_table(out, axis, columns)
        names = UniqueNames(read, count)
        write_names(table, "_index", names.blocks(), count)
        renamed[told] = names.renamed
    for part in ("layers", "obsm", "obsp", "uns", "varm", "varp"):
        mark(out.create_group(part), "dict", "0.1.0")
    for name, values in embeddings:
        mark(out["obsm"].create_dataset(name, data=values), "array", "0.2.0")
    return renamed


def reader_of_array(values: np.ndarray) -> tuple[Read, int]:
    """Read names from an array of bytes."""
    return (lambda start, end: list(values[start:end])), len(values)
