"""Reads the small things: attributes and texts, whatever they are stored as."""

import h5py
import numpy as np

LONGEST_TEXT = 200
_MANY_ATTRIBUTES = 1 << 20


def text(value: object) -> str:
    """Turn a value as h5py gives it into a text for people."""
    told = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return told if len(told) <= LONGEST_TEXT else f"{told[: LONGEST_TEXT - 1]}…"


def encoding_of(element: h5py.Group | h5py.Dataset) -> tuple[str, str]:
    """Tell how AnnData wrote an element, as type and version; empty where it was written before there were such."""
    return text(element.attrs.get("encoding-type", "")), text(element.attrs.get("encoding-version", ""))


def texts(values: object) -> list[str]:
    """Turn an attribute that names columns into a list; an empty one may be of any type."""
    listed = np.atleast_1d(np.asarray(values)).reshape(-1)
    if len(listed) > _MANY_ATTRIBUTES:
        raise ValueError("an attribute is longer than any list of columns")
    # Names are compared with keys of the file: not one letter less.
    return [value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in listed]


def bytes_of(element: h5py.Dataset) -> int:
    """Tell how much memory an array takes when it has been read; of texts, what Python needs for short ones."""
    size = int(element.size or 0)
    return size * (_BYTES_OF_TEXT if element.dtype.kind == "O" else element.dtype.itemsize)


_BYTES_OF_TEXT = 70
