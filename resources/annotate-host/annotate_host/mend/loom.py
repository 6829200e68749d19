"""Makes an AnnData file out of a loom file, which holds genes by row."""

from typing import Any

import h5py
import numpy as np

from annotate_host.dataset_error import DatasetError
from annotate_host.mend.copying import stored_bytes
from annotate_host.mend.csr import MatrixWriter
from annotate_host.mend.made import reader_of_array, write_frame
from annotate_host.mend.names import to_bytes
from annotate_host.mend.progress import Progress
from annotate_host.mend.room import insist_on_room

_BYTES_AT_ONCE = 48 << 20
_CELL_NAMES = ("CellID", "obs_names", "cell_names", "CellId", "cellid", "barcode", "Barcode")
_GENE_NAMES = ("Gene", "var_names", "gene_names", "gene", "GeneName", "Accession")
_PAIRS = (("_X", "_Y", "X_embedding"), ("_tSNE1", "_tSNE2", "X_tsne"), ("_UMAP1", "_UMAP2", "X_umap"))


def is_loom(file: h5py.File) -> bool:
    """Tell whether it is such a file."""
    return isinstance(file.get("matrix"), h5py.Dataset) and {"row_attrs", "col_attrs"} <= set(file)


def convert_loom(file: h5py.File, out: h5py.File, name: str, progress: Progress) -> dict[str, Any]:
    """Write it with its columns and embeddings; tell what was done.

    Raises
    ------
    DatasetError
        Its parts do not fit one another.
    """
    matrix = file["matrix"]
    if matrix.ndim != 2 or matrix.dtype.kind not in "fiub":
        raise DatasetError("mend-not-possible", name=name, reason="its matrix is no table of numbers")
    genes, cells = matrix.shape
    # What is zero takes little in a packed file and nothing in the copy, which is half as large, measured.
    insist_on_room(out, stored_bytes(matrix), name)
    of_cells, of_genes = _read(file["col_attrs"], cells), _read(file["row_attrs"], genes)
    embeddings = [(_embedding_name(key), values) for key, values in of_cells.items() if _is_embedding(values)]
    for x, y, key in _PAIRS:
        if x in of_cells and y in of_cells and of_cells[x].ndim == of_cells[y].ndim == 1:
            embeddings.append((key, np.column_stack([of_cells.pop(x), of_cells.pop(y)])))
    renamed = write_frame(
        out, _table(of_cells, _CELL_NAMES, cells), _table(of_genes, _GENE_NAMES, genes), dict(embeddings).items()
    )
    progress.begin("converting", cells)
    writer = MatrixWriter(out, cells, genes)
    for start, end in _stripes(matrix):
        # By row now; of each, what is not zero.
        block = np.ascontiguousarray(matrix[:, start:end].T, dtype=np.float32)
        rows, indices = np.nonzero(block)
        writer.append(np.bincount(rows, minlength=end - start), indices, block[rows, indices])
        progress.advance(end - start)
    writer.finish()
    return {"from": "loom", "left_out": 0, "renamed": renamed}


def _stripes(matrix: h5py.Dataset) -> list[tuple[int, int]]:
    genes, cells = matrix.shape
    width = max(1, _BYTES_AT_ONCE // max(1, genes * (matrix.dtype.itemsize + 4)))
    if matrix.chunks is not None and matrix.chunks[1] <= width:
        width -= width % matrix.chunks[1]
    return [(start, min(cells, start + width)) for start in range(0, cells, width)]


def _read(attributes: h5py.Group, count: int) -> dict[str, np.ndarray]:
    found = {}
    for key in attributes:
        values = attributes[key]
        if not isinstance(values, h5py.Dataset) or values.shape is None or values.shape[:1] != (count,):
            continue
        if values.dtype.kind in "OS" and values.ndim == 1:
            found[str(key)] = np.array([to_bytes(value) for value in values[:]], object)
        elif values.dtype.kind in "fiub" and values.ndim <= 2:
            found[str(key)] = _narrowed(values[:])
    return found


def _narrowed(values: np.ndarray) -> np.ndarray:
    """Bring whole numbers into the 32 bits that Annotate shows."""
    if values.dtype.kind not in "iu" or np.can_cast(values.dtype, np.int32):
        return values
    widest = np.iinfo(np.int32)
    fits = not values.size or (values.min() >= widest.min and values.max() <= widest.max)
    return values.astype(np.int32 if fits else np.float64)


def _is_embedding(values: np.ndarray) -> bool:
    return values.ndim == 2 and values.dtype.kind in "fiu"


def _embedding_name(key: str) -> str:
    return key if key.startswith("X_") else f"X_{key.lstrip('_')}"


def _table(attributes: dict[str, np.ndarray], candidates: tuple[str, ...], count: int) -> tuple[Any, int, Any]:
    named = next((key for key in candidates if key in attributes and attributes[key].dtype.kind == "O"), None)
    names = attributes[named] if named is not None else np.array([b"%d" % number for number in range(count)], object)
    columns = [
        (key.replace("/", "_"), values)
        for key, values in attributes.items()
        if key not in {named, "_index"} and values.ndim == 1
    ]
    return (*reader_of_array(names), columns)
