"""Nobody sees, overwrites or makes stale what somebody else saved; and what was saved is there after any end."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from flask import Flask
from host_process import HostProcess, same_label
from made_datasets import CELLS, make_dataset

from annotate_host.app import open_dataset
from annotate_host.gate import COLLABORATOR
from annotate_host.people import People, Person


def test_saving_with_the_same_number_people_do_not_disturb_one_another(host: HostProcess) -> None:
    assert host.save_gene_sets("ada", 1, ["hers"]).status == 200
    assert host.save_gene_sets("bob", 1, ["his"]).status == 200
    assert host.gene_sets("ada") == (["hers"], 1)
    assert host.gene_sets("bob") == (["his"], 1)
    assert host.gene_sets("cleo") == ([], 0)


def test_a_person_s_own_late_save_is_stale(host: HostProcess) -> None:
    assert host.save_gene_sets("dora", 5, ["new"]).status == 200
    assert host.save_gene_sets("dora", 5, ["old"]).status == 404
    assert host.save_gene_sets("dora", 4, ["older"]).status == 404
    assert host.gene_sets("dora") == (["new"], 5)


@pytest.mark.parametrize("tid", [-1, "1", 1.5, None, True])
def test_a_save_without_a_sound_number_is_refused(host: HostProcess, tid: object) -> None:
    assert host.save_gene_sets("ernest", tid, ["set"]).status == 400
    assert host.gene_sets("ernest") == ([], 0)


def test_labels_are_seen_by_their_owner_only(host: HostProcess) -> None:
    assert host.save_labels("fay", same_label("hers", CELLS)).status == 200
    assert host.labels("fay", "mine") == ["hers"] * CELLS
    assert host.api("annotations/obs?annotation-name=mine", "gus").status == 400
    columns = [
        {column["name"] for column in host.api("schema", person).json["schema"]["annotations"]["obs"]["columns"]}
        for person in ("fay", "gus")
    ]
    assert columns[0] - columns[1] == {"mine"}


def test_the_page_is_told_fixed_names_so_that_it_asks_for_none(host: HostProcess) -> None:
    parameters = host.api("config", "hal").json["config"]["parameters"]
    assert parameters["annotations"] is True
    assert parameters["annotations_genesets_readonly"] is False
    assert parameters["annotations-data-collection-name"] == "cell-labels"
    assert parameters["annotations-data-collection-is-read-only"] is True
    assert parameters["annotations_genesets_name_is_read_only"] is True
    other = host.api("config", "ida").json["config"]["parameters"]
    assert parameters["annotations-user-data-idhash"] != other["annotations-user-data-idhash"]


def test_a_label_column_named_like_one_of_the_dataset_is_refused(host: HostProcess) -> None:
    assert host.save_labels("jon", same_label("x", CELLS, name="cluster")).status == 400


def test_labels_for_another_number_of_cells_are_refused(host: HostProcess) -> None:
    assert host.save_labels("jon", same_label("x", CELLS - 1)).status == 400


def test_a_bad_collection_name_is_refused_as_by_annotate(host: HostProcess) -> None:
    path = "genesets?annotation-collection-name=../x"
    answer = host.api(path, "jon", method="PUT", body=b'{"tid":1,"genesets":[]}', Content_Type="application/json")
    assert answer.status == 400


def test_reading_leaves_nothing_on_the_disk(host: HostProcess, annotations: Path) -> None:
    host.api("schema", "kim")
    host.gene_sets("kim")
    assert not (annotations / "kim").exists()


def test_many_people_saving_at_once_all_find_their_own(host: HostProcess) -> None:
    people = [f"guest-{number}" for number in range(80)]  # More than are kept in memory.
    with ThreadPoolExecutor(8) as pool:
        saves = list(pool.map(lambda person: host.save_labels(person, same_label(person, CELLS)).status, people))
        seen = list(pool.map(lambda person: host.labels(person, "mine"), people))
    assert saves == [200] * len(people)
    assert seen == [[person] * CELLS for person in people]


def test_one_person_saving_at_once_from_many_tabs_ends_with_one_whole_save(host: HostProcess) -> None:
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda n: host.save_labels("lea", same_label(f"tab-{n}", CELLS)).status, range(24)))
    assert statuses == [200] * 24
    assert len(set(host.labels("lea", "mine"))) == 1


def test_no_file_and_no_answer_tells_where_the_dataset_is(host: HostProcess, annotations: Path, dataset: Path) -> None:
    assert host.save_gene_sets("mia", 1, ["set"], ("gene1",)).status == 200
    assert host.save_labels("mia", same_label("x", CELLS)).status == 200
    told = [host.api("genesets", "mia", Accept="text/csv").body, host.api("config", "mia").body]
    told += [file.read_bytes() for file in (annotations / "mia").iterdir()]
    assert len(told) == 4
    assert not [text for text in told if str(dataset.parent).encode() in text]


NAMES = {
    "archr": [f"sample#{number}" for number in range(CELLS)],
    "numbers": [f"{number:03}" for number in range(CELLS)],
    "odd": [f'ä "{number}", \t;' for number in range(CELLS)],
}
LABELS = ["T #1", "#all", "", "NA", "007", 'say "x", y', "γδ T\nx", " padded "]
SAVED = pd.DataFrame({"mine": pd.Categorical([LABELS[number % len(LABELS)] for number in range(CELLS)])})


def test_what_was_saved_is_there_after_a_kill(dataset: Path, tmp_path: Path) -> None:
    sets = ["#first", "second"]
    with HostProcess() as first:
        first.listen(dataset, tmp_path / "annotations")
        assert first.save_labels("ada", SAVED).status == 200
        assert first.save_gene_sets("ada", 3, sets, ("gene1", "gene7")).status == 200
        first.process.kill()
        first.process.wait()
    with HostProcess() as second:
        second.listen(dataset, tmp_path / "annotations")
        assert second.labels("ada", "mine") == SAVED["mine"].tolist()
        assert second.gene_sets("ada") == (sets, 0)
        assert second.save_gene_sets("ada", 4, ["third"]).status == 200


@pytest.mark.parametrize("kind", NAMES)
def test_labels_come_back_from_the_file_whatever_cells_are_called(kind: str, tmp_path: Path) -> None:
    made = make_dataset()
    made.obs_names = NAMES[kind]
    path = tmp_path / "named.h5ad"
    made.write_h5ad(path)
    adaptor = open_dataset(str(path), "title", str(tmp_path)).app.data_adaptor
    labels = SAVED.set_index(adaptor.get_obs_index())
    Person("ada", tmp_path / "ada", "note").write_labels(labels, adaptor)
    read = Person("ada", tmp_path / "ada", "note").read_labels(adaptor)
    assert read["mine"].tolist() == SAVED["mine"].tolist()
    assert read.index is adaptor.get_obs_index()


def test_a_save_that_failed_can_be_tried_again_with_the_same_number(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    adaptor = open_dataset(str(dataset), "title", str(tmp_path)).app.data_adaptor
    person = Person("ada", tmp_path / "ada", "note")
    sets = [{"geneset_name": "set", "genes": []}]
    with monkeypatch.context() as full_disk:
        full_disk.setattr(os, "replace", fail)
        with pytest.raises(OSError, match="No space left"):
            person.write_gene_sets(sets, 1, adaptor)
    assert person.read_gene_sets(adaptor) == ({}, 0)
    person.write_gene_sets(sets, 1, adaptor)
    assert list(person.read_gene_sets(adaptor)[0]) == ["set"]


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    with Flask(__name__).app_context():
        yield People(tmp_path, "", most=2)


def one_present(people: People, collaborator: str) -> int:
    with Flask(__name__).test_request_context(environ_overrides={COLLABORATOR: collaborator}), people.present() as who:
        return id(who)


def test_memory_is_kept_for_so_many_people_only(people: People) -> None:
    for collaborator in ("ada", "bob", "cleo", "dora"):
        one_present(people, collaborator)
    assert list(people._people) == ["cleo", "dora"]


def test_a_person_with_a_request_under_way_is_never_made_twice(people: People) -> None:
    with (
        Flask(__name__).test_request_context(environ_overrides={COLLABORATOR: "ada"}),
        people.present() as ada,
    ):
        for collaborator in ("bob", "cleo", "dora"):
            one_present(people, collaborator)
        assert one_present(people, "ada") == id(ada)
