"""The data as archives, one a format; each is a release of its own when it is unpacked."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import zipfile
from pathlib import Path

from chuangwen_corpus.manifest import MANIFEST, Manifest
from chuangwen_corpus.publish import metadata
from chuangwen_corpus.publish.writers.files import described

STORED = ".parquet"
"""Is compressed already."""
_FILE_MODE = 0o100644
_UNIX = 3


def stem(data_version: str, form: str) -> str:
    """The name of an archive without its ending, and of the one folder in it."""
    return f"chuangwen-corpus-data-{data_version}-{form}"


def write(build: Path, manifest: Manifest, form: str, date: dt.date, folder: Path) -> Path:
    """Writes the archive of a format; the same release gives the same bytes.

    Args:
        build: The release of the data.
        manifest: Its manifest.
        form: One of its formats.
        date: The time of all files in the archive.
        folder: Where the archive is written to.
    """
    top = stem(manifest.data_version, form)
    archive = folder / f"{top}.zip"
    with zipfile.ZipFile(archive, "x") as packed:
        for path, content in sorted(members(build, manifest, form).items()):
            about = zipfile.ZipInfo(f"{top}/{path}", (date.year, date.month, date.day, 0, 0, 0))
            # Said here, as a ZipInfo says otherwise which system and umask made it.
            about.create_system, about.external_attr = _UNIX, _FILE_MODE << 16
            about.compress_type = zipfile.ZIP_STORED if path.endswith(STORED) else zipfile.ZIP_DEFLATED
            # The size is known before, so whether the entry is of ZIP64 does not depend on how it is written.
            about.file_size = content.stat().st_size if isinstance(content, Path) else len(content)
            source = content.open("rb") if isinstance(content, Path) else io.BytesIO(content)
            with source, packed.open(about, "w") as target:
                shutil.copyfileobj(source, target, 1 << 20)
    return archive


def members(build: Path, manifest: Manifest, form: str) -> dict[str, Path | bytes]:
    """The files of a release in one format, by path: its tables or documents, descriptions and a manifest for these."""
    facts = manifest.model_dump(mode="json", exclude_none=True) | {"formats": [form]}
    files = {path: about for path, about in facts.pop("files").items() if path.startswith(f"{form}/")}
    texts = {path: text.encode() for path, text in metadata.texts(facts, files).items()}
    own = Manifest.model_validate(
        {**facts, "files": files | {path: described(data) for path, data in texts.items()}}
    )
    return {**{path: build / path for path in files}, **texts, MANIFEST: own.text().encode()}


def manifest_of(archive: Path) -> bytes | None:
    """The manifest in an archive: what it says of every file; None if it is none of ours."""
    try:
        with zipfile.ZipFile(archive) as packed:
            return packed.read(f"{archive.stem}/{MANIFEST}")
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None
