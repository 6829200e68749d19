"""Says why a dataset cannot be served, in the contract's codes: by a look before loading, else by what was thrown."""

import re
import traceback
from pathlib import Path

import h5py
import pandas as pd
from anndata.io import read_elem

_TRUNCATED = re.compile(r"truncated file: eof = (\d+).*stored_eof = (\d+)")
_OTHER_KINDS = {
    "mod": "it is a MuData file",
    "row_attrs": "it is a loom file",
    "assays": "it is an h5Seurat file",
    "matrix": "it is a 10x Genomics matrix",
}


class DatasetError(Exception):
    """A dataset cannot be served.

    Parameters
    ----------
    code
        One of the contract's error codes.
    detail
        For the log.
    values
        Names and numbers for the code's sentences.
    """

    def __init__(self, code: str, detail: str = "", **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
        self.detail = detail


def look(path: str) -> None:
    """Read what is needed to know that loading is worth the wait: headers, and the names of cells and genes.

    Raises
    ------
    DatasetError
        It is not.
    """
    name = Path(path).name
    if not Path(path).exists():
        raise DatasetError("dataset-not-found", path=path)
    if Path(path).is_dir():
        raise DatasetError("dataset-is-folder", path=path)
    if not Path(path).is_file():  # Opening a pipe would wait for ever.
        raise DatasetError("dataset-unreadable", name=name, reason="it is not an ordinary file")
    if not name.lower().endswith(".h5ad"):
        raise DatasetError("dataset-wrong-kind", name=name, kind="its name does not end in .h5ad")
    try:
        with h5py.File(path, "r") as file:
            _look_inside(file, name)
    except PermissionError as problem:
        raise DatasetError("dataset-unreadable", str(problem), name=name, reason="permission denied") from problem
    except BlockingIOError as problem:
        reason = "another program holds it open for writing"
        raise DatasetError("dataset-unreadable", str(problem), name=name, reason=reason) from problem
    except OSError as problem:
        raise _unopenable(path, problem) from problem
    except (KeyError, ValueError, TypeError, RuntimeError) as problem:
        raise DatasetError("dataset-damaged", _trace(problem), name=name) from problem


def explain(path: str, problem: BaseException) -> DatasetError:
    """Turn what Annotate threw while loading into a code."""
    name = Path(path).name
    kind = type(problem).__name__
    if kind == "PrepareError":
        return DatasetError("dataset-no-embedding", _trace(problem), name=name)
    out_of_memory = isinstance(problem, MemoryError) or isinstance(problem.__context__, MemoryError)
    if kind == "DatasetAccessError" and not out_of_memory:
        return DatasetError("dataset-damaged", _trace(problem), name=name)
    return DatasetError("host-start-failed", _trace(problem), name=name)


def _look_inside(file: h5py.File, name: str) -> None:
    other_kinds = [sentence for key, sentence in _OTHER_KINDS.items() if key in file]
    if "obs" not in file or "var" not in file or "mod" in file:
        kind = other_kinds[0] if other_kinds else "it is an HDF5 file of another kind"
        raise DatasetError("dataset-wrong-kind", name=name, kind=kind)
    if "X" not in file:
        raise DatasetError("dataset-wrong-kind", name=name, kind="it has no expression matrix (X)")
    cells, genes = _names(file["obs"]), _names(file["var"])
    if not len(cells) or not len(genes):
        raise DatasetError("dataset-empty", name=name, cells=len(cells), genes=len(genes))
    for code, names in (("dataset-duplicate-cells", cells), ("dataset-duplicate-genes", genes)):
        if not names.is_unique:
            raise DatasetError(code, name=name, example=_text(names[names.duplicated()][0]))
    obsm = file.get("obsm")
    # In files written before AnnData 0.7 it is one table; Annotate finds out itself.
    if not isinstance(obsm, h5py.Dataset) and not any(_may_be_drawn(key, obsm[key], len(cells)) for key in obsm or ()):
        raise DatasetError("dataset-no-embedding", name=name)


def _names(axis: h5py.Group | h5py.Dataset) -> pd.Index:
    if isinstance(axis, h5py.Dataset):  # Written before AnnData 0.7.
        return pd.Index(axis.fields("index")[:])
    index = axis[axis.attrs["_index"]]
    # The bytes are enough to compare, and several times faster to read than texts.
    return pd.Index(index[:] if isinstance(index, h5py.Dataset) else read_elem(index))


def _may_be_drawn(key: str, array: h5py.Group | h5py.Dataset, cells: int) -> bool:
    """Annotate's own rule as far as the header tells; that the values are finite shows only on loading."""
    return (
        key.startswith("X_")
        and isinstance(array, h5py.Dataset)
        and array.ndim == 2
        and array.dtype.kind in "fiu"
        and array.shape[0] == cells
        and array.shape[1] >= 2
    )


def _unopenable(path: str, problem: OSError) -> DatasetError:
    name = Path(path).name
    text = str(problem)
    if truncated := _TRUNCATED.search(text):
        actual, expected = map(int, truncated.groups())
        return DatasetError("dataset-truncated", text, name=name, expected=expected, actual=actual)
    if "file signature not found" in text:
        return DatasetError("dataset-wrong-kind", text, name=name, kind="it is not an HDF5 file")
    return DatasetError("dataset-damaged", _trace(problem), name=name)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _trace(problem: BaseException) -> str:
    return "".join(traceback.format_exception(problem))
