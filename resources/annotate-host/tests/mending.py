"""What the tests of mending share: a mend, what is wrong with its outcome, and files of other kinds to convert."""

import gzip
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from scipy import io as matrix_market
from scipy import sparse

from annotate_host.look import run as look
from annotate_host.mend import run
from annotate_host.mend.order import MendOrder
from annotate_host.mend.progress import Progress


def mend(source: Path, work: Path, *fixes: str, drop_columns: tuple[str, ...] = ()) -> dict[str, Any]:
    order = MendOrder(str(source), str(work), work.name, frozenset(fixes), drop_columns)
    return run._mend(order, Progress(lambda _step, _done, _left: None))


def errors_of(path: Path) -> list[str]:
    out = io.BytesIO()
    look.answer({"path": str(path)}, out)
    told = json.loads(out.getvalue())
    if not told["ok"]:
        return [told["code"]]
    return [problem["code"] for problem in told["problems"] if problem["severity"] == "error"]


def stamp(path: Path) -> tuple[str, int]:
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


COUNTS = sparse.random(40, 90, density=0.2, format="csc", random_state=2, dtype=np.float64)
COUNTS.data = np.ceil(COUNTS.data * 50).astype(np.int32)
BARCODES = [f"CELL{number}-1" for number in range(90)]
IDS = [f"ENSG{number}" for number in range(40)]
SYMBOLS = [f"gene{number // 2}" for number in range(40)]
KINDS = ["Gene Expression"] * 36 + ["Antibody Capture"] * 4


def write_tenx(path: Path, *, version: int) -> None:
    with h5py.File(path, "w") as file:
        group = file.create_group("matrix" if version == 3 else "GRCh38")
        group["shape"] = np.array(COUNTS.shape, np.int32)
        group["data"], group["indices"], group["indptr"] = COUNTS.data, COUNTS.indices.astype(np.int64), COUNTS.indptr
        group["barcodes"] = np.array(BARCODES, "S18")
        if version == 3:
            for name, values in (("name", SYMBOLS), ("id", IDS), ("feature_type", KINDS), ("genome", ["GRCh38"] * 40)):
                group[f"features/{name}"] = np.array(values, "S")
        else:
            group["gene_names"], group["genes"] = np.array(SYMBOLS, "S"), np.array(IDS, "S")


def write_mtx(folder: Path, *, packed: bool, shuffled: bool = False, prefix: str = "") -> None:
    folder.mkdir()
    out = io.BytesIO()
    matrix_market.mmwrite(out, COUNTS.tocoo(), field="integer")
    lines = out.getvalue().splitlines(keepends=True)
    start = 1 + next(number for number, line in enumerate(lines[1:], 1) if not line.startswith(b"%"))
    if shuffled:
        entries = lines[start:]
        np.random.default_rng(1).shuffle(entries)
        lines[start:] = entries
    features = "".join("\t".join(line) + "\n" for line in zip(IDS, SYMBOLS, KINDS, strict=True)).encode()
    barcodes = "".join(f"{barcode}\n" for barcode in BARCODES).encode()
    for name, content in (("matrix.mtx", b"".join(lines)), ("features.tsv", features), ("barcodes.tsv", barcodes)):
        target = folder / f"{prefix}{name}{'.gz' if packed else ''}"
        target.write_bytes(gzip.compress(content) if packed else content)


def write_loom(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file["matrix"] = COUNTS.toarray()
        file["col_attrs/CellID"], file["row_attrs/Gene"] = np.array(BARCODES, object), np.array(SYMBOLS, object)
