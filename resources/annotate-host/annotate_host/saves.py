"""Puts cell labels and gene sets on disk so that an acknowledged save survives anything, and reads them back whole."""

import csv
import errno
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any

MOST_BACKUPS = 9
CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
GENE_SETS_HEADER = ["gene_set_name", "gene_set_description", "gene_symbol", "gene_description"]

_changed = threading.Condition()
_under_way: set[Path] = set()


def settle(seconds: float) -> bool:
    """Wait until no save is under way, so that leaving does not leave a half-written file beside a good one."""
    with _changed:
        return _changed.wait_for(lambda: not _under_way, timeout=seconds)


@contextmanager
def _known_to_settle(path: Path) -> Iterator[None]:
    with _changed:
        _under_way.add(path)
    try:
        yield
    finally:
        with _changed:
            _under_way.discard(path)
            _changed.notify_all()


def save(path: Path, write: Callable[[IO[str]], object]) -> None:
    """Replace a file in one step; when this returns, the new content is on the disk.

    The old file stays in place, untouched, until the new one is complete. A copy of it joins the backups.

    Parameters
    ----------
    path
        The file; its folder is made if it is missing.
    write
        Is handed a text file to write the whole content to.

    Raises
    ------
    OSError
        The disk is full, the folder cannot be written, ... The old file is as it was.
    """
    with _known_to_settle(path):
        _make_folder(path.parent)
        beside = path.with_name(f".{path.name}.new")
        try:
            with beside.open("w", encoding="utf-8", newline="") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            _back_up(path)
            os.replace(beside, path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        _flush_folder(path.parent)


def write_labels(file: IO[str], labels: Any, note: str) -> None:
    """Write a data frame of labels as Annotate does, but with every text quoted.

    Annotate reads ``#`` as the start of a comment wherever it stands unquoted: after a restart a label ``T #1`` would
    be ``T`` and the labels of a cell ``sample#barcode`` would be gone.
    """
    if labels.empty:
        return
    file.write(_comment(note))
    labels.to_csv(file, quoting=csv.QUOTE_NONNUMERIC)


def write_gene_sets(file: IO[str], table: str, note: str) -> None:
    """Write gene sets, already turned into Annotate's CSV, under a comment."""
    file.write(_comment(note) + table)


def read_gene_sets(path: Path) -> dict[str, dict[str, Any]]:
    """Read what `write_gene_sets` wrote.

    Annotate's own reader drops sets whose name starts with ``#`` and reads in the encoding of the system's language.

    Raises
    ------
    ValueError
        The file is not a table of gene sets.
    """
    sets: dict[str, dict[str, Any]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        if not any(row[:4] == GENE_SETS_HEADER for row in rows):
            raise ValueError(f"{path.name} lacks the column headings of a gene set table")
        for row in rows:
            if not row:
                continue
            name, description, symbol, note = (row + [""] * 4)[:4]
            if not name:
                raise ValueError(f"{path.name} has a gene set without a name in line {rows.line_num}")
            entry = sets.setdefault(name, {"geneset_name": name, "geneset_description": "", "genes": []})
            entry["geneset_description"] = entry["geneset_description"] or description
            if symbol:
                entry["genes"].append({"gene_symbol": symbol, "gene_description": note})
    return sets


def _comment(note: str) -> str:
    return "# " + CONTROL_CHARACTERS.sub(" ", note) + "\n"


def _back_up(path: Path) -> None:
    if not path.exists():
        return
    folder = path.with_name(f"{path.stem}-backups")
    folder.mkdir(mode=0o700, exist_ok=True)
    backup = folder / f"{path.stem}-{datetime.now():%Y-%m-%dT%H-%M-%S}{path.suffix}"
    backup.unlink(missing_ok=True)
    try:
        os.link(path, backup)
    except OSError:  # Not every file system has hard links.
        shutil.copyfile(path, backup)
    for old in sorted(folder.glob(f"{path.stem}-*{path.suffix}"), reverse=True)[MOST_BACKUPS:]:
        old.unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700, exist_ok=True)
        _flush_folder(place.parent)


def _flush_folder(folder: Path) -> None:
    """A rename is on the disk only when its folder is; Windows has no such call and needs none."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as problem:
            if problem.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
                raise
        finally:
            os.close(handle)
