"""Copies parts of a file as they are, piece by piece: what is left out is nowhere in the copy."""

from collections.abc import Callable, Iterator, Mapping

import h5py
import numpy as np

Element = h5py.Group | h5py.Dataset
Replace = Callable[[Element, h5py.Group, str], None]

BLOCK_BYTES = 8 << 20
TEXTS_AT_ONCE = 1 << 16
_DEEPEST = 32


class Copier:
    """Copies one file into another.

    Parameters
    ----------
    changes
        By path: how a part is written instead; None for what is left out.
    advance
        Called with the bytes that have been copied.
    """

    def __init__(self, changes: Mapping[str, Replace | None], advance: Callable[[float], None]) -> None:
        self._changes = changes
        self._advance = advance
        self._references: list[tuple[str, str, str]] = []

    def copy_file(self, source: h5py.File, out: h5py.File) -> None:
        """Copy all of it.

        Raises
        ------
        KeyError, ValueError, TypeError, OSError, RuntimeError
            A part is damaged.
        """
        self._copy_attributes(source, out)
        self._copy_members(source, out, "", 0)
        for place, name, target in self._references:
            if target in out:
                out[place].attrs[name] = out[target].ref

    def _copy_members(self, source: h5py.Group, out: h5py.Group, path: str, depth: int) -> None:
        if depth > _DEEPEST:
            raise ValueError("its groups hold one another")
        for name in source:
            where = f"{path}/{name}" if path else str(name)
            element = source[name] if self._changes.get(where, self) is not None else None
            if element is not None:
                self._copy_element(element, out, str(name), where, depth)

    def _copy_element(self, element: Element, out: h5py.Group, name: str, where: str, depth: int) -> None:
        replace = self._changes.get(where)
        if replace is not None:
            replace(element, out, name)
        elif isinstance(element, h5py.Group):
            made = out.create_group(name)
            self._copy_attributes(element, made)
            self._copy_members(element, made, where, depth + 1)
        elif isinstance(element, h5py.Dataset):
            self._copy_attributes(element, copy_dataset(element, out, name, self._advance))

    def _copy_attributes(self, source: Element, out: Element) -> None:
        for name in source.attrs:
            dtype = source.attrs.get_id(name).dtype
            if h5py.check_ref_dtype(dtype) is h5py.Reference:
                # Refers to a place in that file; here it has another, which may not be written yet.
                target = source.file[source.attrs[name]].name
                self._references.append((out.name, name, target))
            elif h5py.check_ref_dtype(dtype) is None:
                copy_attribute(source, out, name)


def copy_attribute(source: Element, out: Element, name: str) -> None:
    """Copy one attribute, of the same type."""
    value = source.attrs[name]
    if isinstance(value, h5py.Empty):
        out.attrs[name] = value
    else:
        out.attrs.create(name, value, shape=np.shape(value), dtype=source.attrs.get_id(name).dtype)


def copy_dataset(source: h5py.Dataset, out: h5py.Group, name: str, advance: Callable[[float], None]) -> h5py.Dataset:
    """Copy values, without attributes.

    Raises
    ------
    TypeError, OSError, RuntimeError, ValueError
        It is damaged, or of a kind that cannot be copied.
    """
    if source.shape is None:
        out[name] = h5py.Empty(source.dtype)
        return out[name]
    if h5py.check_ref_dtype(source.dtype) is not None:
        raise TypeError("it holds references")
    how = source.id.get_create_plist()
    is_elsewhere = how.get_layout() == h5py.h5d.VIRTUAL or how.get_external_count() > 0
    kind = source.id.get_type().copy()
    made = h5py.Dataset(
        h5py.h5d.create(out.id, name.encode(), kind, source.id.get_space(), None if is_elsewhere else how)
    )
    if source.chunks is not None and not is_elsewhere and not _has_loose_parts(source.dtype):
        _copy_chunks(source, made, advance)
        return made
    for place in places(source):
        block = source[place]
        made[place] = block
        advance(block.nbytes if isinstance(block, np.ndarray) else 1)
    return made


def places(source: h5py.Dataset) -> Iterator[slice | tuple[()]]:
    """Cut an array into pieces of bounded size, along its first dimension."""
    if source.ndim == 0:
        yield ()
        return
    rows = source.shape[0]
    if _has_loose_parts(source.dtype):
        height = TEXTS_AT_ONCE
    else:
        height = max(1, BLOCK_BYTES // max(1, source.dtype.itemsize * int(np.prod(source.shape[1:]))))
        if source.chunks is not None:  # Whole chunks, so that none is unpacked twice.
            height = -(-height // source.chunks[0]) * source.chunks[0]
    for start in range(0, rows, height):
        yield slice(start, min(rows, start + height))


def stored_bytes(element: Element, depth: int = 0) -> int:
    """Tell how much there is to copy."""
    if isinstance(element, h5py.Dataset):
        return int(element.id.get_storage_size())
    return sum(stored_bytes(part, depth + 1) for part in element.values()) if depth <= _DEEPEST else 0


def _copy_chunks(source: h5py.Dataset, made: h5py.Dataset, advance: Callable[[float], None]) -> None:
    if not source.size:
        return
    for chunk in source.iter_chunks():
        place = tuple(part.start for part in chunk)
        if source.id.get_chunk_info_by_coord(place).byte_offset is None:
            continue  # Never written: it is read as zeros, here as there.
        mask, content = source.id.read_direct_chunk(place)
        made.id.write_direct_chunk(place, content, mask)
        advance(len(content))


def _has_loose_parts(dtype: np.dtype) -> bool:
    """Tell whether values lie elsewhere in the file, as texts of any length do."""
    return dtype.hasobject
