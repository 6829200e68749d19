"""Which ways of storing things the Annotate that we run can read, and where a file uses another one."""

from collections.abc import Iterator
from dataclasses import dataclass

import h5py

from annotate_host.look.attributes import encoding_of, text
from annotate_host.look.budget import Budget

READABLE = {
    "anndata": {"0.1.0"},
    "array": {"0.2.0"},
    "awkward-array": {"0.1.0"},
    "bytes": {"0.2.0"},
    "categorical": {"0.2.0"},
    "csc_matrix": {"0.1.0"},
    "csr_matrix": {"0.1.0"},
    "dataframe": {"0.1.0", "0.2.0"},
    "dict": {"0.1.0"},
    "null": {"0.1.0"},
    "nullable-boolean": {"0.1.0"},
    "nullable-integer": {"0.1.0"},
    "nullable-string-array": {"0.1.0"},
    "numeric-scalar": {"0.2.0"},
    "raw": {"0.1.0"},
    "rec-array": {"0.2.0"},
    "string": {"0.2.0"},
    "string-array": {"0.2.0"},
}
"""What the AnnData of the lock file reads; a test holds it against that."""

PARTS = {"X", "layers", "obs", "obsm", "obsp", "raw", "uns", "var", "varm", "varp"}
"""What a file may have at its top; besides these, what AnnData before 0.7 wrote as ``raw.X`` and the like."""

_DEEPEST = 12
_MOST_ELEMENTS = 200_000
_FILTERS = {32001: "Blosc", 32026: "Blosc2", 32015: "Zstandard", 32004: "LZ4", 32008: "Bitshuffle", 307: "bzip2"}


@dataclass(frozen=True)
class Unreadable:
    """A part of a file that cannot be read: where it is, and how it is stored or compressed."""

    part: str
    how: str
    is_compressed: bool = False


def unreadable_part(file: h5py.File, budget: Budget) -> Unreadable | None:
    """Find something that cannot be read; None if there is nothing, or nothing was found in time."""
    return next(unreadable_parts(file, budget), None)


def unreadable_parts(file: h5py.File, budget: Budget) -> Iterator[Unreadable]:
    """Find everything that cannot be read, as far as there is time."""
    for name in file:
        if name not in PARTS and not name.startswith("raw."):
            yield Unreadable(text(name), "an unknown part")
    for number, (path, element) in enumerate(_elements(file, "", 0)):
        kind, version = encoding_of(element)
        if kind and version not in READABLE.get(kind, ()):
            yield Unreadable(path or "the file", f"{kind} {version}".strip())
        if isinstance(element, h5py.Dataset) and (how := _missing_filter(element)) is not None:
            yield Unreadable(path, how, is_compressed=True)
        if number > _MOST_ELEMENTS or budget.is_spent():
            break


def _missing_filter(element: h5py.Dataset) -> str | None:
    if element.chunks is None:
        return None
    made = element.id.get_create_plist()
    for index in range(made.get_nfilters()):
        number, _, _, name = made.get_filter(index)
        if not h5py.h5z.filter_avail(number):
            return _FILTERS.get(number) or text(name) or f"filter {number}"
    return None


def _elements(group: h5py.Group, path: str, depth: int) -> Iterator[tuple[str, h5py.Group | h5py.Dataset]]:
    yield path, group
    for name in group:
        element = group[name]
        where = f"{path}/{text(name)}" if path else text(name)
        if isinstance(element, h5py.Group) and depth < _DEEPEST:  # Groups can hold one another.
            yield from _elements(element, where, depth + 1)
        else:
            yield where, element
