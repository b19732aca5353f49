"""Compares the descriptions of a release (README, Data Package, Croissant, citation) with the manifest."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from chuangwen_corpus._version import __version__
from chuangwen_corpus.manifest import MOST_BYTES, Manifest, parsed
from chuangwen_corpus.publish import metadata
from chuangwen_corpus.publish.metadata.names import described
from chuangwen_corpus.publish.validation.opened import Release, said


def faults(release: Release) -> Iterator[str]:
    """Descriptions that say another thing than the manifest."""
    for path, check in (("datapackage.json", _data_package), ("croissant.json", _croissant)):
        if path in release.there:
            try:
                yield from (
                    f"{path}: {fault}" for fault in check(release.manifest, parsed(_read(release, path)))
                )
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError) as error:
                yield f"{path}: is no description of a release ({said(error)})"
    if release.manifest.package_version != __version__:
        return  # another version words them otherwise
    about = release.manifest.model_dump(exclude_none=True)
    for path, text in metadata.texts(about, about["files"]).items():
        if path in release.there and _read(release, path) != text.encode():
            yield f"{path}: is not what version {__version__} writes of such a release"


def _read(release: Release, path: str) -> bytes:
    with (release.folder / path).open("rb") as file:
        return file.read(MOST_BYTES)


def _data_package(manifest: Manifest, value: Any) -> Iterator[str]:
    resources = {one["path"]: (one["hash"], one["bytes"]) for one in value["resources"]}
    yield from _differences(
        resources, {path: (f"sha256:{about.sha256}", about.bytes) for path, about in _csv(manifest)}
    )


def _croissant(manifest: Manifest, value: Any) -> Iterator[str]:
    listed = {one["contentUrl"]: one["sha256"] for one in value["distribution"]}
    about = manifest.model_dump()
    paths = itertools.chain.from_iterable(described(about, about["files"]).values())
    yield from _differences(listed, {path: manifest.files[path].sha256 for path in paths})


def _csv(manifest: Manifest) -> Iterator[tuple[str, Any]]:
    return ((path, about) for path, about in manifest.files.items() if path.startswith("csv/"))


def _differences(found: dict[str, Any], expected: dict[str, Any]) -> Iterator[str]:
    for path in sorted(found.keys() | expected.keys()):
        if found.get(path) != expected.get(path):
            yield f"{path}: hash and size are not those of the manifest"
