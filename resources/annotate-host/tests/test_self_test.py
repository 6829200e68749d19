"""The installer can rely on the self-test's one line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from host_process import PROGRAM

from annotate_host import self_test


def test_a_working_environment_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-B", "-X", "utf8", str(PROGRAM), "--self-test"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60, cwd=tmp_path)
    [line] = done.stdout.splitlines()
    answer = json.loads(line)
    assert (done.returncode, answer) == (0, {"ok": True, "seconds": answer["seconds"]})
    assert list(tmp_path.iterdir()) == []


def test_a_broken_environment_gives_its_reason(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def break_down() -> None:
        raise ImportError("No module named 'numpy'")

    monkeypatch.setattr(self_test, "import_annotate", break_down)
    assert self_test.run() == 1
    [line] = [line for line in capfd.readouterr().out.splitlines() if line.startswith("{")]
    assert json.loads(line) == {"ok": False, "reason": "ImportError: No module named 'numpy'"}


def test_anything_else_on_the_command_line_is_refused() -> None:
    done = subprocess.run([sys.executable, "-I", "-B", str(PROGRAM), "x.h5ad"], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"takes --self-test, --look, --mend, --mend-self-test or nothing" in done.stderr
