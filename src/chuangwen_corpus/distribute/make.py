"""All files of a release, made beside its folder and put in its place when all are there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from chuangwen_corpus._version import __version__
from chuangwen_corpus.distribute import archives, notes, package, sbom, sums
from chuangwen_corpus.distribute.check import check as check_release
from chuangwen_corpus.distribute.earlier import check_data, earlier
from chuangwen_corpus.distribute.project import CHANGES, Project
from chuangwen_corpus.distribute.tools import Tell, need
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.publish.writers.replace import Target
from chuangwen_corpus.publish.writers.target import check as check_place
from chuangwen_corpus.publish.writers.workspace import workspace


def release(
    project: Path,
    build: Path | None = None,
    out: Path | None = None,
    *,
    check: bool = False,
    tell: Tell,
) -> Path:
    """Makes a release of a checkout; gives its folder.

    Args:
        project: The root of the checkout.
        build: The release of the data, by default `build` in it.
        out: The folder of the files, by default `dist` in it: not there, empty, or an earlier release and nothing else,
            which is replaced.
        check: Whether it is tested before it is put there.
        tell: Is told what is done.

    Raises:
        ChuangwenError: It cannot be made, or `check` found a fault; what was in `out` is as it was.
    """
    need("build", "hatchling", "cyclonedx_py", *(("twine",) if check else ()))
    source = Project.open(project, build)
    notes.section(source.text(CHANGES), __version__)
    folder = _place(source, out or project / "dist")
    for warning in (*source.warnings(), *notes.warnings(source.text(CHANGES), __version__)):
        tell(f"warning: {warning}")
    with tempfile.TemporaryDirectory(prefix="chuangwen-") as room, workspace(folder) as own:
        target = Target(folder, earlier(folder), own)
        copy = source.copied(Path(room) / "project", folder)  # edits of the checkout meanwhile change nothing
        with target.writing() as made:
            _write(copy, made, folder)
            for file in sorted(made.iterdir()):
                tell(f"made {file.name} ({file.stat().st_size:,} bytes)")
            if check:
                check_release(copy, made, tell)
    if target.left:
        tell(f"warning: {target.left}: holds files that were put into the earlier release meanwhile")
    return folder


def _place(source: Project, out: Path) -> Path:
    folder = check_place(out)
    data = Path(os.path.realpath(source.build))
    if data in (folder, *folder.parents):
        raise ChuangwenError(
            "lies in the folder of the data, where it would be taken for a part of them.", path=out,
            hint="Name another folder: --out.",
        )  # fmt: skip
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder


def _write(source: Project, made: Path, previous: Path) -> None:
    """Writes all files: first those that may be refused."""
    for form in source.manifest.formats:
        archives.write(source.build, source.manifest, form, source.date, made)
    check_data(previous, made)
    (made / sbom.name(__version__)).write_text(sbom.text(source, __version__), encoding="utf-8", newline="\n")
    package.write(source.folder, source.epoch, made)
    names = [file.name for file in made.iterdir()]
    text = notes.text(source, __version__, names)
    (made / notes.NAME).write_text(text, encoding="utf-8", newline="\n")
    sums.write(made)
