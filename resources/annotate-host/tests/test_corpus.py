"""Each file of the corpus is tried for real: what check lets pass, Annotate opens; what it refuses, it cannot show.

`corpus/golden.json` holds what check says of each, word by word; the test of that is on the other side, in
``main/sessions/check-corpus.test.ts``, and rewrites the file on ``vitest run --update``.
"""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from corpus.files import FAULTY, FILES, FOREIGN, SOUND, make_corpus
from server.common.constants import Axis
from server.data_anndata.anndata_adaptor import AnndataAdaptor

from annotate_host import app, stores
from annotate_host.look import run

GOLDEN: dict[str, list[str]] = json.loads((Path(__file__).parent / "corpus" / "golden.json").read_text())

SHOWN_WRONGLY = {
    "no genes.h5ad": "it opens with nothing to colour by, and its search fails",
}
"""What is refused though Annotate opens it."""

SEEN_ON_LOADING = {
    "large number out of sight.h5ad": "only every value tells; the host says host-start-failed",
}
"""What passes though Annotate does not open it."""

WAITED_FOR = {"pipe.h5ad"}
"""What plain Annotate opens and then waits for, until somebody writes into it."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    make_corpus(folder)
    return folder


def is_refused(name: str) -> bool:
    return any(line.startswith("error") for line in GOLDEN[name])


def look_at(path: Path) -> dict[str, Any]:
    out = io.BytesIO()
    run.answer({"path": str(path)}, out)
    return json.loads(out.getvalue())


def test_the_corpus_is_what_was_asked_for() -> None:
    assert GOLDEN.keys() == FILES.keys()
    assert len(FILES) >= 40
    assert [name for name in SOUND if is_refused(name)] == []
    assert [name for name in FOREIGN if not is_refused(name)] == []
    assert [name for name in FAULTY if not is_refused(name)] == list(SEEN_ON_LOADING)


NOT_OF_THE_FILE = {"dataset-needs-memory", "dataset-source-refused", "dataset-source-unsupported"}
"""What is said of the computer, or of an address."""


def test_each_diagnosis_has_a_file() -> None:
    contract = (Path(__file__).parents[3] / "contract" / "dataset-failures.ts").read_text()
    codes = set(re.findall(r"^  '(dataset-[\w-]+)': \{", contract, re.M))
    said = {line.split()[1].rstrip(":") for lines in GOLDEN.values() for line in lines}
    assert codes - said == NOT_OF_THE_FILE


@pytest.mark.parametrize("name", [name for name in FILES if not is_refused(name)])
def test_what_passes_is_opened_and_shown_as_it_was_told(
    name: str, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = corpus / name
    monkeypatch.setattr(AnndataAdaptor, "open", vars(AnndataAdaptor)["open"])  # Taken back afterwards.
    stores.do_without()  # As the host does at the first start.
    if name in SEEN_ON_LOADING:
        with pytest.raises(TypeError):
            app.open_dataset(str(path), "title", str(tmp_path))
        return
    opened = app.open_dataset(str(path), "title", str(tmp_path))
    facts = look_at(path)["facts"]
    schema = opened.adaptor.get_schema()
    assert (facts["cells"], facts["genes"]) == (opened.cells, opened.genes)
    offered = [one["name"] for one in facts["embeddings"] if one["why"] is None]
    assert sorted(offered) == sorted(layout["name"] for layout in schema["layout"]["obs"])
    shown = [column for column in schema["annotations"]["obs"]["columns"] if column["name"] != "name_0"]
    assert [column["name"] for column in facts["cellColumns"]] == [column["name"] for column in shown]
    for told, column in zip(facts["cellColumns"], shown, strict=True):
        if "categories" in column and told["kind"] == "category":
            assert told["categories"] == len(column["categories"])
    # What the page fetches first.
    for layout in offered:
        assert opened.adaptor.get_embedding_array(layout).shape == (opened.cells, 2)
    if not any("dataset-column-refused" in line for line in GOLDEN[name]):
        assert opened.adaptor.annotation_to_fbs_matrix(Axis.OBS)
        assert opened.adaptor.annotation_to_fbs_matrix(Axis.VAR)


@pytest.mark.parametrize("name", [name for name in FILES if is_refused(name) and name not in WAITED_FOR])
def test_what_is_refused_plain_annotate_cannot_show(
    name: str, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AnndataAdaptor, "open", staticmethod(AnndataAdaptor))
    if name in SHOWN_WRONGLY:
        assert app.open_dataset(str(corpus / name), "title", str(tmp_path)).genes == 0
        return
    with pytest.raises(Exception) as thrown:  # noqa: PT011  Annotate throws whatever it stumbles over.
        app.open_dataset(str(corpus / name), "title", str(tmp_path))
    assert not isinstance(thrown.value, MemoryError)
