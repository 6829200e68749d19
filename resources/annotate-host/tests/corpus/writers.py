"""Has datasets written by earlier releases of AnnData, each in a folder of its own that is kept between runs."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
LOCKS = {"0.8": ["anndata-0.8.lock"], "0.10": ["anndata-0.10.lock", "anndata-0.8.lock"]}
"""For each release the lock files that make it up; those that come first are found first."""


def write_by(release: str, path: Path) -> None:
    """Write the same dataset by the code of a release."""
    folders = [str(_installed(lock)) for lock in LOCKS[release]]
    # Without the environment's own packages (-S): nothing of a later release may take part.
    subprocess.run(
        [sys.executable, "-S", "-B", str(HERE / "written.py"), str(path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(folders)},
        check=True,
        capture_output=True,
    )


def _installed(lock: str) -> Path:
    cache = os.environ.get("ANNOTATE_SHARE_TEST_CACHE") or Path.home() / ".cache" / "annotate-share-tests"
    key = hashlib.sha256((HERE / lock).read_bytes()).hexdigest()[:16]
    name = f"python{sys.version_info.major}.{sys.version_info.minor}-{key}"
    folder = Path(cache) / "anndata" / name
    if folder.exists():
        return folder
    beside = folder.with_name(f"{name}.{os.getpid()}")
    what = ["--target", str(beside), "--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(HERE / lock)]
    tries = [
        [sys.executable, "-I", "-m", "pip", "install", "--quiet", "--no-compile", *what],
        ["uv", "pip", "install", "--quiet", "--python", sys.executable, *what],
    ]
    try:
        said = [
            subprocess.run(argv, capture_output=True, text=True, check=False) for argv in tries if shutil.which(argv[0])
        ]
        if all(one.returncode for one in said):
            raise RuntimeError("\n".join(one.stderr for one in said))
        if not folder.exists():  # Somebody else may have been faster.
            beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return folder
