#!python
"""Stands in for uv in tests: takes the very options that we give, and makes do with venv and pip."""

import argparse
import subprocess
import sys

if sys.argv[1:] == ["--version"]:
    print("uv 0.0.0 (a stand-in)")
    sys.exit()

parser = argparse.ArgumentParser()
verbs = parser.add_subparsers(dest="verb", required=True)
venv = verbs.add_parser("venv")
venv.add_argument("--no-project", action="store_true", required=True)
venv.add_argument("folder")
pip = verbs.add_parser("pip")
pip.add_argument("what", choices=["install"])
pip.add_argument("--no-build-isolation", action="store_true", required=True)
pip.add_argument("--require-hashes", action="store_true", required=True)
pip.add_argument("--only-binary", required=True)
pip.add_argument("--no-binary", action="append", required=True)
pip.add_argument("-r", required=True)
for verb in (venv, pip):
    verb.add_argument("--cache-dir", required=True)
    verb.add_argument("--python", required=True)
wanted = parser.parse_args()

if wanted.verb == "venv":
    sys.exit(subprocess.call([wanted.python, "-m", "venv", wanted.folder]))
sys.exit(subprocess.call([wanted.python, "-m", "pip", "install", "--require-hashes", "-r", wanted.r]))
