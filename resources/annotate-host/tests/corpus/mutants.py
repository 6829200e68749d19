"""Looks at mutants of a file and prints what it said of each: ``python mutants.py FILE FIRST LAST``.

A process of its own, because HDF5 may take it along.
"""

import io
import json
import random
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.dont_write_bytecode = True

from annotate_host.look import run  # noqa: E402

PROCESSOR_SECONDS_EACH = 1
"""Shorter than a look's own limit, which would take too long to wait for."""
HEADERS = 16_384
"""The first bytes of a small file: superblock, group headers, heaps and most attributes."""


def mutate(content: bytes, number: int) -> bytes:
    """Change a few places, most of them where a file's structure is kept. The same number gives the same mutant."""
    dice = random.Random(number)
    changed = bytearray(content)
    for _ in range(dice.choice([1, 1, 2, 4, 16])):
        end = len(changed) if dice.random() < 0.3 else min(HEADERS, len(changed))
        # The signature is left alone: without it there is nothing to look at.
        place = dice.randrange(8, max(9, end))
        size = dice.choice([1, 1, 2, 4, 8, 64])
        how = dice.randrange(5)
        if how == 0:
            changed[place] ^= 1 << dice.randrange(8)
        elif how == 1:
            changed[place : place + size] = dice.randbytes(len(changed[place : place + size]))
        elif how == 2:
            changed[place : place + size] = bytes([dice.choice([0, 0x7F, 0xFF])]) * len(changed[place : place + size])
        elif how == 3:
            other = dice.randrange(end)
            part = bytes(changed[other : other + size])
            changed[place : place + len(part)] = part[: len(changed) - place]
        else:
            changed = changed[: max(100, place)] if dice.random() < 0.2 else changed
    return bytes(changed)


def main(source: Path, first: int, last: int) -> None:
    run.limit(work=False)
    content = source.read_bytes()
    mutant = source.with_name(f"mutant-{first}.h5ad")
    for number in range(first, last):
        mutant.write_bytes(mutate(content, number))
        print(f"begin {number}", flush=True)
        signal.setitimer(signal.ITIMER_PROF, PROCESSOR_SECONDS_EACH)
        out = io.BytesIO()
        run.answer({"path": str(mutant)}, out)
        told = json.loads(out.getvalue())
        if told["ok"] and told["facts"]["embeddings"]:
            asked = {"embedding": told["facts"]["embeddings"][0]["name"], "column": "cluster", "points": 1000}
            run.answer({"path": str(mutant), "picture": asked}, io.BytesIO())
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(json.dumps({"number": number, **told}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
