"""Parts of a build kept on disk, so that a build that was stopped, or has new pages, need not start again.

A part is found by what it was made of: the pages of its batch (path, bytes, provenance, id, corrections), the settings
of the build, and every file of the package. Whatever differs in one of these is another part.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections import Counter
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pyarrow as pa

from chuangwen_corpus._version import __version__
from chuangwen_corpus.annotate import made_by
from chuangwen_corpus.annotate.keywords import Words
from chuangwen_corpus.publish.steps.batch import Batch, Part, Settings
from chuangwen_corpus.publish.steps.packed import Packed
from chuangwen_corpus.publish.steps.stream import Stream
from chuangwen_corpus.records import Reject


class PartStore:
    """A folder of parts beside a release."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        self._wanted = wanted(settings)
        self._used: set[str] = set()

    def get(self, batch: Batch) -> Part | None:
        """The part of a batch, if it is there and whole."""
        file = self.file(batch)
        try:
            with zipfile.ZipFile(file) as archive:
                part = read(archive)
        except (OSError, zipfile.BadZipFile, KeyError, ValueError):
            return None
        return part

    def prune(self) -> None:
        """Throws away what this build did not ask for."""
        if self.folder.is_dir():
            for file in self.folder.iterdir():
                if file.name not in self._used:
                    file.unlink(missing_ok=True)

    def file(self, batch: Batch) -> Path:
        """Where the part of a batch is kept."""
        name = f"{made_of(batch, self._wanted)}.part"
        self._used.add(name)
        return self.folder / name


def wanted(settings: Settings) -> str:
    """A digest of what parts depend on beside their pages: settings and pipeline."""
    lists = settings.lists.digest if settings.lists else ""
    whole = "text without speech" if settings.text_without_speech else ""
    models = made_by(settings.layers).values()
    return _digest(
        pipeline_version(),
        settings.engine,
        lists,
        whole,
        *models,
        *settings.layers,
        "|",
        *settings.formats,
        "|",
        *sorted(settings.recurring),
    )


def made_of(batch: Batch, *more: str) -> str:
    """A digest of what a part is made of: its pages, and whatever else it depends on."""
    said = (
        value
        for page in batch
        for value in (
            page.path,
            page.sha256,
            page.document_id,
            page.provenance.model_dump_json(),
            str(page.withdrawn),
            repr(page.corrections),
        )
    )
    return _digest(*more, *said)


def write_part(file: Path, part: Part) -> None:
    """Keeps a part; a stop in the middle leaves no half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}.tmp")
    with zipfile.ZipFile(unfinished, "w") as archive:
        write(archive, part)
    unfinished.replace(file)


@cache
def pipeline_version() -> str:
    """The package's version and a digest of all its files: what a part depends on beside pages and settings."""
    digest = hashlib.sha256()
    for name, data in sorted(_package(files("chuangwen_corpus"), "")):
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return f"{__version__} {digest.hexdigest()}"


_NO_PART_DEPENDS_ON = ("__pycache__", "release", "page")
"""Folders of the package: compiled modules, the released corpus, the corpus page for browsers."""


def _package(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name not in _NO_PART_DEPENDS_ON:
                found += _package(entry, f"{path}{entry.name}/")
        elif not entry.name.endswith(".pyc"):
            found.append((f"{path}{entry.name}", entry.read_bytes()))
    return found


def _digest(*values: str) -> str:
    return hashlib.sha256("\0".join(values).encode("utf-8", "surrogatepass")).hexdigest()


def write(archive: zipfile.ZipFile, part: Part) -> None:
    """Writes all that a part holds as members of an archive."""
    for name, stream in part.tables.items():
        archive.writestr(f"tables/{name}", stream.data)
    sizes: dict[str, int] = {}
    texts = {"documents.jsonl": b"".join(part.json_lines)}
    for name, rows in part.csv.items():
        texts[f"csv/{name}"] = rows
    for name, text in texts.items():
        archive.writestr(name, pa.compress(text, codec="lz4", asbytes=True))
        sizes[name] = len(text)
    about: dict[str, Any] = {
        "sizes": sizes,
        "sources": part.sources,
        "texts": [(document_id, speech_id, digest.hex()) for document_id, speech_id, digest in part.texts],
        "sketches": list(map(len, part.sketches)),
        "withdrawn": [(path, digest.hex()) for path, digest in part.withdrawn],
        "withdrawn_sketches": [(path, len(sketch)) for path, sketch in part.withdrawn_sketches],
        "corrected": part.corrected,
        "words": part.words,
        "rejects": [reject.model_dump() for reject in part.rejects],
        "anomalies": part.anomalies,
        "annotations": part.annotations,
    }
    archive.writestr(
        "sketches", b"".join([*part.sketches, *(sketch for _, sketch in part.withdrawn_sketches)])
    )
    archive.writestr("about.json", json.dumps(about, ensure_ascii=False))


def read(archive: zipfile.ZipFile) -> Part:
    """The part that `write` has written.

    Raises:
        KeyError: It is not whole.
    """
    about = json.loads(archive.read("about.json"))
    texts = {
        name: pa.decompress(archive.read(name), size, codec="lz4", asbytes=True)
        for name, size in about["sizes"].items()
    }
    names = [name for name in archive.namelist() if name.startswith("tables/")]
    sketches = io.BytesIO(archive.read("sketches"))
    return Part(
        tables={name.removeprefix("tables/"): Stream(None, archive.read(name)) for name in names},
        json_lines=Packed.of([texts["documents.jsonl"]]),
        csv={name.removeprefix("csv/"): text for name, text in texts.items() if name.startswith("csv/")},
        sources=[(path, sha256, document_id) for path, sha256, document_id in about["sources"]],
        texts=[
            (document_id, speech_id, bytes.fromhex(digest))
            for document_id, speech_id, digest in about["texts"]
        ],
        sketches=[sketches.read(size) for size in about["sketches"]],
        withdrawn=[(path, bytes.fromhex(digest)) for path, digest in about["withdrawn"]],
        withdrawn_sketches=[(path, sketches.read(size)) for path, size in about["withdrawn_sketches"]],
        corrected=[(path, sha256, tuple(misfits)) for path, sha256, misfits in about["corrected"]],
        words=[Words(a, b, total, *map(tuple, columns)) for a, b, total, *columns in about["words"]],
        rejects=[Reject.model_validate(reject) for reject in about["rejects"]],
        anomalies=Counter(about["anomalies"]),
        annotations=Counter(about["annotations"]),
    )
