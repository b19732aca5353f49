"""Checks a release against its contract and names each fault."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from chuangwen_corpus.corpus import Corpus
from chuangwen_corpus.manifest import Manifest
from chuangwen_corpus.places import Place
from chuangwen_corpus.publish.validation import descriptions, documents, files, listing, outcomes, rows, views
from chuangwen_corpus.publish.validation.opened import MOST_FAULTS_A_CHECK, Release, guarded


def faults(folder: Path) -> Iterator[str]:
    """Every fault of a release: path or table, place, and what is wrong there. No table is held whole.

    Checked are manifest, files and hashes; the columns, rows and order of each table, its ids and what they point at;
    CSV and JSON against Parquet; each document; and what became of the inputs. A broken part is one fault and ends no
    check of another.

    Raises:
        LoadError: There is no release to check, or its manifest cannot be read.
    """
    release = Release(folder, Corpus(folder, Manifest.read(Place.of(folder))))
    for place, check, most in (
        ("manifest.json", partial(listing.faults, release.manifest), sys.maxsize),
        ("files", partial(files.faults, release), sys.maxsize),
        ("descriptions", partial(descriptions.faults, release), sys.maxsize),
        ("tables", partial(rows.faults, release), sys.maxsize),
        ("views", partial(views.faults, release), sys.maxsize),
        ("documents", partial(documents.faults, release), MOST_FAULTS_A_CHECK),
        ("sources", partial(outcomes.faults, release), MOST_FAULTS_A_CHECK),
    ):
        yield from guarded(place, check, most)
