"""Runs the host as its parent would, and talks to it as the proxy would."""

import contextlib
import http.client
import json
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import quote

import pandas as pd
from server.common.fbs.matrix import decode_matrix_fbs, encode_matrix_fbs

PROGRAM = Path(__file__).parent.parent / "annotate_host"
SECRET = "5ec4e7" * 8
DEADLINE_SECONDS = 60
NOTHING_HIDDEN = '{"columns": [], "expression": false}'


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def frame(self) -> pd.DataFrame:
        return decode_matrix_fbs(self.body)


class HostProcess:
    """A real process; ended with the ``with`` block however that is left."""

    def __init__(self, command: list[str] | None = None, env: Mapping[str, str] | None = None) -> None:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  Closed in __exit__.
        self.process = subprocess.Popen(
            command or [sys.executable, "-I", "-B", "-X", "utf8", str(PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=env,
        )
        self.port = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
        self._log.close()

    @property
    def log(self) -> str:
        self._log.seek(0)
        return self._log.read().decode("utf-8", "replace")

    def send(self, line: bytes) -> None:
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def order(self, dataset: Path, annotations: Path, **changes: object) -> None:
        fields = {"dataset": str(dataset), "title": "A title", "secret": SECRET, "annotations_root": str(annotations)}
        self.send(json.dumps({**fields, "threads": 8, **changes}).encode() + b"\n")

    def event(self) -> dict[str, Any] | None:
        line = self.process.stdout.readline()
        return json.loads(line) if line else None

    def until(self, wanted: str) -> dict[str, Any]:
        while event := self.event():
            if event["event"] == wanted:
                return event
            assert event["event"] != "failed", event
        raise AssertionError(f"the host ended without {wanted}:\n{self.log}")

    def listen(self, dataset: Path, annotations: Path) -> Self:
        self.order(dataset, annotations)
        self.port = self.until("listening")["port"]
        return self

    def end(self) -> tuple[int, float]:
        """Close stdin, as the death of the parent does; give the exit status and how long it took."""
        started = time.monotonic()
        self.process.stdin.close()
        status = self.process.wait(DEADLINE_SECONDS)
        return status, time.monotonic() - started

    def ask(
        self,
        path: str,
        collaborator: str | None = "ada",
        method: str = "GET",
        body: bytes | None = None,
        secret: str | None = SECRET,
        **headers: str,
    ) -> Answer:
        sent = {"Accept": "*/*", **{name.replace("_", "-"): value for name, value in headers.items()}}
        if secret is not None:
            sent["X-Annotate-Share-Secret"] = secret
        if collaborator is not None:
            sent["X-Annotate-Share-Collaborator"] = collaborator
            sent.setdefault("X-Annotate-Share-Hides", NOTHING_HIDDEN)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE_SECONDS)
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def start(self, path: str, body: bytes, until: contextlib.ExitStack) -> http.client.HTTPConnection:
        """Send a request and do not wait for its answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE_SECONDS)
        until.callback(connection.close)
        headers = {"Content-Type": "application/json", "Accept": "*/*"}
        headers |= {"X-Annotate-Share-Secret": SECRET, "X-Annotate-Share-Collaborator": "ada"}
        headers["X-Annotate-Share-Hides"] = NOTHING_HIDDEN
        connection.request("POST", path, body, headers)
        return connection

    def api(self, path: str, collaborator: str = "ada", **more: Any) -> Answer:
        return self.ask(f"/api/v0.2/{path}", collaborator, **more)

    def save_labels(self, collaborator: str, labels: pd.DataFrame) -> Answer:
        body = packed_labels(labels)
        path = "annotations/obs?annotation-collection-name=cell-labels"
        return self.api(path, collaborator, method="PUT", body=body, Content_Type="application/octet-stream")

    def labels(self, collaborator: str, name: str) -> list[str]:
        answer = self.api(f"annotations/obs?annotation-name={quote(name)}", collaborator)
        assert answer.status == 200, answer
        return answer.frame[name].tolist()

    def save_gene_sets(self, collaborator: str, tid: object, names: list[str], genes: tuple[str, ...] = ()) -> Answer:
        members = [{"gene_symbol": gene, "gene_description": ""} for gene in genes]
        sets = [{"geneset_name": name, "geneset_description": "", "genes": members} for name in names]
        body = json.dumps({"tid": tid, "genesets": sets}).encode()
        return self.api("genesets", collaborator, method="PUT", body=body, Content_Type="application/json")

    def gene_sets(self, collaborator: str) -> tuple[list[str], int]:
        answer = self.api("genesets", collaborator, Accept="application/json").json
        return [entry["geneset_name"] for entry in answer["genesets"]], answer["tid"]


def packed_labels(labels: pd.DataFrame) -> bytes:
    """Labels as the page sends them."""
    return zlib.compress(bytes(encode_matrix_fbs(labels, col_idx=labels.columns)))


def same_label(value: str, cells: int, name: str = "mine") -> pd.DataFrame:
    return pd.DataFrame({name: pd.Categorical([value] * cells)})
