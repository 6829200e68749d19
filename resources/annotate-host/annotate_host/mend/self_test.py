"""Proves that the environment for embeddings works: lays a few made-up cells out."""

import json
import os
import tempfile
import time
import traceback
from pathlib import Path

CELLS, GENES = 60, 30


def run() -> int:
    """Test, print one JSON line on stdout, and give the exit status."""
    answers = os.dup(1)
    os.dup2(2, 1)
    started = time.perf_counter()
    try:
        with tempfile.TemporaryDirectory(prefix="annotate-share-self-test-") as folder:
            _test_in(Path(folder))
        answer: dict[str, object] = {"ok": True, "seconds": round(time.perf_counter() - started, 2)}
    except Exception as problem:
        traceback.print_exc()
        answer = {"ok": False, "reason": f"{type(problem).__name__}: {problem}"}
    os.write(answers, json.dumps(answer).encode("ascii") + b"\n")
    return 0 if answer["ok"] else 1


def _test_in(folder: Path) -> None:
    import h5py
    import numpy as np

    from annotate_host.mend.embedding import compute_embedding
    from annotate_host.mend.progress import Progress

    with h5py.File(folder / "cells.h5ad", "w") as file:
        file["X"] = np.random.default_rng(0).random((CELLS, GENES), dtype=np.float32)
        # Both ways to find neighbours, and the way to place cells that were left out.
        compute_embedding(file, Progress(lambda _step, _done, _left: None))
        del file["obsm"]
        compute_embedding(file, Progress(lambda _step, _done, _left: None), CELLS - 10, most_compared=0)
        if not np.isfinite(file["obsm/X_umap"][:]).all():
            raise ValueError("cells were laid out nowhere")
