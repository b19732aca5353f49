"""`RELEASE-NOTES.md`: what a release is, what has changed, and how to see that it is whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chuangwen_corpus import rights
from chuangwen_corpus.distribute.archives import stem
from chuangwen_corpus.distribute.project import CHANGES, Project
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.manifest import Manifest

NAME = "RELEASE-NOTES.md"
UNRELEASED = "Unreleased"
_COUNTED = ("documents", "speeches", "sections", "paragraphs", "sentences", "tokens", "annotations")
_HEADING = regex(r"^## \[([^\]\n]+)\].*$", re.MULTILINE)
_HOLDS = (
    ("-parquet.zip", "the data as Parquet, for programs; what `cw.load` reads"),
    ("-csv.zip", "the data as CSV, with a Data Package"),
    ("-json.zip", "the data as JSON Lines, a document a line"),
    (".whl", "the package, with the data as Parquet in it"),
    (".tar.gz", "the source of the package, with pages, data and tests"),
    (".cdx.json", "bill of materials (CycloneDX): what the package needs, with versions and licences"),
)


def text(project: Project, version: str, names: Sequence[str]) -> str:
    """The notes of a release.

    Args:
        project: What it is made of.
        version: That of the package.
        names: The other files of the release.

    Raises:
        ChuangwenError: The changes have no section for it.
    """
    about = project.manifest
    holds = "\n".join(f"| `{name}` | {_held(name)} |" for name in sorted(names))
    counts = "\n".join(f"| {name} | {about.tables[name].rows:,} |" for name in _COUNTED)
    return f"""# {rights.NAME} {version}, data {about.data_version}

{about.title}. Published {project.date.isoformat()}; package {version}, data {about.data_version}, columns of schema {about.schema_version}.

| file | holds |
|---|---|
{holds}

| table | rows |
|---|---:|
{counts}

## Changes

{section(project.text(CHANGES), version)}

## How to verify

In the folder of the files, all of them or those you took:

```sh
sha256sum --ignore-missing -c SHA256SUMS
```

{_verify(about, names)}
All files are made anew from the source of this version with `chuangwen release`, byte for byte, by the same Python with the versions
of `constraints.txt`: their time is the date of publication (`SOURCE_DATE_EPOCH={project.epoch}`).
"""


def _verify(about: Manifest, names: Sequence[str]) -> str:
    """How an archive of the data is held against its manifest."""
    top = stem(about.data_version, about.formats[0])
    wheel = next(name for name in names if name.endswith(".whl"))
    return f"""An archive of the data holds one folder, a release of its own with a manifest; unpacked, it is checked with the package:

```sh
pip install ./{wheel}
unzip {top}.zip
chuangwen validate {top}
```
"""


def section(changes: str, version: str) -> str:
    r"""The changes of a version, those not yet released if it has no section.

    Raises:
        ChuangwenError: There is neither, or nothing in it.

    >>> section("## [Unreleased]\n- a\n\n## [1.0.0] - 2026-01-02\n- b\n", "1.0.0")
    '- b'
    >>> section("## [Unreleased]\n- a\n\n## [1.0.0] - 2026-01-02\n- b\n", "1.1.0")
    '- a'
    """
    found = _sections(changes)
    name = version if version in found else UNRELEASED
    if not found.get(name):
        raise ChuangwenError(
            f"says nothing of version {version}.", path=CHANGES,
            hint=f"Write what has changed under a heading ## [{version}] or ## [{UNRELEASED}].",
        )  # fmt: skip
    return found[name]


def warnings(changes: str, version: str) -> list[str]:
    """What is odd about the changes of a version."""
    found = _sections(changes)
    if version in found and found.get(UNRELEASED):
        return [
            f"{CHANGES} has changes that are not released beside those of {version}; the notes name those of {version} only"
        ]
    return []


def _sections(changes: str) -> dict[str, str]:
    headings = list(_HEADING.finditer(changes))
    ends = [heading.start() for heading in headings[1:]] + [len(changes)]
    return {heading[1]: changes[heading.end() : end].strip() for heading, end in zip(headings, ends)}


def _held(name: str) -> str:
    return next(what for ending, what in _HOLDS if name.endswith(ending))
