"""Datasets that cannot be served, each with the code and values its owner is to be told."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anndata
import h5py
import numpy as np
from made_datasets import CELLS, GENES, make_dataset


def change(edit: Callable[[anndata.AnnData], Any]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        made = make_dataset()
        edit(made)
        made.write_h5ad(path)

    return make


def change_file(edit: Callable[[h5py.File], Any]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        make_dataset().write_h5ad(path)
        with h5py.File(path, "r+") as file:
            edit(file)

    return make


def cut_short(path: Path) -> None:
    make_dataset().write_h5ad(path)
    os.truncate(path, path.stat().st_size // 2)


def other_hdf5(*groups: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with h5py.File(path, "w") as file:
            for group in groups:
                file.create_group(group)

    return make


def rename_twice(names: list[str]) -> list[str]:
    return [names[0], *names[:-1]]


def set_embedding(values: np.ndarray) -> Callable[[anndata.AnnData], None]:
    def edit(made: anndata.AnnData) -> None:
        made.obsm.clear()
        made.obsm["X_umap"] = values

    return edit


def without_cells(path: Path) -> None:
    make_dataset()[:0].copy().write_h5ad(path)


def without_genes(path: Path) -> None:
    make_dataset()[:, :0].copy().write_h5ad(path)


def break_first_chunk(path: Path) -> None:
    made = make_dataset()
    made.X = made.X.toarray()
    made.write_h5ad(path, compression="gzip")
    with h5py.File(path) as file:
        place = file["X"].id.get_chunk_info(0)
    with path.open("r+b") as file:
        file.seek(place.byte_offset)
        file.write(b"\xff" * place.size)


def one_large_number(row: int) -> Callable[[anndata.AnnData], None]:
    def edit(made: anndata.AnnData) -> None:
        made.X = np.zeros((CELLS, GENES), np.int64)
        made.X[row, 5] = 2**40

    return edit


PROBLEMS: dict[str, tuple[Callable[[Path], Any], str, dict[str, Any]]] = {
    "nothing there": (lambda _path: None, "dataset-not-found", {}),
    "folder": (Path.mkdir, "dataset-is-folder", {}),
    "pipe": (os.mkfifo, "dataset-unreadable", {"reason": "it is not an ordinary file"}),
    "text": (lambda path: path.write_text("cell,gene\n"), "dataset-wrong-kind", {"kind": "it is not an HDF5 file"}),
    "empty file": (Path.touch, "dataset-wrong-kind", {"kind": "it is not an HDF5 file"}),
    "loom": (other_hdf5("matrix", "row_attrs"), "dataset-wrong-kind", {"kind": "it is a loom file"}),
    "10x": (other_hdf5("matrix"), "dataset-wrong-kind", {"kind": "it is a 10x Genomics matrix"}),
    "h5Seurat": (other_hdf5("assays"), "dataset-wrong-kind", {"kind": "it is an h5Seurat file"}),
    "MuData": (other_hdf5("obs", "var", "mod"), "dataset-wrong-kind", {"kind": "it is a MuData file"}),
    "other HDF5": (other_hdf5("x"), "dataset-wrong-kind", {"kind": "it is an HDF5 file of another kind"}),
    "no matrix": (
        change_file(lambda file: file.__delitem__("X")),
        "dataset-wrong-kind",
        {"kind": "it has no expression matrix (X)"},
    ),
    "cut short": (cut_short, "dataset-truncated", {}),
    "no embedding": (change(lambda made: made.obsm.clear()), "dataset-no-embedding", {}),
    "no obsm": (change_file(lambda file: file.__delitem__("obsm")), "dataset-no-embedding", {}),
    "one-dimensional": (change(set_embedding(np.zeros((CELLS, 1)))), "dataset-no-usable-embedding", {}),
    "infinite": (change(set_embedding(np.full((CELLS, 2), np.inf))), "dataset-no-usable-embedding", {}),
    "all missing": (change(set_embedding(np.full((CELLS, 2), np.nan))), "dataset-no-usable-embedding", {}),
    "embedding by another name": (
        change(lambda made: made.obsm.update({"umap": made.obsm.pop("X_umap"), "X_tsne": made.obsm["X_tsne"][:, :1]})),
        "dataset-no-usable-embedding",
        {"embeddings": "tsne: it has one dimension; umap: its name does not begin with X_"},
    ),
    "cells named alike": (
        change(lambda made: setattr(made, "obs_names", rename_twice(list(made.obs_names)))),
        "dataset-duplicate-cells",
        {"example": "sample#0-1"},
    ),
    "genes named alike": (
        change(lambda made: setattr(made, "var_names", rename_twice(list(made.var_names)))),
        "dataset-duplicate-genes",
        {"example": "gene0"},
    ),
    "no cells": (without_cells, "dataset-empty", {"cells": 0, "genes": GENES}),
    "no genes": (without_genes, "dataset-empty", {"cells": CELLS, "genes": 0}),
    "names missing": (change_file(lambda file: file["obs"].attrs.__delitem__("_index")), "dataset-damaged", {}),
    "broken chunk": (break_first_chunk, "dataset-damaged", {}),
    "unknown encoding": (
        change_file(lambda file: file["obs"].attrs.__setitem__("encoding-type", "of tomorrow")),
        "dataset-newer",
        {"part": "obs", "how": "of tomorrow 0.2.0"},
    ),
    "matrix of texts": (
        change_file(lambda file: (file.__delitem__("X"), file.create_dataset("X", data=[[b"a"] * GENES] * CELLS))),
        "dataset-matrix-refused",
        {"reason": "its values are of type text"},
    ),
    "large number in sight": (
        change(one_large_number(0)),
        "dataset-matrix-refused",
        {"reason": "it has whole numbers beyond 32 bits"},
    ),
    # A look takes samples; Annotate meets every value.
    "large number out of sight": (change(one_large_number(30)), "host-start-failed", {}),
}
