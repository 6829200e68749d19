"""A look as a process: how much it takes for a large file, and pictures of what is in a small one."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import anndata
import h5py
import numpy as np
import pandas as pd
import pytest
from anndata._io.specs.registry import _REGISTRY
from corpus.files import before_0_7
from made_datasets import CELLS, make_dataset

from annotate_host.look import formats, picture, tables
from annotate_host.look.budget import Budget

PROGRAM = Path(__file__).parents[1] / "annotate_host"
LARGE_CELLS, GENES = 300_000, 20_000
ENTRIES = 250_000_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 2 GB, most of it never written: the system keeps no room for that."""
    path = tmp_path_factory.mktemp("large") / "large.h5ad"
    obs = pd.DataFrame(
        {
            "cluster": pd.Categorical(np.arange(LARGE_CELLS) % 12),
            "clone": pd.Categorical([f"clone {number}" for number in np.arange(LARGE_CELLS) % 20_000]),
            "depth": np.arange(LARGE_CELLS, dtype=np.int64),
        },
        index=[f"AAACCTGAGAAACCAT-{number}" for number in range(LARGE_CELLS)],
    )
    var = pd.DataFrame(index=[f"ENSG{number:011}" for number in range(GENES)])
    embeddings = {"X_umap": np.ones((LARGE_CELLS, 2), np.float32), "X_pca": np.ones((LARGE_CELLS, 50), np.float32)}
    anndata.AnnData(None, obs=obs, var=var, obsm=embeddings).write_h5ad(path)
    with h5py.File(path, "r+") as file:
        if "X" in file:
            del file["X"]
        x = file.create_group("X")
        x.attrs.update({"encoding-type": "csr_matrix", "encoding-version": "0.1.0", "shape": (LARGE_CELLS, GENES)})
        for name, size, kind in (
            ("data", ENTRIES, "<f4"),
            ("indices", ENTRIES, "<i4"),
            ("indptr", LARGE_CELLS + 1, "<i8"),
        ):
            how = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            how.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
            how.set_fill_time(h5py.h5d.FILL_TIME_NEVER)
            h5py.h5d.create(
                x.id, name.encode(), h5py.h5t.py_create(np.dtype(kind)), h5py.h5s.create_simple((size,)), how
            )
    assert path.stat().st_size > 2e9
    return path


MEASURE = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss * 1024, used.ru_utime + used.ru_stime, file=sys.stderr)
sys.exit(code)
"""
"""Between the test and the look: a process counts what the one that started it had in memory as its own."""


def look(path: Path, **request: Any) -> tuple[dict[str, Any], bytes, int, float]:
    """Start one as the service does; return its line, its bytes, how much memory and how many seconds' work it took."""
    ended = subprocess.run(
        [sys.executable, "-I", "-c", MEASURE, sys.executable, "-I", "-B", "-X", "utf8", str(PROGRAM), "--look"],
        input=json.dumps({"path": str(path), **request}).encode() + b"\n",
        capture_output=True,
        check=True,
    )
    line, _, rest = ended.stdout.partition(b"\n")
    memory, seconds = ended.stderr.split()[-2:]
    return json.loads(line), rest, int(memory), float(seconds)


def test_a_look_at_two_gigabytes_takes_little(large: Path) -> None:
    told, _, memory, seconds = look(large)
    assert told["ok"], told
    assert (told["facts"]["cells"], told["facts"]["matrix"]["entries"]) == (LARGE_CELLS, ENTRIES)
    assert [one["name"] for one in told["facts"]["embeddings"] if one["why"] is None] == ["pca", "umap"]
    assert memory < 200e6
    # Work, not waiting: other tests may run meanwhile. The promise is a second, for which a third of one is needed.
    assert seconds < 2


def test_a_picture_of_many_cells_takes_little(large: Path) -> None:
    asked = {"embedding": "pca", "column": "cluster", "points": 200_000}
    told, data, memory, _ = look(large, picture=asked)
    assert told["ok"], told
    assert (told["picture"]["cells"], told["picture"]["points"], len(data)) == (LARGE_CELLS, 200_000, 1_200_000)
    assert memory < 200e6


def test_what_can_be_read_is_what_this_anndata_reads() -> None:
    known: dict[str, set[str]] = {}
    for _, spec, modifiers in _REGISTRY.read:
        if spec.encoding_type and not modifiers:
            known.setdefault(spec.encoding_type, set()).add(spec.encoding_version)
    assert known == formats.READABLE


def places(drawn: picture.Picture) -> list[list[int]]:
    return drawn.places.tolist()


def test_a_picture_has_places_codes_and_names(tmp_path: Path) -> None:
    path = tmp_path / "small.h5ad"
    made = make_dataset()
    made.obsm["X_umap"] = np.column_stack([np.linspace(-1, 3, CELLS), np.linspace(5, 7, CELLS)])
    made.obsm["X_umap"][7] = np.nan
    made.obs["some"] = pd.Categorical(["b", None, "a"] * (CELLS // 3))
    made.obs["depth"] = np.linspace(10, 20, CELLS)
    made.obs.loc[made.obs_names[3], "depth"] = np.nan
    made.obs["label"] = ["x", "y"] * (CELLS // 2)
    made.write_h5ad(path)
    with h5py.File(path) as file:
        named = picture.read_picture(file, "umap", "some", 10_000)
        numbers = picture.read_picture(file, "umap", "depth", 10_000)
        plain = picture.read_picture(file, "umap", None, 3)
    # The cell without a place is left out.
    assert (named.cells, len(named.codes), named.aspect) == (CELLS, CELLS - 1, 2.0)
    assert (places(named)[0], places(named)[-1]) == ([0, 0], [picture.FINEST, picture.FINEST])
    assert named.names == ["a", "b"]
    assert named.codes[:3].tolist() == [1, picture.MISSING, 0]
    assert (numbers.names, numbers.scale) == ([], (10.0, 20.0))
    assert (numbers.codes[0], numbers.codes[3], numbers.codes[-1]) == (0, picture.MISSING, 255)
    assert (len(plain.codes), plain.codes.tolist(), plain.names) == (3, [0, 0, 0], [])
    assert named.data() == named.places.astype("<u2").tobytes() + named.codes.astype("<u2").tobytes()


def test_a_picture_of_an_old_file(tmp_path: Path) -> None:
    path = tmp_path / "old.h5ad"
    before_0_7(path)
    with h5py.File(path) as file:
        drawn = picture.read_picture(file, "umap", "cluster", 1000)
    assert (drawn.names, drawn.codes[:4].tolist()) == (["one", "two"], [0, 1, 0, 1])


def test_more_categories_than_there_are_names_for(tmp_path: Path) -> None:
    path = tmp_path / "many.h5ad"
    made = make_dataset(cells=3000)
    made.obs["clone"] = pd.Categorical([f"clone {number:04}" for number in range(3000)])
    made.write_h5ad(path)
    with h5py.File(path) as file:
        drawn = picture.read_picture(file, "umap", "clone", 5000)
    assert (len(drawn.names), drawn.codes.max()) == (picture.MOST_NAMED, picture.MOST_NAMED - 1)


@pytest.mark.parametrize(
    "names", [["a", "b", "c"], ["a", "b", "a"], [f"n{number}" for number in range(70_000)] + ["n9"]]
)
def test_a_doubled_name_is_found_wherever_it_is(names: list[str], tmp_path: Path) -> None:
    with h5py.File(tmp_path / "names.h5", "w") as file:
        file["index"] = np.array(names, dtype=h5py.string_dtype())
        doubled, is_complete = tables.find_doubled(file["index"], len(names), Budget(None))
    expected = next((name for name in names if names.count(name) > 1), None) if len(names) < 10 else "n9"
    assert (doubled, is_complete) == (expected, True)


def test_what_there_is_no_time_for_is_left_unknown(tmp_path: Path) -> None:
    path = tmp_path / "small.h5ad"
    make_dataset().write_h5ad(path)
    with h5py.File(path) as file:
        table = tables.read_table(file["obs"], Budget(0))
    assert (table.is_unique, table.doubled, table.count) == (None, None, CELLS)
