"""A process that mends one file and ends; when its stdin ends before that, so does it, and takes what it wrote along.

What to do comes as one JSON line on stdin (paths are nobody's business who lists processes). stdout carries JSON lines:
``progress`` (``step``, ``done``,
``seconds_left``), then ``done`` (``did``, ``still``, ``bytes``) or ``failed`` (``code``, ``values``,
``detail``).
"""

import contextlib
import errno
import os
import re
import traceback
from pathlib import Path

import h5py

from annotate_host.dataset_error import DatasetError
from annotate_host.mend.order import MendOrder
from annotate_host.mend.progress import Progress, Say
from annotate_host.parent import Parent

FAILED = 3
_OUT_OF_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""The last for drives that hold no large files, such as FAT32."""
_NO_SPACE = re.compile(rf"errno = ({'|'.join(map(str, _OUT_OF_ROOM))})\b")


def run() -> None:
    """Do what stdin asks for, and end."""
    begun: list[Path] = []

    def leave_nothing() -> None:
        for path in begun:
            with contextlib.suppress(OSError):
                path.unlink()

    parent = Parent(leave_nothing)
    order = MendOrder.parse(parent.order())
    if order.source is None or not Path(order.work).exists():  # Else it is nothing of ours.
        begun.append(Path(order.work))
    try:
        told = _mend(order, Progress(_teller(parent)))
    except DatasetError as why:
        leave_nothing()
        parent.say("failed", code=why.code, values=why.values, detail=why.detail[-4000:])
        parent.leave(FAILED)
    except Exception as problem:
        leave_nothing()
        why = _explained(problem, order.name)
        parent.say("failed", code=why.code, values=why.values, detail=why.detail[-4000:])
        parent.leave(FAILED)
    begun.clear()  # It is whole; the parent decides what becomes of it.
    parent.say("done", **told)
    parent.leave(0)


def _teller(parent: Parent) -> Say:
    def say(step: str, done: float | None, left: float | None) -> None:
        parent.say("progress", step=step, done=done, seconds_left=left)

    return say


def _mend(order: MendOrder, progress: Progress) -> dict[str, object]:
    work = Path(order.work)
    did = []
    if order.source is not None:
        with h5py.File(work, "x") as out:
            did += _written(order.source, order, out, progress)
    if "compute-embedding" in order.fixes:
        from annotate_host.mend.embedding import compute_embedding

        with h5py.File(work, "r+") as out:
            did.append(compute_embedding(out, progress))
    progress.begin("checking", None)
    with work.open("rb+") as file:
        os.fsync(file.fileno())
    return {"did": did, "still": _still(work, order.name), "bytes": work.stat().st_size}


def _written(source_path: str, order: MendOrder, out: h5py.File, progress: Progress) -> list[dict[str, object]]:
    from annotate_host.mend.convert import convert
    from annotate_host.mend.rewrite import rewrite

    if "convert" in order.fixes:
        return convert(Path(source_path), out, order.name, progress)
    with h5py.File(source_path, "r") as source:
        if not {"obs", "var", "X"} <= set(source):
            raise DatasetError("mend-not-possible", name=order.name, reason="it is not an AnnData file with a matrix")
        return rewrite(source, out, order, progress)


def _still(work: Path, name: str) -> list[dict[str, object]]:
    """Tell what there is to say of the copy, in the words of a look."""
    from annotate_host.look.budget import Budget
    from annotate_host.look.facts import read_facts
    from annotate_host.look.problems import problems_of

    with h5py.File(work, "r") as file:
        try:
            problems = problems_of(read_facts(file, name, Budget(None)), name)
        except DatasetError as why:
            return [{"code": why.code, "severity": "error", "values": why.values}]
    return [{"code": one.code, "severity": one.severity, "values": one.values} for one in problems]


def _explained(problem: Exception, name: str) -> DatasetError:
    trace = "".join(traceback.format_exception(problem))
    told = problem.errno if isinstance(problem, OSError) else None
    if told in _OUT_OF_ROOM or _NO_SPACE.search(str(problem)):
        return DatasetError("mend-no-space", trace, name=name)
    return DatasetError("mend-failed", trace, name=name)
