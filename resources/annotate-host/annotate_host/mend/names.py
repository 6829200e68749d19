"""Makes names unique as AnnData does, a few at a time: later ones get -1, -2 and so on."""

from collections.abc import Callable, Iterator

import h5py
import numpy as np

AT_ONCE = 1 << 16

Read = Callable[[int, int], list[bytes]]


class UniqueNames:
    """Names of which no two are alike.

    Numbers stand for the names (what Python calls their hash), so that millions of them need little memory; only those
    that seem to be doubled are kept.

    Parameters
    ----------
    read
        Gives the names from one place to another.
    count
        How many there are.
    """

    def __init__(self, read: Read, count: int) -> None:
        self._read, self._count = read, count
        marks = np.empty(count, np.int64)
        for start in range(0, count, AT_ONCE):
            block = read(start, min(count, start + AT_ONCE))
            marks[start : start + len(block)] = np.fromiter(map(hash, block), np.int64, len(block))
        self._ordered = np.sort(marks)
        self._doubled = np.unique(self._ordered[1:][self._ordered[1:] == self._ordered[:-1]])
        self._marks = marks
        self.renamed = 0

    def blocks(self) -> Iterator[list[bytes]]:
        """Give them in order. `renamed` says afterwards how many are new."""
        times: dict[bytes, int] = {}
        given: set[bytes] = set()
        self.renamed = 0
        for start in range(0, self._count, AT_ONCE):
            block = self._read(start, min(self._count, start + AT_ONCE))
            for place in np.flatnonzero(np.isin(self._marks[start : start + len(block)], self._doubled)):
                name = block[place]
                if name not in times:
                    times[name] = 0
                    continue
                while True:
                    times[name] += 1
                    candidate = b"%s-%d" % (name, times[name])
                    if candidate not in given and not self._is_there(candidate):
                        break
                given.add(candidate)
                block[place] = candidate
                self.renamed += 1
            yield block

    def _is_there(self, name: bytes) -> bool:
        mark = hash(name)
        place = int(np.searchsorted(self._ordered, mark))
        return place < len(self._ordered) and self._ordered[place] == mark


def reader_of(index: h5py.Group | h5py.Dataset) -> tuple[Read, int]:
    """Read names, whatever they are stored as.

    Raises
    ------
    KeyError, ValueError
        It is no list of names.
    """
    if isinstance(index, h5py.Dataset):
        if index.ndim != 1:
            raise ValueError("names that are not a list")
        return (lambda start, end: [to_bytes(value) for value in index[start:end]]), int(index.shape[0])
    if "codes" in index:
        codes, (read, count) = index["codes"], reader_of(index["categories"])
        categories = read(0, count)
        return (lambda start, end: [categories[int(code)] for code in codes[start:end]]), int(codes.shape[0])
    return reader_of(index["values"])


def to_bytes(value: object) -> bytes:
    """Turn a name as h5py gives it into bytes: what is no valid text stays as it is."""
    return value if isinstance(value, bytes) else str(value).encode()
