"""Keeps collaborators' labels and gene sets apart: each has a folder, a transaction count and a lock of their own."""

import base64
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pandas as pd
from flask import request
from server.common.annotations.annotations import Annotations
from server.common.annotations.local_file_csv import AnnotationsLocalFile
from server.common.errors import ObsoleteRequest
from server.data_common.data_adaptor import DataAdaptor

from annotate_host import saves
from annotate_host.gate import COLLABORATOR

GeneSets = Any  # Annotate passes them as a list from the page and as a dict from a file.

EVERYTHING_ALLOWED = {"user-annotations": True, "genesets-save": True}
MOST_PEOPLE_IN_MEMORY = 64


class Person(AnnotationsLocalFile):
    """One collaborator's cell labels and gene sets.

    Fixed file names make Annotate's page skip its "name your directory" dialog, and leave nothing to a cookie.

    Parameters
    ----------
    collaborator
        The collaborator's id.
    folder
        Where their files are; made with the first save.
    note
        Comment for the top of the files. Annotate's own names the dataset's place on the owner's disk.
    """

    def __init__(self, collaborator: str, folder: Path, note: str) -> None:
        self.labels_file = folder / "cell-labels.csv"
        self.gene_sets_file = folder / "gene-sets.csv"
        super().__init__(EVERYTHING_ALLOWED, None, str(self.labels_file), str(self.gene_sets_file))
        self.requests = 0
        self._collaborator = collaborator
        self._note = note

    def set_collection(self, name: str) -> None:
        """Do nothing: the names are fixed."""

    def read_labels(self, data_adaptor: DataAdaptor) -> pd.DataFrame:
        """Labels from memory, else from the file."""
        with self.label_lock:
            from_file = self.last_label_fname is None
            labels = super().read_labels(data_adaptor)
            names = data_adaptor.get_obs_index()
            if from_file and len(labels) == len(names) and (labels.index.astype(object) == names).all():
                # All people's labels share one list of cell names; read from a file, each would bring its own.
                labels.index = names
            return labels

    def write_labels(self, df: pd.DataFrame, data_adaptor: DataAdaptor) -> None:
        """Save labels; they are on the disk when this returns."""
        with self.label_lock:
            saves.save(self.labels_file, lambda file: saves.write_labels(file, df, self._note))
            self.last_label_fname = self.label_output_file
            self.last_labels = df

    def read_gene_sets(self, data_adaptor: DataAdaptor, context: Any = None) -> tuple[GeneSets, int]:
        """Gene sets and the number of this person's last save in this process."""
        with self.gene_sets_lock:
            if self.last_geneset is None:
                stored = saves.read_gene_sets(self.gene_sets_file) if self.gene_sets_file.exists() else {}
                self.last_geneset = data_adaptor.check_new_gene_sets(stored, context)
            return self.last_geneset, self.last_geneset_tid

    def write_gene_sets(self, gene_sets: GeneSets, tid: Any, data_adaptor: DataAdaptor) -> None:
        """Save gene sets; they are on the disk when this returns.

        Raises
        ------
        ValueError
            `tid` is not a number, or the gene sets are not valid.
        ObsoleteRequest
            This person has saved with this or a higher `tid` already.
        """
        if type(tid) is not int or tid < 0:
            raise ValueError("tid must be a positive integer")
        gene_sets = data_adaptor.check_new_gene_sets(gene_sets)
        with self.gene_sets_lock:
            if tid <= self.last_geneset_tid:
                raise ObsoleteRequest("TID is stale.")
            table = self.gene_sets_to_csv(gene_sets)
            saves.save(self.gene_sets_file, lambda file: saves.write_gene_sets(file, table, self._note))
            # Only now: a save that failed can be tried again with the same number.
            self.last_geneset_tid = tid
            self.last_geneset = (
                gene_sets if isinstance(gene_sets, dict) else {entry["geneset_name"]: entry for entry in gene_sets}
            )

    def _get_userdata_idhash(self, data_adaptor: DataAdaptor) -> str:
        """Annotate's would start a session, and with it a cookie."""
        return base64.b32encode(blake2b(self._collaborator.encode(), digest_size=5).digest()).decode("ascii")


class People(Annotations):
    """What Annotate takes for its one annotations object; each call goes to the person the request is for.

    Parameters
    ----------
    root
        Folder with one folder a collaborator.
    note
        Comment for the top of saved files.
    most
        How many people are kept in memory; who was away longest is read from the files again.
    """

    def __init__(self, root: Path, note: str, most: int = MOST_PEOPLE_IN_MEMORY) -> None:
        super().__init__(EVERYTHING_ALLOWED)
        self._root = root
        self._note = note
        self._most = most
        self._people: OrderedDict[str, Person] = OrderedDict()
        self._choosing = threading.Lock()

    def is_safe_collection_name(self, name: str) -> bool:
        """Tell whether the page may send this collection name; it is checked as before, and not used."""
        return AnnotationsLocalFile.is_safe_collection_name(self, name)

    def set_collection(self, name: str) -> None:
        """Do nothing: the names are fixed."""

    def read_labels(self, data_adaptor: DataAdaptor) -> pd.DataFrame:
        """Read the labels of the person who asks."""
        with self.present() as person:
            return person.read_labels(data_adaptor)

    def write_labels(self, df: pd.DataFrame, data_adaptor: DataAdaptor) -> None:
        """Save the labels of the person who asks."""
        with self.present() as person:
            person.write_labels(df, data_adaptor)

    def read_gene_sets(self, data_adaptor: DataAdaptor, context: Any = None) -> tuple[GeneSets, int]:
        """Read the gene sets of the person who asks."""
        with self.present() as person:
            return person.read_gene_sets(data_adaptor, context)

    def write_gene_sets(self, gs: GeneSets, tid: Any, data_adaptor: DataAdaptor) -> None:
        """Save the gene sets of the person who asks."""
        with self.present() as person:
            person.write_gene_sets(gs, tid, data_adaptor)

    def update_parameters(self, parameters: dict[str, Any], data_adaptor: DataAdaptor) -> None:
        """Tell the page of the person who asks what it may do."""
        with self.present() as person:
            person.update_parameters(parameters, data_adaptor)

    @contextmanager
    def present(self) -> Iterator[Person]:
        """The person the current request is for; there is only ever one object, and so one lock, for each."""
        collaborator = request.environ[COLLABORATOR]
        with self._choosing:
            person = self._people.pop(collaborator, None)
            if person is None:
                person = Person(collaborator, self._root / collaborator, self._note)
            self._people[collaborator] = person
            person.requests += 1
            self._forget_idle()
        try:
            yield person
        finally:
            with self._choosing:
                person.requests -= 1

    def _forget_idle(self) -> None:
        excess = len(self._people) - self._most
        idle = [name for name, person in self._people.items() if person.requests == 0]
        for name in idle[: max(excess, 0)]:
            del self._people[name]
