"""A process that looks at one file and ends: a library that crashes over a damaged file takes nothing else with it.

What to look at comes as one JSON line on stdin (paths are nobody's business who lists processes), the answer goes to
stdout as one JSON line, which for a picture is followed by its bytes.
"""

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any, BinaryIO

# Read when numpy is imported: a pool of threads that is not needed takes longer to make than the look.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

MEMORY_LIMIT_BYTES = 1 << 30
SECONDS = 0.6
"""For what need not be known; opening and headers come on top."""
PROCESSOR_SECONDS = 8
"""HDF5 goes round in circles over some damaged files. Counted is work, not waiting: a slow drive may take its time."""
FAILED = 3


def run() -> int:
    """Answer what stdin asks for; the return value is the process's exit code."""
    limit()
    request = json.loads(sys.stdin.readline())
    return answer(request, sys.stdout.buffer)


def limit(*, work: bool = True) -> None:
    """Have this process end before it takes the computer's memory, or (unless `work` is off) a processor's time."""
    if sys.platform == "win32":
        return
    import resource

    # macOS does not heed the first, and some systems refuse a limit above their own.
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if work:
            resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    except (ValueError, OSError):
        traceback.print_exc()


def answer(request: dict[str, Any], out: BinaryIO) -> int:
    """Look, and write what was seen.

    Parameters
    ----------
    request
        ``path``; and for a picture ``picture`` with ``embedding``, ``column`` and ``points``.
    """
    from annotate_host.dataset_error import DatasetError
    from annotate_host.look.file import damaged

    name = Path(request["path"]).name
    try:
        line, data = _picture(request) if "picture" in request else (_facts(request, name), b"")
    except DatasetError as why:
        line, data = {"ok": False, "code": why.code, "values": why.values, "detail": why.detail[-4000:]}, b""
    except Exception as problem:
        # What a damaged file makes a library throw is nobody's guess; that it cannot be read is what there is to say.
        why = damaged(name, problem)
        line, data = {"ok": False, "code": why.code, "values": why.values, "detail": why.detail[-4000:]}, b""
    out.write(json.dumps(line, allow_nan=False).encode() + b"\n")
    out.write(data)
    out.flush()
    return 0 if line["ok"] else FAILED


def _facts(request: dict[str, Any], name: str) -> dict[str, Any]:
    from annotate_host.look.budget import Budget
    from annotate_host.look.facts import read_facts
    from annotate_host.look.file import opened
    from annotate_host.look.problems import problems_of

    with opened(request["path"]) as file:
        facts = read_facts(file, name, Budget(SECONDS))
    problems = [
        {"code": problem.code, "severity": problem.severity, "values": problem.values}
        for problem in problems_of(facts, name)
    ]
    return {"ok": True, "facts": facts.told(), "problems": problems}


def _picture(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    from annotate_host.look.file import opened
    from annotate_host.look.picture import read_picture

    wanted = request["picture"]
    with opened(request["path"]) as file:
        picture = read_picture(file, wanted["embedding"], wanted["column"], wanted["points"])
    return {"ok": True, "picture": picture.told()}, picture.data()
