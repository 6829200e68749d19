"""Stands in for the host's self-test in tests: what a package in the environment says, goes."""

import json
import sys

assert sys.argv[1:] == ["--self-test"]
try:
    import alder
    import maple

    answer = {"ok": alder.answer == maple.answer}
except ImportError as problem:
    answer = {"ok": False, "reason": f"ImportError: {problem}"}
print("a library greets you")
print(json.dumps(answer))
sys.exit(0 if answer["ok"] else 1)
