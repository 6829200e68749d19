"""Everything that is told of a dataset before it is shared."""

from dataclasses import dataclass
from typing import Any

import h5py

from annotate_host.dataset_error import DatasetError
from annotate_host.look.attributes import bytes_of, encoding_of
from annotate_host.look.budget import Budget
from annotate_host.look.embeddings import Embedding, embeddings_memory, read_embeddings
from annotate_host.look.formats import PARTS, unreadable_part
from annotate_host.look.matrix import Matrix, read_matrix
from annotate_host.look.tables import Column, Table, read_table

NO_MATRIX = "it has no expression matrix (X)"
_SERVED = {"X", "obs", "var", "obsm"}


@dataclass
class Facts:
    """What a dataset is.

    Attributes
    ----------
    formats
        How AnnData wrote the parts, with the version of that way.
    unserved_memory
        Bytes in memory of what Annotate loads and does not show: layers, raw, graphs.
    is_complete
        Whether there was time for all of it.
    """

    matrix: Matrix
    obs: Table
    var: Table
    embeddings: list[Embedding]
    embeddings_memory: int
    unserved_memory: int
    formats: dict[str, str]
    is_complete: bool

    def told(self) -> dict[str, Any]:
        """Return it as the contract has it, with samples of values."""
        matrix = self.matrix
        return {
            "cells": self.obs.count,
            "genes": self.var.count,
            "matrix": {
                "layout": matrix.layout,
                "dtype": matrix.dtype,
                "entries": matrix.entries,
                "nonzero": matrix.nonzero,
                "compression": matrix.compression,
                "values": matrix.values,
                "bytes": matrix.memory,
            },
            "embeddings": [
                {"name": one.name, "dimensions": one.dimensions, "why": one.why, "missing": one.missing}
                for one in self.embeddings
            ],
            "cellNames": {"unique": self.obs.is_unique, "samples": self.obs.name_samples},
            "geneNames": {"unique": self.var.is_unique, "samples": self.var.name_samples},
            "cellColumns": [_told(column) for column in self.obs.columns],
            "geneColumns": [_told(column) for column in self.var.columns],
            "servedBytes": self.obs.memory + self.var.memory + self.embeddings_memory,
            "otherBytes": self.unserved_memory,
            "formats": self.formats,
            "complete": self.is_complete,
        }


def read_facts(file: h5py.File, name: str, budget: Budget) -> Facts:
    """Read them.

    Raises
    ------
    DatasetError
        There is no X, or something is stored in a way that is not known here.
    KeyError, ValueError, TypeError, OSError, RuntimeError
        Something that is needed is damaged.
    """
    unreadable = unreadable_part(file, budget)
    x = file.get("X")
    if x is None or encoding_of(x)[0] == "null":
        raise DatasetError("dataset-wrong-kind", name=name, kind=NO_MATRIX)
    if unreadable is not None:
        code = "dataset-compressed-otherwise" if unreadable.is_compressed else "dataset-newer"
        raise DatasetError(code, name=name, part=unreadable.part, how=unreadable.how)
    matrix = read_matrix(x, budget)
    obs, var = read_table(file["obs"], budget), read_table(file["var"], budget)
    if matrix.shape != (obs.count, var.count):
        raise ValueError(f"X is of {matrix.shape}, its tables of {(obs.count, var.count)}")
    obsm = file.get("obsm")
    return Facts(
        matrix=matrix,
        obs=obs,
        var=var,
        embeddings=read_embeddings(obsm, obs.count, budget),
        embeddings_memory=embeddings_memory(obsm),
        unserved_memory=sum(_memory(file[part], 0) for part in file if part not in _SERVED),
        formats={part or "file": " ".join(encoding_of(file[part or "/"])).strip() for part in _told_parts(file)},
        is_complete=not budget.ran_out,
    )


def _told_parts(file: h5py.File) -> list[str]:
    return ["", *(part for part in sorted(PARTS) if part in file)]


def _told(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "kind": column.kind,
        "dtype": column.dtype,
        "categories": column.categories,
        "samples": column.samples,
    }


def _memory(element: h5py.Group | h5py.Dataset, depth: int) -> int:
    if isinstance(element, h5py.Dataset):
        return bytes_of(element)
    return sum(_memory(part, depth + 1) for part in element.values()) if depth < 6 else 0
