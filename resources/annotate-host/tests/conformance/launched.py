"""Annotate itself, started as people start it."""

import contextlib
import http.client
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

DEADLINE_SECONDS = 90
CELLXGENE = "import sys; from server.cli.cli import cli; sys.exit(cli())"
"""What the program of that name consists of. It itself only works where it was installed."""


class Launched:
    """``cellxgene launch``, until the ``with`` block ends. Its labels and gene sets are in files with our names."""

    def __init__(self, dataset: Path, title: str, home: Path) -> None:
        with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as probe:
            self.port = int(probe.getsockname()[1])
        home.mkdir(parents=True, exist_ok=True)
        options = ["--port", str(self.port), "--title", title]
        options += [
            "--annotations-file",
            str(home / "cell-labels.csv"),
            "--gene-sets-file",
            str(home / "gene-sets.csv"),
        ]
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  Closed in __exit__.
        self.process = subprocess.Popen(
            [sys.executable, "-c", CELLXGENE, "--no-upgrade-check", "launch", str(dataset), *options],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            cwd=home,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        self.process.kill()
        self.process.wait()
        self._log.close()

    @property
    def log(self) -> str:
        self._log.seek(0)
        return self._log.read().decode("utf-8", "replace")

    def until_it_answers(self) -> Self:
        """It says that it is about to listen, and not when it does."""
        end = time.monotonic() + DEADLINE_SECONDS
        while self.process.poll() is None and time.monotonic() < end:
            with contextlib.suppress(ConnectionRefusedError), contextlib.closing(self._connect()) as connection:
                connection.request("GET", "/health")
                if connection.getresponse().status == 200:
                    return self
            time.sleep(0.05)
        raise AssertionError(f"cellxgene does not answer:\n{self.log}")

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE_SECONDS)
