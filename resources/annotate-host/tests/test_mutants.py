"""A thousand damaged files: a look at each ends with an answer in the contract's codes, or by a signal."""

import json
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from corpus.files import before_0_7, unsorted_indices
from corpus.mutants import mutate
from made_datasets import make_dataset

MUTANTS = 1000
PROGRAM = Path(__file__).parent / "corpus" / "mutants.py"
CONTRACT = Path(__file__).parents[3] / "contract" / "dataset-failures.ts"
CODES = set(re.findall(r"^  '?([\w-]+)'?: \{", CONTRACT.read_text(), re.M))


def look_at_mutants(source: Path, first: int, last: int) -> list[dict]:
    """Look at them all, in as many processes as that takes."""
    answers = []
    while first < last:
        ended = subprocess.run(
            [sys.executable, "-I", "-B", str(PROGRAM), str(source), str(first), str(last)],
            capture_output=True,
            check=False,
            timeout=170,
        )
        lines = ended.stdout.decode().splitlines()
        found = [json.loads(line) for line in lines if line.startswith("{")]
        answers += found
        if ended.returncode == 0:
            break
        # Exit code 1 is a traceback of Python's: that never happens. HDF5 itself may end by a signal.
        assert ended.returncode < 0, ended.stderr.decode()[-2000:]
        died = int(lines[-1].removeprefix("begin "))
        answers.append(
            {"number": died, "ok": False, "code": "dataset-damaged", "signal": -ended.returncode, "values": {}}
        )
        first = died + 1
    return answers


def make_sources(folder: Path) -> list[Path]:
    sources = []
    for name, make in (
        ("sparse", lambda path: make_dataset(60, 30).write_h5ad(path)),
        ("packed", lambda path: make_dataset(60, 30).write_h5ad(path, compression="gzip")),
        ("unsorted", unsorted_indices),
        ("old", before_0_7),
    ):
        (folder / name).mkdir()
        make(folder / name / "whole.h5ad")
        sources.append(folder / name / "whole.h5ad")
    return sources


def test_a_look_at_a_thousand_mutants(tmp_path: Path) -> None:
    sources = make_sources(tmp_path)
    share = MUTANTS // len(sources)
    with ThreadPoolExecutor(2) as pool:
        parts = list(
            pool.map(lambda at: look_at_mutants(sources[at], at * share, (at + 1) * share), range(len(sources)))
        )
    answers = [answer for part in parts for answer in part]
    assert sorted(answer["number"] for answer in answers) == list(range(MUTANTS))
    for answer in answers:
        assert answer["ok"] or answer["code"] in CODES
        assert "Traceback" not in str(answer["values"] if not answer["ok"] else answer["problems"])
    said = Counter("sound" if answer["ok"] else answer["code"] for answer in answers)
    # Else nothing was damaged, or nothing was looked at.
    assert said["sound"] > MUTANTS // 10, said
    assert said["dataset-damaged"] > MUTANTS // 10, said
    assert len([answer for answer in answers if "signal" in answer]) < MUTANTS // 50


@pytest.mark.parametrize("number", [0, 500, 999])
def test_the_same_number_gives_the_same_mutant(number: int) -> None:
    content = bytes(range(256)) * 100
    assert mutate(content, number) == mutate(content, number)
