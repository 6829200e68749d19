"""What the parent wants mended: one JSON line on stdin."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self

FIXES = ("convert", "make-names-unique", "convert-matrix", "drop-broken", "compute-embedding")


@dataclass(frozen=True)
class MendOrder:
    """What is to be done.

    Attributes
    ----------
    source
        The owner's file or folder, which is only read; None where the work file is to be worked on.
    work
        The file to write.
    name
        What the copy will be called.
    fixes
        Some of `FIXES`.
    drop_columns
        Columns of the cells that are to be left out though nothing is wrong with them.
    """

    source: str | None
    work: str
    name: str
    fixes: frozenset[str]
    drop_columns: tuple[str, ...]

    @classmethod
    def parse(cls, line: bytes) -> Self:
        """Read the first line of stdin.

        Raises
        ------
        ValueError
            It is not an order.
        """
        fields = json.loads(line)
        if not isinstance(fields, dict):
            raise ValueError("it is not a JSON object")
        source, work, name = fields.get("source"), fields.get("work"), fields.get("name")
        for path in (source, work):
            if path is not None and (not isinstance(path, str) or "\0" in path or not Path(path).is_absolute()):
                raise ValueError("source and work must be absolute paths")
        if work is None or not isinstance(name, str):
            raise ValueError("work and name must be texts")
        fixes, columns = fields.get("fixes", []), fields.get("drop_columns", [])
        if not isinstance(fixes, list) or not set(fixes) <= set(FIXES):
            raise ValueError("fixes must be a list of known ones")
        if not isinstance(columns, list) or not all(isinstance(column, str) for column in columns):
            raise ValueError("drop_columns must be a list of texts")
        return cls(source, work, name, frozenset(fixes), tuple(columns))
