"""What the tables of cells and genes hold: names, and columns with their types, as Annotate will have them."""

from dataclasses import dataclass, field
from typing import Literal

import h5py
import numpy as np

from annotate_host.look.attributes import bytes_of, encoding_of, text, texts
from annotate_host.look.budget import Budget

Element = h5py.Group | h5py.Dataset
Codes = h5py.Dataset | np.ndarray
Kind = Literal["category", "number", "text", "yes-no", "other"]

SAMPLES = 50
NAMES_AT_ONCE = 1 << 16
AT_ONCE = 1 << 20
_WIDEST = np.iinfo(np.int32)


@dataclass
class Column:
    """One column.

    Attributes
    ----------
    categories
        How many categories it has; None if it is not of categories.
    refused
        Why Annotate refuses a dataset with such a column; None if it does not.
    not_shown
        Why Annotate opens the dataset, but fails whenever the column is looked at; None if it does not.
    samples
        Some of its values, each once.
    """

    name: str
    kind: Kind
    dtype: str
    categories: int | None = None
    refused: str | None = None
    not_shown: str | None = None
    samples: list[str] = field(default_factory=list)


@dataclass
class Table:
    """The cells, or the genes.

    Attributes
    ----------
    is_unique
        Whether no two have the same name; None if there was no time to read them all.
    doubled
        A name that occurs more than once.
    doubled_column
        The name of a column that occurs more than once.
    memory
        Bytes, as it will be in memory.
    """

    count: int
    is_unique: bool | None
    doubled: str | None
    columns: list[Column]
    doubled_column: str | None
    memory: int
    name_samples: list[str]


def read_table(table: Element, budget: Budget) -> Table:
    """Read what there is to tell of ``obs`` or ``var``.

    Raises
    ------
    KeyError, ValueError, TypeError, OSError, RuntimeError
        It is damaged.
    """
    if isinstance(table, h5py.Dataset):
        return _read_before_0_7(table, budget)
    index = table[text(table.attrs["_index"])]
    count = _length(index)
    doubled, is_complete = find_doubled(index, count, budget)
    order = texts(table.attrs["column-order"])
    seen: set[str] = set()
    doubled_column = next((name for name in order if name in seen or seen.add(name)), None)
    columns = [read_column(name, table[name], table, count, budget) for name in dict.fromkeys(order)]
    return Table(
        count=count,
        is_unique=False if doubled is not None else (True if is_complete else None),
        doubled=doubled,
        columns=columns,
        doubled_column=doubled_column,
        memory=sum(_memory(table[name]) for name in dict.fromkeys(order)) + _memory(index),
        name_samples=_first_texts(index),
    )


def find_doubled(index: Element, count: int, budget: Budget) -> tuple[str | None, bool]:
    """Find a name that occurs twice; tell whether there was time for all of them.

    Numbers stand for the names (what Python calls their hash), so that millions of them need little memory; what seems
    to be doubled is read again.
    """
    source = _values(index)
    if isinstance(index, h5py.Group) and "codes" in index:
        categories, complete = find_doubled(index["categories"], _length(index["categories"]), budget)
        if categories is not None:
            return categories, complete
    is_text = source.dtype.kind == "O"
    marks = np.empty(count, np.int64)
    for start in range(0, count, NAMES_AT_ONCE):
        if budget.is_spent():
            return None, False
        block = source[start : start + NAMES_AT_ONCE]
        marks[start : start + len(block)] = np.fromiter(
            map(hash, block if is_text else block.tolist()), np.int64, len(block)
        )
    order = np.argsort(marks, kind="stable")
    alike = np.flatnonzero(marks[order[1:]] == marks[order[:-1]])
    for place in alike[:1000]:
        # h5py wants numbers of Python's, and of one element gives the element.
        first, second = int(order[place]), int(order[place + 1])
        if source[first] == source[second]:
            return _name_at(index, min(first, second)), True
    return None, True


def _values(index: Element) -> h5py.Dataset:
    if isinstance(index, h5py.Dataset):
        return index
    for part in ("codes", "values"):
        if part in index:
            return index[part]
    raise KeyError("an index of an unknown kind")


def _name_at(index: Element, place: int) -> str:
    value = _values(index)[place]
    if isinstance(index, h5py.Group) and "codes" in index:
        value = index["categories"][int(value)]
    return text(value)


def _length(element: Element) -> int:
    values = _values(element)
    if values.ndim != 1:
        raise ValueError("a column is not a list")
    return int(values.shape[0])


def read_column(name: str, element: Element, table: h5py.Group, count: int, budget: Budget) -> Column:
    """Read what there is to tell of one column of a table of so many lines.

    Raises
    ------
    KeyError, ValueError, TypeError, OSError, RuntimeError
        It is damaged.
    """
    kind = encoding_of(element)[0]
    if isinstance(element, h5py.Group):
        if kind == "categorical" or "codes" in element:
            _insist(element["codes"].shape == (count,), name)
            return _of_categories(name, element["codes"], element["categories"], budget)
        if "values" in element:
            _insist(_length(element) == count, name)
            return _of_nullable(name, element, kind, budget)
        return Column(name, "other", kind or "unknown", refused=f"it is stored as {kind or 'an unknown kind'}")
    _insist(element.shape is not None and element.ndim == 1 and element.shape[0] == count, name)
    if "categories" in element.attrs:  # Before 0.8 a column refers to its categories.
        return _of_categories(name, element, table.file[element.attrs["categories"]], budget)
    return _of_values(name, element, budget)


def _insist(fits: object, name: str) -> None:
    if not fits:
        raise ValueError(f"column {name} is not as long as its table")


def _of_categories(name: str, codes: Codes, categories: Element, budget: Budget) -> Column:
    values = _values(categories)
    count = int(values.shape[0])
    refused = None
    if values.dtype.kind not in "OSUfiub":
        refused = f"its categories are of type {values.dtype}"
    elif (has_gaps := _has_gaps(name, codes, count, budget)) is not None and not has_gaps:
        # With gaps they become numbers with a decimal point, which are never too large.
        refused = _beyond_32_bits(values, budget)
    return Column(name, "category", _plain(values.dtype), count, refused, samples=_first_texts(categories))


def _has_gaps(name: str, codes: Codes, count: int, budget: Budget) -> bool | None:
    has_gaps = False
    for start in range(0, codes.shape[0], AT_ONCE):
        if budget.is_spent():
            return None
        block = codes[start : start + AT_ONCE]
        if block.size and (block.min() < -1 or block.max() >= count):
            raise ValueError(f"column {name} has codes that stand for no category")
        has_gaps = has_gaps or bool((block < 0).any())
    return has_gaps


def _of_nullable(name: str, element: h5py.Group, kind: str, budget: Budget) -> Column:
    if kind == "nullable-string-array":
        return Column(name, "text", "string", samples=_first_texts(element))
    column = _of_values(name, element["values"], budget)
    column.dtype = f"nullable {column.dtype}"
    if column.kind == "number":
        column.refused = "it holds whole numbers of a type that allows for gaps (nullable integers)"
    elif any(element["mask"][start : start + AT_ONCE].any() for start in range(0, element["mask"].shape[0], AT_ONCE)):
        column.not_shown = "it holds yes and no with gaps (nullable booleans)"
    return column


def _of_values(name: str, values: h5py.Dataset, budget: Budget) -> Column:
    dtype = values.dtype
    if dtype.kind in "OSU":
        if h5py.check_string_dtype(dtype) is None and dtype.kind == "O":
            return Column(name, "other", "object", refused="it holds objects that are neither texts nor numbers")
        return Column(name, "text", "string", samples=_first_texts(values))
    if dtype.kind == "b" or (dtype.kind in "iu" and h5py.check_enum_dtype(dtype) is not None):
        return Column(name, "yes-no", "bool")
    if dtype.kind in "iuf":
        return Column(name, "number", str(dtype), refused=_beyond_32_bits(values, budget), samples=_first_texts(values))
    return Column(name, "other", str(dtype), refused=f"its values are of type {dtype}")


def _beyond_32_bits(values: h5py.Dataset, budget: Budget) -> str | None:
    if values.dtype.kind not in "iu" or np.can_cast(values.dtype, np.int32):
        return None
    for start in range(0, values.shape[0], AT_ONCE):
        if budget.is_spent():
            break
        block = values[start : start + AT_ONCE]
        if block.min() < _WIDEST.min or block.max() > _WIDEST.max:
            return "it holds whole numbers beyond 32 bits"
    return None


def _plain(dtype: np.dtype) -> str:
    return "string" if dtype.kind in "OSU" else str(dtype)


def _first_texts(element: Element) -> list[str]:
    """Take some values from different places, each once."""
    source = _values(element)
    if source.shape is None or source.ndim != 1 or not source.shape[0]:
        return []
    size = source.shape[0]
    if size <= 4 * SAMPLES:
        values = source[:]
    else:
        step = size // 4
        values = np.concatenate([source[start : start + SAMPLES // 2] for start in range(0, size, step)])
    if isinstance(element, h5py.Group) and "codes" in element:
        categories = element["categories"]
        values = [categories[int(code)] for code in dict.fromkeys(values[:SAMPLES].tolist()) if code >= 0]
    return list(dict.fromkeys(text(value) for value in values))[:SAMPLES]


def _memory(element: Element) -> int:
    if isinstance(element, h5py.Dataset):
        return bytes_of(element)
    found = 0
    for part in element.values():
        if isinstance(part, h5py.Dataset):
            found += bytes_of(part)
    return found


def _read_before_0_7(table: h5py.Dataset, budget: Budget) -> Table:
    names = table.dtype.names or ()
    index = "index" if "index" in names else names[0] if names else None
    if index is None or table.ndim != 1:
        raise KeyError("a table without names")
    count = int(table.shape[0])
    values = table.fields(index)[:] if not budget.is_spent() else np.empty(0)
    unique, times = np.unique(values, return_counts=True)
    doubled = text(unique[np.argmax(times > 1)]) if np.any(times > 1) else None
    columns = [_of_field(table, name, budget) for name in names if name != index]
    return Table(
        count=count,
        is_unique=False if doubled is not None else (True if len(values) == count else None),
        doubled=doubled,
        columns=columns,
        doubled_column=None,
        memory=bytes_of(table),
        name_samples=[text(value) for value in values[:SAMPLES]],
    )


def categories_before_0_7(table: h5py.Dataset, name: str) -> h5py.Dataset | None:
    """Find the categories of a column of numbers that stand for them, which AnnData kept elsewhere then."""
    found = table.file.get(f"uns/{name}_categories")
    return found if isinstance(found, h5py.Dataset) and found.ndim == 1 else None


def _of_field(table: h5py.Dataset, name: str, budget: Budget) -> Column:
    dtype = table.dtype[name]
    if dtype.kind in "iu" and (categories := categories_before_0_7(table, name)) is not None:
        return _of_categories(text(name), table.fields(name)[:], categories, budget)
    kind: Kind = "number" if dtype.kind in "iuf" else "yes-no" if dtype.kind == "b" else "text"
    return Column(text(name), kind, _plain(dtype), samples=[text(value) for value in table.fields(name)[:SAMPLES]])
