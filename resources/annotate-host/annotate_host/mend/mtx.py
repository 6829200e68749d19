"""Makes an AnnData file out of a Matrix Market file and the two lists beside it, as Cell Ranger writes them."""

import gzip
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import h5py
import numpy as np

from annotate_host.dataset_error import DatasetError
from annotate_host.mend.csr import MatrixWriter
from annotate_host.mend.features import Features, places_of_kept
from annotate_host.mend.made import reader_of_array, write_frame
from annotate_host.mend.progress import Progress
from annotate_host.mend.room import insist_on_room

_TEXT_AT_ONCE = 8 << 20
_ENTRIES_AT_ONCE = 2_000_000
_PACKED_ENTRY_BYTES = 3
_ENTRY = np.dtype([("cell", np.int32), ("gene", np.int32), ("value", np.float32)])


def find_matrix(source: Path) -> Path | None:
    """Find the matrix in a folder, or take the file itself; None where there is none, or more than one."""
    if source.is_file():
        return source if source.name.lower().endswith((".mtx", ".mtx.gz")) else None
    found = [path for path in source.iterdir() if path.name.lower().endswith(("matrix.mtx", "matrix.mtx.gz"))]
    return found[0] if len(found) == 1 else None


def convert_mtx(matrix: Path, out: h5py.File, name: str, progress: Progress) -> dict[str, Any]:
    """Write the genes' counts; tell what was done.

    Raises
    ------
    DatasetError
        The lists are not there, or do not fit the matrix, or it is of another kind.
    """
    features, barcodes = _lists(matrix, name)
    kept = features.kept
    with _open(matrix) as file:
        genes, cells, entries = _header(file, name)
        if (genes, cells) != (len(features.names), len(barcodes)):
            listed = f"{len(features.names)} and {len(barcodes)}"
            reason = f"it is of {genes} genes and {cells} cells, the lists beside it of {listed}"
            raise DatasetError("mend-not-possible", name=name, reason=reason)
        # Beside the copy lies what is sorted, until that is done.
        insist_on_room(out, entries * (_ENTRY.itemsize + _PACKED_ENTRY_BYTES), name)
        renamed = write_frame(
            out, (*reader_of_array(barcodes), []), (*reader_of_array(features.names[kept]), features.columns())
        )
        writer = MatrixWriter(out, cells, int(kept.sum()))
        progress.begin("converting", 2 * entries)
        # Files of nearly any order end up by cell: each entry is put where its cell begins, on disk.
        with tempfile.TemporaryFile(dir=Path(out.filename).parent) as aside:
            triples = _triples(file, entries, name)
            _write_sorted(triples, _Sorter(aside, cells), places_of_kept(kept), writer, progress)
    return {"from": "mtx", "left_out": int((~kept).sum()), "renamed": renamed}


class _Sorter:
    """Brings entries into the order of cells, on disk: files have them by cell, or in any order."""

    def __init__(self, aside: IO[bytes], cells: int) -> None:
        self._aside = aside
        self.counts = np.zeros(cells, np.int64)
        self.found = 0
        self._is_sorted, self._last = True, 0

    def add(self, cell: np.ndarray, gene: np.ndarray, value: np.ndarray) -> None:
        """Take some entries up."""
        if not len(cell):
            return
        self._is_sorted = self._is_sorted and cell[0] >= self._last and bool((np.diff(cell) >= 0).all())
        self._last = int(cell[-1])
        block = np.empty(len(cell), _ENTRY)
        block["cell"], block["gene"], block["value"] = cell, gene, value
        self._aside.write(block.tobytes())
        self.counts += np.bincount(cell, minlength=len(self.counts))
        self.found += len(cell)

    def sort(self, other: IO[bytes]) -> IO[bytes]:
        """Return the file in which they lie by cell, which may be the other one."""
        if self._is_sorted:
            return self._aside
        following = np.concatenate([[0], np.cumsum(self.counts)])[:-1]
        _reserve(other, self.found * _ENTRY.itemsize)
        for start in range(0, self.found, _ENTRIES_AT_ONCE):
            block = read_entries(self._aside, start, min(self.found, start + _ENTRIES_AT_ONCE))
            block = block[np.argsort(block["cell"], kind="stable")]
            distinct, begin, times = np.unique(block["cell"], return_index=True, return_counts=True)
            # Anew for each block: what a mapping has touched counts as this process's memory until it is gone.
            placed = np.memmap(other, _ENTRY, "r+", shape=(self.found,))
            placed[following[block["cell"]] + np.arange(len(block)) - np.repeat(begin, times)] = block
            placed.flush()
            del placed
            following[distinct] += times
        return other


def _reserve(file: IO[bytes], size: int) -> None:
    """Have the disk keep the room: a mapping of what turns out not to fit ends the process without a word."""
    if hasattr(os, "posix_fallocate"):
        if size:
            os.posix_fallocate(file.fileno(), 0, size)
        return
    for start in range(0, size, _TEXT_AT_ONCE):
        file.write(bytes(min(_TEXT_AT_ONCE, size - start)))
    file.flush()


def read_entries(file: IO[bytes], start: int, end: int) -> np.ndarray:
    """Read entries from one place to another."""
    file.seek(start * _ENTRY.itemsize)
    return np.frombuffer(file.read((end - start) * _ENTRY.itemsize), _ENTRY)


def _write_sorted(
    triples: Iterator[np.ndarray], sorter: _Sorter, new_places: np.ndarray, writer: MatrixWriter, progress: Progress
) -> None:
    cells = len(sorter.counts)
    for block in triples:
        gene, cell = block[:, 0].astype(np.int64) - 1, block[:, 1].astype(np.int64) - 1
        if len(block) and (min(gene.min(), cell.min()) < 0 or gene.max() >= len(new_places) or cell.max() >= cells):
            raise ValueError("an entry is of no gene or no cell")
        stays = new_places[gene] >= 0
        sorter.add(cell[stays], new_places[gene[stays]], block[stays, 2])
        progress.advance(len(block))
    with tempfile.TemporaryFile(dir=writer.folder) as other:
        file = sorter.sort(other)
        ends = np.concatenate([[0], np.cumsum(sorter.counts)])
        first = 0
        while first < cells:
            last = max(first + 1, int(np.searchsorted(ends, ends[first] + _ENTRIES_AT_ONCE, side="right")) - 1)
            block = read_entries(file, int(ends[first]), int(ends[last]))
            block = block[np.lexsort((block["gene"], block["cell"]))]
            writer.append(sorter.counts[first:last], block["gene"], block["value"])
            progress.advance(sorter.found * (last - first) / cells)
            first = last
    writer.finish()


def _header(file: IO[bytes], name: str) -> tuple[int, int, int]:
    first = file.readline().split()
    if first[:3] != [b"%%MatrixMarket", b"matrix", b"coordinate"] or first[3] not in {b"integer", b"real"}:
        raise DatasetError("mend-not-possible", name=name, reason="it is no list of numbers with their places")
    if first[4] != b"general":
        raise DatasetError("mend-not-possible", name=name, reason="it is symmetric, which no matrix of cells is")
    line = file.readline()
    while line.startswith(b"%") or not line.strip():
        if not line:
            raise ValueError("it ends before it begins")
        line = file.readline()
    genes, cells, entries = map(int, line.split())
    return genes, cells, entries


def _triples(file: IO[bytes], entries: int, name: str) -> Iterator[np.ndarray]:
    found, rest = 0, b""
    while chunk := file.read(_TEXT_AT_ONCE):
        text, line_end, rest = (rest + chunk).rpartition(b"\n")
        block = _numbers(text + line_end)
        found += len(block)
        yield block
    block = _numbers(rest)
    yield block
    if found + len(block) != entries:
        reason = f"it is cut short: {entries} entries are announced, {found + len(block)} are there"
        raise DatasetError("mend-not-possible", name=name, reason=reason)


def _numbers(text: bytes) -> np.ndarray:
    numbers = np.array(text.split(), np.float64)
    if len(numbers) % 3:
        raise ValueError("a line is not of three numbers")
    return numbers.reshape(-1, 3)


def _lists(matrix: Path, name: str) -> tuple[Features, np.ndarray]:
    prefix = matrix.name.lower().removesuffix(".gz").removesuffix("matrix.mtx")
    given = matrix.name[: len(prefix)] if matrix.name.lower().startswith(prefix) else ""
    features = _beside(matrix, given, ("features.tsv", "genes.tsv"))
    barcodes = _beside(matrix, given, ("barcodes.tsv",))
    if features is None or barcodes is None:
        missing = "features.tsv (or genes.tsv)" if features is None else "barcodes.tsv"
        raise DatasetError("mend-not-possible", name=name, reason=f"there is no {given}{missing} beside it")
    lines = [line.split(b"\t") for line in features]
    ids = np.array([line[0] for line in lines], object)
    names = np.array([line[1] if len(line) > 1 else line[0] for line in lines], object)
    has_kinds = bool(lines) and all(len(line) > 2 for line in lines)
    kinds = np.array([line[2] for line in lines] if has_kinds else [], object)
    told = Features(names, ids, kinds, np.empty(0, object))
    return told, np.array([line.split(b"\t")[0] for line in barcodes], object)


def _beside(matrix: Path, prefix: str, names: tuple[str, ...]) -> list[bytes] | None:
    for name in names:
        for path in (matrix.with_name(f"{prefix}{name}.gz"), matrix.with_name(f"{prefix}{name}")):
            if path.is_file():
                with _open(path) as file:
                    return file.read().splitlines()
    return None


def _open(path: Path) -> IO[bytes]:
    return io.BufferedReader(gzip.open(path, "rb"), 1 << 20) if path.name.lower().endswith(".gz") else path.open("rb")  # type: ignore[arg-type]
