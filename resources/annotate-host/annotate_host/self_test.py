"""Proves that an environment works: serves a small made-up dataset to itself, as a session would be served."""

import http.client
import json
import os
import secrets
import tempfile
import threading
import time
import traceback
from pathlib import Path

from annotate_host.annotate import import_annotate

CELLS, GENES = 300, 200
DEADLINE_SECONDS = 60


class SelfTestError(Exception):
    """Something answered, but not as it should."""


def run() -> int:
    """Test, print one JSON line on stdout, and give the exit status."""
    answers = os.dup(1)
    os.dup2(2, 1)
    started = time.perf_counter()
    try:
        import_annotate()
        with tempfile.TemporaryDirectory(prefix="annotate-share-self-test-") as folder:
            _test_in(Path(folder))
        answer: dict[str, object] = {"ok": True, "seconds": round(time.perf_counter() - started, 2)}
    except Exception as problem:
        traceback.print_exc()
        answer = {"ok": False, "reason": f"{type(problem).__name__}: {problem}"}
    os.write(answers, json.dumps(answer).encode("ascii") + b"\n")
    return 0 if answer["ok"] else 1


def _test_in(folder: Path) -> None:
    from server.common.fbs.matrix import decode_matrix_fbs

    from annotate_host import app, diagnose, gate

    path = folder / "self-test.h5ad"
    _make_dataset(path)
    diagnose.look(str(path))
    dataset = app.open_dataset(str(path), "self-test", str(folder / "annotations"))
    secret = secrets.token_hex(32)
    server = app.serve(dataset, gate.Gate(dataset.app, secret), threads=2)
    threading.Thread(target=server.run, daemon=True).start()
    port = int(server.effective_port)
    _fetch(port, secret, "/health")
    layout = decode_matrix_fbs(_fetch(port, secret, "/api/v0.2/layout/obs"))
    if layout.shape != (CELLS, 2):
        raise SelfTestError(f"the embedding came back as {layout.shape[0]} x {layout.shape[1]} numbers")


def _make_dataset(path: Path) -> None:
    import anndata
    import numpy as np
    from scipy import sparse

    numbers = np.random.default_rng(0)
    counts = sparse.random(CELLS, GENES, density=0.1, format="csr", dtype=np.float32, random_state=0)
    made = anndata.AnnData(counts, obsm={"X_umap": numbers.random((CELLS, 2), dtype=np.float32)})
    made.write_h5ad(path)


def _fetch(port: int, secret: str, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=DEADLINE_SECONDS)
    try:
        headers = {
            "Accept": "*/*",  # Annotate answers 406 without.
            "X-Annotate-Share-Secret": secret,
            "X-Annotate-Share-Collaborator": "self-test",
            "X-Annotate-Share-Hides": '{"columns": [], "expression": false}',
        }
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    if response.status != 200 or not body:
        raise SelfTestError(f"{path} was answered with status {response.status} and {len(body)} bytes")
    return body
