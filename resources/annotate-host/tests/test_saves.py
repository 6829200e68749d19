"""A save is whole or has not happened, and earlier ones are kept in bounded number."""

import os
import threading
from datetime import datetime
from pathlib import Path
from typing import IO, Any, NoReturn

import pytest

from annotate_host import saves


def write(path: Path, text: str) -> None:
    saves.save(path, lambda file: file.write(text))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ada" / "cell-labels.csv"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A clock that is a second later each time it is looked at, so that each backup has a name of its own."""

    class Clock(datetime):
        seconds = 0

        @classmethod
        def now(cls) -> Any:
            cls.seconds += 1
            return datetime.fromtimestamp(1_700_000_000 + cls.seconds)

    monkeypatch.setattr(saves, "datetime", Clock)
    return Clock


def test_the_folder_is_made_for_the_owner_only(path: Path) -> None:
    write(path, "first")
    assert path.read_text() == "first"
    assert path.parent.stat().st_mode & 0o777 == 0o700


def fail(*args: object) -> NoReturn:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_in_the_middle_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    write(path, "old")
    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="No space left"):
        write(path, "new")
    assert path.read_text() == "old"
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]


def test_a_failure_while_writing_leaves_the_old_file(path: Path) -> None:
    def write_half(file: IO[str]) -> None:
        file.write("half")
        raise UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")

    write(path, "old")
    with pytest.raises(UnicodeEncodeError):
        saves.save(path, write_half)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.read_text() == "old"


def test_the_new_file_is_on_the_disk_before_it_takes_the_old_one_s_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = []
    for name in ("fsync", "replace"):
        call = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *args, name=name, call=call: (steps.append(name), call(*args))[1])
    path.parent.mkdir()
    write(path, "new")
    assert steps == ["fsync", "replace", "fsync"]


def test_what_a_crash_left_beside_is_no_obstacle(path: Path) -> None:
    write(path, "old")
    path.with_name(".cell-labels.csv.new").write_text("left by a crash")
    write(path, "new")
    assert path.read_text() == "new"
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]


@pytest.mark.usefixtures("clock")
def test_the_last_nine_are_kept(path: Path) -> None:
    for number in range(14):
        write(path, str(number))
    backups = sorted((path.parent / "cell-labels-backups").iterdir())
    assert [backup.read_text() for backup in backups] == [str(number) for number in range(4, 13)]


def test_backups_work_without_hard_links(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", fail)
    write(path, "old")
    write(path, "new")
    [backup] = (path.parent / "cell-labels-backups").iterdir()
    assert (backup.read_text(), path.read_text()) == ("old", "new")


def test_leaving_waits_for_a_save_but_not_for_ever(path: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def write_slowly(file: IO[str]) -> None:
        begun.set()
        go_on.wait()
        file.write("whole")

    saving = threading.Thread(target=saves.save, args=(path, write_slowly))
    saving.start()
    assert begun.wait(10)
    assert saves.settle(0.01) is False
    go_on.set()
    assert saves.settle(10) is True
    assert path.read_text() == "whole"
    saving.join()


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "# only a comment\n"])
def test_a_file_that_is_no_table_of_gene_sets_is_an_error(path: Path, text: str) -> None:
    write(path, text)
    with pytest.raises(ValueError, match="column headings"):
        saves.read_gene_sets(path)


def test_a_gene_set_without_a_name_is_an_error(path: Path) -> None:
    write(path, ",".join(saves.GENE_SETS_HEADER) + "\n,x,gene1,\n")
    with pytest.raises(ValueError, match="without a name in line 2"):
        saves.read_gene_sets(path)


def test_a_note_cannot_break_out_of_its_comment(path: Path) -> None:
    table = ",".join(saves.GENE_SETS_HEADER) + "\r\nset,,gene1,\r\n"
    saves.save(path, lambda file: saves.write_gene_sets(file, table, "from a\nb\r.h5ad"))
    assert list(saves.read_gene_sets(path)) == ["set"]
