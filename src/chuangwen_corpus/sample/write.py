"""A folder of made-up pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.sample.pages import Page, Pages

MOST_PAGES = 10_000_000
"""Pages that names have digits for."""

_SOURCES = """# These pages are made up: nobody gave these speeches, and no place in them is meant.

["**"]
publisher = "chuangwen sample"
rights = "MIT, as the program that wrote it; no rights of others, as the text is made up"
note = "Synthetic: written by `chuangwen sample {count} --seed {seed} --reuse {reuse}`; not a source."
"""
_RELEASE = """title = "Made-up speeches, seed {seed}"
description = "Synthetic: {count:,} pages of made-up speeches, to try the package with. Nobody gave them."
"""


@dataclass(frozen=True)
class Written:
    """What was written."""

    pages: int
    speeches_copied: int
    bytes: int
    """Of the pages."""
    truth: Path
    """The file that says which speech is made from which."""


def write(count: int, folder: Path, *, seed: int = 0, reuse: float = 0.3) -> Written:
    """Writes pages of made-up speeches, one after the other: memory does not depend on how many.

    The same count, seed and share give the same bytes on every machine. Beside the folder stands a file with its name and
    ``.reuse.jsonl``: a line for each speech that is made from another (docs/sample.md).

    Args:
        count: How many pages.
        folder: Where to; it must not be there, or be empty.
        seed: Any number.
        reuse: Share of the speeches that are made from an earlier one, from 0 to 1.

    Raises:
        ChuangwenError: The folder holds something, the other file is there, or a number is out of range.
    """
    if not 1 <= count <= MOST_PAGES:
        raise ChuangwenError(
            f"{count:,} pages are asked for.", hint=f"From 1 to {MOST_PAGES:,} can be written."
        )
    if not 0 <= reuse <= 1:
        raise ChuangwenError(f"--reuse is {reuse}.", hint="It is a share, from 0 to 1.")
    if not folder.name or ".." in folder.parts:
        # ``.`` and ``..`` name no folder that a file stands beside, and ``new/..`` is not there before new is.
        folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ChuangwenError(
            "holds something already; nothing was written.", path=folder, hint="Name another folder."
        )
    truth = folder.with_name(f"{folder.name}.reuse.jsonl")
    if truth.exists():
        raise ChuangwenError(
            "is there already; nothing was written.", path=truth, hint="Name another folder, or take it away."
        )
    folder.mkdir(parents=True, exist_ok=True)
    size = copies = 0
    pages = Pages(seed, reuse)
    for name, text in (("sources.toml", _SOURCES), ("release.toml", _RELEASE)):
        (folder / name).write_text(
            text.format(count=count, seed=seed, reuse=reuse), encoding="utf-8", newline="\n"
        )
    with truth.open("x", encoding="utf-8", newline="\n") as lines:
        for page in pages(count):
            file = folder / page.name
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(page.data)
            size += len(page.data)
            copies += len(page.copied)
            lines.writelines(truth_lines(pages, page))
    return Written(count, copies, size, truth)


def truth_lines(pages: Pages, page: Page) -> list[str]:
    """What is known of the copies on a page: a line of JSON each."""
    return [
        json.dumps(
            {
                "page": page.name,
                "speech": one.speech + 1,
                "of_page": pages.name(one.of.page),
                "of_speech": one.of.speech + 1,
                "kind": one.copy.kind,
                "changed": round(one.copy.changed, 4),
                "share": round(one.copy.share, 4),
                "sentences": [
                    {"text": taken.text, "of": taken.of, "changed": round(taken.changed, 4)}
                    for taken in one.copy.taken
                ],
            },
            ensure_ascii=False,
        )
        + "\n"
        for one in page.copied
    ]
