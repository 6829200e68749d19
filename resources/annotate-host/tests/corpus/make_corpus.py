"""Makes the corpus in a folder and prints its names: ``python tests/corpus/make_corpus.py FOLDER``."""

import json
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.dont_write_bytecode = True

from corpus.files import FILES, make_corpus  # noqa: E402

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    make_corpus(Path(sys.argv[1]))
    print(json.dumps(list(FILES)))
