"""The release that a new one replaces: what in its folder is ours, and that a version stands for one content."""

from __future__ import annotations

import stat
from pathlib import Path

from chuangwen_corpus.distribute import sums
from chuangwen_corpus.distribute.archives import manifest_of
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.publish.writers.hashing import file_sha256
from chuangwen_corpus.publish.writers.previous import LITTER, Previous


def earlier(folder: Path) -> Previous | None:
    """The release in a folder; None if it is not there or empty.

    Raises:
        ChuangwenError: It holds anything else.
    """
    if not folder.is_dir():
        return None
    found = {file.name: file.lstat() for file in sorted(folder.iterdir())}
    if found.keys() <= LITTER:
        return None
    listed = sums.read(folder)
    strange = [
        name
        for name, about in found.items()
        if name not in {*LITTER, sums.NAME}
        and not (
            name in listed and stat.S_ISREG(about.st_mode) and file_sha256(folder / name) == listed[name]
        )
    ]
    if strange or not listed:
        raise ChuangwenError(
            f"holds files that are no release as {sums.NAME} lists it, so it is left alone: "
            f"{', '.join((strange or sorted(found))[:10])}.", path=folder,
            hint="Move them away, or name another folder: --out.",
        )  # fmt: skip
    return Previous(folder, 0, {name: (a.st_ino, a.st_size, a.st_mtime_ns) for name, a in found.items()})


def check_data(previous: Path, made: Path) -> None:
    """Sees that the data of the same version in both folders are the same.

    What counts is what the manifests say of each file: how an archive is compressed differs between versions of zlib.

    Raises:
        ChuangwenError: They are not.
    """
    for archive in sorted(made.glob("*.zip")):
        old = previous / archive.name
        if old.exists() and manifest_of(old) != manifest_of(archive):
            raise ChuangwenError(
                "holds other data under the same version.", path=old,
                hint="Raise data_version in raw/release.toml and run chuangwen build; or, if it was never published, remove the folder.",
            )  # fmt: skip
