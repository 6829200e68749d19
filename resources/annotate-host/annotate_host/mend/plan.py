"""What is left out of a mended copy, and why: read from the file, decided by what Annotate cannot show."""

from dataclasses import dataclass, field

import h5py

from annotate_host.look.attributes import encoding_of, text, texts
from annotate_host.look.budget import Budget
from annotate_host.look.formats import PARTS, unreadable_parts
from annotate_host.look.tables import read_column
from annotate_host.mend.copying import Element

AXES = ("obs", "var")
_DAMAGED = (KeyError, ValueError, TypeError, OSError, RuntimeError, IndexError)
_WITHOUT_THEM_NO_DATASET = {"", "the file", "X", "obs", "var", "obsm"}


@dataclass
class Plan:
    """What the copy goes without.

    Attributes
    ----------
    left_out
        Paths in the file.
    order
        The columns of cells and genes that stay.
    named_twice
        Columns that the list of columns named more than once.
    """

    left_out: list[str] = field(default_factory=list)
    order: dict[str, list[str]] = field(default_factory=dict)
    named_twice: list[str] = field(default_factory=list)


def plan_of(file: h5py.File, *, drop_broken: bool, drop_columns: tuple[str, ...]) -> Plan:
    """Decide.

    Raises
    ------
    KeyError, ValueError, TypeError, OSError, RuntimeError
        Something that cannot be left out is damaged.
    """
    plan = Plan()
    dropped: dict[str, None] = {}
    if drop_broken:
        dropped |= dict.fromkeys(_unreadable(file))
        dropped |= dict.fromkeys(_tables_among_embeddings(file))
    for axis in AXES:
        table = file[axis]
        if not isinstance(table, h5py.Group):
            continue
        named = texts(table.attrs["column-order"])
        order = list(dict.fromkeys(named))
        if drop_broken:
            plan.named_twice += [f"{axis}/{name}" for name in order if named.count(name) > 1]
            broken = (name for name in order if f"{axis}/{name}" not in dropped and _is_broken(table, name))
            dropped |= dict.fromkeys(f"{axis}/{name}" for name in broken)
        if axis == "obs":
            dropped |= dict.fromkeys(f"{axis}/{name}" for name in drop_columns if name in order)
        plan.order[axis] = (
            [name for name in order if f"{axis}/{name}" not in dropped] if dropped or drop_broken else named
        )
    plan.left_out = list(dropped)
    return plan


def beside(path: str) -> str | None:
    """Tell where AnnData 0.7 kept the categories of a column."""
    axis, _slash, name = path.partition("/")
    return f"{axis}/__categories/{name}" if axis in AXES and name else None


def _unreadable(file: h5py.File) -> list[str]:
    """Find the smallest parts that can go and hold something that cannot be read."""
    found = []
    for unreadable in unreadable_parts(file, Budget(None)):
        steps = unreadable.part.split("/")
        top = steps[0]
        whole = steps[:1] if top == "raw" or top not in PARTS else steps if top == "uns" else steps[:2]
        path = "/".join(whole)
        is_index = top in AXES and steps[1:2] == [text(file[top].attrs.get("_index", ""))]
        if path not in _WITHOUT_THEM_NO_DATASET and top != "X" and not is_index:
            found.append(path)
    return found


def _tables_among_embeddings(file: h5py.File) -> list[str]:
    obsm = file.get("obsm")
    if not isinstance(obsm, h5py.Group):
        return []
    return [f"obsm/{name}" for name in obsm if encoding_of(obsm[name])[0] == "dataframe"]


def _is_broken(table: h5py.Group, name: str) -> bool:
    try:
        column = read_column(name, table[name], table, lines_of(table), Budget(None))
    except _DAMAGED:
        return True
    return column.refused is not None or column.not_shown is not None


def index_of(table: h5py.Group) -> tuple[str, Element]:
    """Find the names of cells or genes."""
    name = text(table.attrs["_index"])
    return name, table[name]


def lines_of(table: h5py.Group) -> int:
    """Count the lines of a table."""
    _name, index = index_of(table)
    values = index if isinstance(index, h5py.Dataset) else index.get("codes", index.get("values"))
    return int(values.shape[0])
