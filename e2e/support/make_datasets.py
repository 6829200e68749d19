"""Makes the datasets that the tests open: the example under an odd name, and copies of it, each broken in one way."""

import os
import shutil
import sys
import warnings
from pathlib import Path

import anndata
import h5py
import numpy


def small_copy(example: anndata.AnnData, cells: int = 300) -> anndata.AnnData:
    """What a dataset needs and nothing more, so that each file has only the fault it is named after."""
    part = example[:cells]
    return anndata.AnnData(
        X=part.X.copy(), obs=part.obs.copy(), var=part.var.copy(), obsm={"X_umap": numpy.asarray(part.obsm["X_umap"])}
    )


def make(folder: Path) -> None:
    source = folder / "pbmc68k_reduced.h5ad"
    example = anndata.read_h5ad(source)

    # Windows allows no double quotes in names.
    quotes = "'" if os.name == "nt" else "\""
    odd = folder / "a folder with spaces"
    odd.mkdir()
    shutil.copyfile(source, odd / f"Müllers {quotes}beste{quotes} Zellen, 10 µm & 100 % (日本) $HOME;.h5ad")

    no_embedding = small_copy(example)
    del no_embedding.obsm["X_umap"]
    no_embedding.write_h5ad(folder / "no-embedding.h5ad")

    same_cells = small_copy(example)
    same_cells.obs_names = [same_cells.obs_names[0], *same_cells.obs_names[:-1]]
    same_cells.write_h5ad(folder / "duplicate-cells.h5ad")

    same_genes = small_copy(example)
    same_genes.var_names = [same_genes.var_names[0], *same_genes.var_names[:-1]]
    same_genes.write_h5ad(folder / "duplicate-genes.h5ad")

    small_copy(example, cells=0).write_h5ad(folder / "no-cells.h5ad")

    whole = source.read_bytes()
    (folder / "truncated.h5ad").write_bytes(whole[: len(whole) // 2])

    # The superblock is fine and the length is right; what the file says about its cells is not.
    damaged = folder / "damaged.h5ad"
    small_copy(example).write_h5ad(damaged)
    with h5py.File(damaged, "r+") as file:
        del file["obs"]["bulk_labels"]["codes"]

    # Of the corpus of files that people try to share, what a browser is to show.
    sys.path.insert(0, str(Path(__file__).parents[2] / "resources" / "annotate-host" / "tests"))
    from corpus.files import SOUND

    corpus = folder / "corpus"
    corpus.mkdir()
    for name, write in SOUND.items():
        write(corpus / name)

    table = "cell,gene,count\nAAACCTG,CD79A,3\n"
    (folder / "table.csv").write_text(table)
    (folder / "table.h5ad").write_text(table)
    (folder / "empty.h5ad").write_bytes(b"")
    (folder / "folder.h5ad").mkdir()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    make(Path(sys.argv[1]))
