"""The corpus: for each name, how the file is made."""

import gzip
import io
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anndata
import h5py
import numpy as np
import pandas as pd
from bad_datasets import PROBLEMS, change, change_file
from made_datasets import CELLS, GENES, make_dataset
from scipy import sparse

from corpus import writers, written

Maker = Callable[[Path], Any]


def _x(make: Callable[[sparse.csr_matrix], Any], **options: Any) -> Maker:
    def write(path: Path) -> None:
        made = make_dataset()
        made.X = make(made.X)
        made.write_h5ad(path, **options)

    return write


def _content(content: bytes) -> Maker:
    return lambda path: path.write_bytes(content)


def _with_obs(**columns: Any) -> Maker:
    def edit(made: anndata.AnnData) -> None:
        for name, values in columns.items():
            made.obs[name] = values if isinstance(values, np.ndarray) else pd.array(values)

    return change(edit)


def _with_obsm(**embeddings: np.ndarray) -> Maker:
    return change(lambda made: made.obsm.update(embeddings))


def _places(**gaps: float) -> np.ndarray:
    places = np.random.default_rng(3).random((CELLS, 2), dtype=np.float32)
    for cell, value in gaps.items():
        places[int(cell.removeprefix("cell"))] = value
    return places


def before_0_7(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file["X"] = np.ones((CELLS, GENES), np.float32)
        for axis, count in (("obs", CELLS), ("var", GENES)):
            table = np.zeros(count, dtype=[("index", "S9"), ("cluster", "i1"), ("depth", "f4")])
            table["index"] = [f"name{number}".encode() for number in range(count)]
            table["cluster"] = np.arange(count) % 2
            file[axis] = table
        file["uns/cluster_categories"] = np.array([b"one", b"two"])
        file["obsm"] = np.zeros(CELLS, dtype=[("X_umap", "f4", (2,))])
        file["obsm"][...] = np.array([((x, x * 2),) for x in range(CELLS)], dtype=file["obsm"].dtype)


def as_of_0_7(path: Path) -> None:
    """Columns refer to their categories, which lie beside them."""
    make_dataset().write_h5ad(path)
    with h5py.File(path, "r+") as file:
        obs = file["obs"]
        codes, categories = obs["cluster"]["codes"][:], [str(name) for name in obs["cluster"]["categories"][:]]
        del obs["cluster"]
        obs["__categories/cluster"] = np.array(categories, dtype=h5py.string_dtype())
        obs["__categories/cluster"].attrs["ordered"] = False
        obs["cluster"] = codes
        obs["cluster"].attrs["categories"] = obs["__categories/cluster"].ref
        for axis in ("obs", "var"):
            file[axis].attrs["encoding-version"] = "0.1.0"


def loud(path: Path) -> None:
    make_dataset().write_h5ad(path)


def user_block(path: Path) -> None:
    beside = path.with_suffix(".tmp.h5ad")
    make_dataset().write_h5ad(beside)
    with h5py.File(beside) as source, h5py.File(path, "w", userblock_size=512) as file:
        for name in source:
            source.copy(source[name], file, name)
        for name, value in source.attrs.items():
            file.attrs[name] = value
    beside.unlink()


def unsorted_indices(path: Path) -> None:
    make_dataset().write_h5ad(path)
    with h5py.File(path, "r+") as file:
        start, end = (int(value) for value in file["X/indptr"][:2])
        for part in ("indices", "data"):
            file[f"X/{part}"][start:end] = file[f"X/{part}"][start:end][::-1]


def unknown_filter(path: Path) -> None:
    made = make_dataset()
    made.X = made.X.toarray()
    made.write_h5ad(path)
    with h5py.File(path, "r+") as file:
        attributes = dict(file["X"].attrs)
        del file["X"]
        how = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        how.set_chunk((CELLS, GENES))
        how.set_filter(32001, h5py.h5z.FLAG_OPTIONAL, ())
        space = h5py.h5s.create_simple((CELLS, GENES))
        x = h5py.h5d.create(file.id, b"X", h5py.h5t.IEEE_F32LE, space, how)
        x.write_direct_chunk((0, 0), b"packed", 0)
        file["X"].attrs.update(attributes)


def shorter(path: Path) -> None:
    make_dataset().write_h5ad(path)
    with h5py.File(path, "r+") as file:
        values = file["obs/depth"][:-1]
        del file["obs/depth"]
        file["obs/depth"] = values
        file["obs/depth"].attrs["encoding-type"] = "array"
        file["obs/depth"].attrs["encoding-version"] = "0.2.0"


def twice_in_order(axis: str, column: str) -> Maker:
    def edit(file: h5py.File) -> None:
        names = [str(name) for name in file[axis].attrs["column-order"]]
        file[axis].attrs["column-order"] = np.array([*names, column], dtype=h5py.string_dtype())

    return change_file(edit)


def encoded(part: str, kind: str, version: str) -> Maker:
    return change_file(lambda file: file[part].attrs.update({"encoding-type": kind, "encoding-version": version}))


def half_precision(path: Path) -> None:
    make_dataset().write_h5ad(path)
    with h5py.File(path, "r+") as file:
        values, attributes = file["X/data"][:], dict(file["X/data"].attrs)
        del file["X/data"]
        file["X/data"] = values.astype(np.float16)
        file["X/data"].attrs.update(attributes)


def complex_column(file: h5py.File) -> None:
    del file["obs/depth"]
    file["obs/depth"] = np.zeros(CELLS, np.complex128)
    file["obs/depth"].attrs["encoding-type"] = "array"
    file["obs/depth"].attrs["encoding-version"] = "0.2.0"


def complex_matrix(file: h5py.File) -> None:
    del file["X"]
    file["X"] = np.zeros((CELLS, GENES), np.complex64)
    file["X"].attrs["encoding-type"] = "array"
    file["X"].attrs["encoding-version"] = "0.2.0"


def being_written(path: Path) -> None:
    """What is left of a file when the program that wrote it was killed."""
    beside = path.with_suffix(".new")
    sound = path.with_suffix(".sound")
    make_dataset().write_h5ad(sound)
    with h5py.File(beside, "w", libver="latest") as file, h5py.File(sound) as source:
        for name in source:
            source.copy(source[name], file, name)
        file.swmr_mode = True
        file.flush()
        shutil.copyfile(beside, path)
    beside.unlink()
    sound.unlink()


def zarr(path: Path) -> None:
    path.mkdir()
    (path / ".zgroup").write_text('{"zarr_format": 2}')


def npz(path: Path) -> None:
    with path.open("wb") as out:
        np.savez(out, X=np.zeros((3, 3)))


def workbook(path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as out:
        out.writestr("[Content_Types].xml", "<Types/>")
        out.writestr("xl/workbook.xml", "<workbook/>")
    path.write_bytes(held.getvalue())


SOUND: dict[str, Maker] = {
    "sparse by row.h5ad": _x(lambda x: x),
    "sparse by column.h5ad": _x(sparse.csc_matrix),
    "dense.h5ad": _x(lambda x: x.toarray()),
    "dense gzip.h5ad": _x(lambda x: x.toarray(), compression="gzip"),
    "sparse lzf.h5ad": _x(lambda x: x, compression="lzf"),
    "float64.h5ad": _x(lambda x: x.astype(np.float64)),
    "float16.h5ad": _x(lambda x: x.toarray().astype(np.float16)),
    "counts int16.h5ad": _x(lambda x: (x * 10).astype(np.int16)),
    "counts float32.h5ad": _x(lambda x: (x * 10).ceil()),
    "counts int64.h5ad": _x(lambda x: (x * 10).astype(np.int64)),
    "counts uint8 dense.h5ad": _x(lambda x: (x * 10).astype(np.uint8).toarray()),
    "bool.h5ad": _x(lambda x: x.toarray() > 0.5),
    "scaled.h5ad": _x(lambda x: x.toarray() - 0.1),
    "all zero.h5ad": _x(lambda x: x * 0),
    "with NaN.h5ad": _x(lambda x: np.where(x.toarray() > 0.9, np.nan, x.toarray()).astype(np.float32)),
    "unsorted.h5ad": unsorted_indices,
    "AnnData 0.8.h5ad": lambda path: writers.write_by("0.8", path),
    "AnnData 0.10.h5ad": lambda path: writers.write_by("0.10", path),
    "AnnData 0.12.h5ad": lambda path: written.make().write_h5ad(path),
    "AnnData before 0.7.h5ad": before_0_7,
    "AnnData 0.7.h5ad": as_of_0_7,
    "yes and no with gaps.h5ad": _with_obs(yes=pd.array([True, None, False] * (CELLS // 3), "boolean")),
    "yes and no, nullable.h5ad": _with_obs(yes=pd.array([True, True, False] * (CELLS // 3), "boolean")),
    "sparse float16.h5ad": half_precision,
    "large categories with gaps.h5ad": _with_obs(large=pd.Categorical([2.0**40, None, 5] * (CELLS // 3))),
    "categories of numbers.h5ad": _with_obs(
        whole=pd.Categorical(np.arange(CELLS) % 5), half=pd.Categorical(np.arange(CELLS) % 4 / 2)
    ),
    "categories of yes and no.h5ad": _with_obs(yes=pd.Categorical(np.arange(CELLS) % 2 == 0)),
    "missing categories.h5ad": _with_obs(some=pd.Categorical(["a", None, "b"] * (CELLS // 3))),
    "names of all scripts.h5ad": change(
        lambda made: (
            made.obs.insert(0, "Größe µm", "größer"),
            setattr(made, "obs_names", [f"細胞 {number}" for number in range(CELLS)]),
        )
    ),
    "names as categories.h5ad": change(lambda made: setattr(made.obs, "index", made.obs.index.astype("category"))),
    "no columns.h5ad": change(lambda made: setattr(made, "obs", made.obs[[]])),
    "one gene.h5ad": lambda path: make_dataset()[:, :1].copy().write_h5ad(path),
    "one cell.h5ad": lambda path: make_dataset()[:1].copy().write_h5ad(path),
    "raw and layers.h5ad": change(
        lambda made: (made.layers.update(more=made.X.copy()), setattr(made, "raw", made.copy()))
    ),
    "many categories.h5ad": lambda path: _many_categories(path, 700),
    "more categories than are listed.h5ad": lambda path: _many_categories(path, 1200),
    "one good embedding.h5ad": _with_obsm(
        X_spoilt=np.full((CELLS, 2), np.inf), X_flat=np.zeros((CELLS, 1)), X_gone=np.full((CELLS, 2), np.nan)
    ),
    "cells without place.h5ad": _with_obsm(X_umap=_places(cell3=np.nan, cell9=np.nan)),
    "embedding in three dimensions.h5ad": _with_obsm(X_umap=np.random.default_rng(1).random((CELLS, 3))),
    "embedding of whole numbers.h5ad": _with_obsm(X_grid=np.arange(2 * CELLS).reshape(CELLS, 2)),
    "forty embeddings.h5ad": _with_obsm(**{f"X_more{number:02}": _places() for number in range(40)}),
    "embedding by its own name.h5ad": _with_obsm(spatial=_places()),
    "sparse among embeddings.h5ad": change(lambda made: made.obsm.update(X_weights=made.X.copy())),
    "LOUD.H5AD": loud,
    "user block.h5ad": user_block,
    "null in uns.h5ad": change(lambda made: made.uns.update(nothing=None, text="a", deep={"a": {"b": np.arange(3)}})),
}


def _many_categories(path: Path, count: int) -> None:
    made = make_dataset(cells=1500)
    made.obs["clone"] = pd.Categorical([f"clone {number % count}" for number in range(1500)])
    made.write_h5ad(path)


FAULTY: dict[str, Maker] = {
    **{f"{name}.h5ad": make for name, (make, _code, _values) in PROBLEMS.items()},
    "newer column.h5ad": encoded("obs/depth", "quantity", "0.1.0"),
    "newer matrix.h5ad": encoded("X", "csr_matrix", "0.2.0"),
    "newer uns.h5ad": change_file(
        lambda file: file.create_group("uns/new").attrs.update({"encoding-type": "tree", "encoding-version": "1"})
    ),
    "unknown part.h5ad": change_file(lambda file: file.create_group("tree")),
    "unknown filter.h5ad": unknown_filter,
    "column twice.h5ad": twice_in_order("obs", "depth"),
    "gene column twice.h5ad": twice_in_order("var", "seen"),
    "column that is not there.h5ad": twice_in_order("obs", "elsewhere"),
    "complex column.h5ad": change_file(complex_column),
    "complex matrix.h5ad": change_file(complex_matrix),
    "column beyond 32 bits.h5ad": _with_obs(large=np.full(CELLS, 2**40)),
    "column too short.h5ad": shorter,
    "matrix of another shape.h5ad": change_file(lambda file: file["X"].attrs.__setitem__("shape", (CELLS, GENES + 1))),
    "no row ends.h5ad": change_file(lambda file: file.__delitem__("X/indptr")),
    "table among embeddings.h5ad": change(
        lambda made: made.obsm.update(table=pd.DataFrame({"a": np.arange(CELLS)}, index=made.obs_names))
    ),
    "nullable whole numbers.h5ad": _with_obs(whole=pd.array([1, None, 3] * (CELLS // 3), "Int64")),
    "nullable whole numbers of genes.h5ad": change(
        lambda made: made.var.insert(0, "whole", pd.array([1, 2] * (GENES // 2), "Int32"))
    ),
    "categories beyond 32 bits.h5ad": _with_obs(large=pd.Categorical(np.arange(CELLS) % 3 + 2**40)),
    "codes of no category.h5ad": change_file(lambda file: file["obs/cluster/codes"].__setitem__(0, 77)),
    "being written.h5ad": being_written,
}

FOREIGN: dict[str, Maker] = {
    "seurat.rds": _content(gzip.compress(b"X\n\0\0\0\3\0\4\1\0\0\3\5\0" + bytes(100))),
    "workspace.RData": _content(gzip.compress(b"RDX3\nX\n\0\0\0\3" + bytes(100))),
    "seurat.h5ad": _content(gzip.compress(b"X\n\0\0\0\3\0\4\1\0\0\3\5\0" + bytes(100))),
    "cells.loom": PROBLEMS["loom"][0],
    "filtered_feature_bc_matrix.h5": PROBLEMS["10x"][0],
    "cells.h5seurat": PROBLEMS["h5Seurat"][0],
    "cells.h5mu": PROBLEMS["MuData"][0],
    "matrix.mtx": _content(b"%%MatrixMarket matrix coordinate integer general\n3 3 1\n1 1 5\n"),
    "matrix.mtx.gz": _content(gzip.compress(b"%%MatrixMarket matrix coordinate integer general\n3 3 1\n1 1 5\n")),
    "cells.zarr": zarr,
    "cells.npz": npz,
    "cells.xlsx": workbook,
    "cells.csv": _content(b"cell,CD79A\nAAAC,3\n"),
    "sign-in page.h5ad": _content(b"<!DOCTYPE html><html><body>Sign in</body></html>"),
    "pointer.h5ad": _content(b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 5\n"),
    "nothing but zeros.h5ad": _content(bytes(5000)),
    "encrypted.h5ad": _content(b"age-encryption.org/v1\n-> X25519 abc\n" + os.urandom(500)),
    "encrypted.gpg": _content(b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"),
    "encrypted by openssl.h5ad": _content(b"Salted__" + bytes(range(8)) + b"\x97" * 500),
}

FILES = {**SOUND, **FAULTY, **FOREIGN}


def make_corpus(folder: Path) -> None:
    """Make all of them."""
    for name, make in FILES.items():
        make(folder / name)
