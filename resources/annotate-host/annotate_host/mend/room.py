"""Whether a copy fits on the disk: asked before any of it is written, since a disk that fills up disturbs everybody."""

import shutil
from pathlib import Path

import h5py

from annotate_host.dataset_error import DatasetError


def insist_on_room(out: h5py.File, needed: float, name: str) -> None:
    """Go on only if there is room beside the file that is being written.

    Parameters
    ----------
    needed
        Bytes, as far as they can be told beforehand.
    name
        What the copy will be called.

    Raises
    ------
    DatasetError
        There is not.
    """
    free = free_bytes(Path(out.filename).parent)
    if needed > free:
        raise DatasetError("mend-little-space", name=name, needed=_in_words(needed), free=_in_words(free))


def free_bytes(folder: Path) -> int:
    """Tell what an ordinary user may still fill."""
    return shutil.disk_usage(folder).free


def _in_words(count: float) -> str:
    return f"{count / 1e6:.0f} MB" if count < 1e9 else f"{count / 1e9:.1f} GB"
