"""How well a folder of pages is parsed, against gold written by readers: right or wrong, a measure and page at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from chuangwen_corpus.errors import ChuangwenError, SourceError
from chuangwen_corpus.evaluate.compare import Difference, differences
from chuangwen_corpus.evaluate.figures import Share
from chuangwen_corpus.evaluate.gold import HINT, Gold, read
from chuangwen_corpus.evaluate.measures import MEASURES, RESTORED, judged
from chuangwen_corpus.genre.own import Lists
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.read.documents import is_document
from chuangwen_corpus.read.entry_names import is_entry_file

NO_PAGES = (".json", ".expected.md", ".gold", ".src", ".py")
"""How names end of what lies beside pages and is none."""


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of a page."""

    page: str
    """The name of its file."""
    gold: Gold
    judged: dict[str, bool]
    """Whether it is right, by measure; a measure that its gold says nothing of is left out."""
    differences: list[Difference]

    @property
    def right(self) -> bool:
        """Whether all that is judged is right."""
        return all(self.judged.values())


@dataclass(slots=True)
class Evaluation:
    """The results of a folder of pages."""

    pages: list[PageResult] = field(default_factory=list)

    def figure(self, measure: str) -> Share:
        """The pages that are right in a measure, of those that are judged in it."""
        found = [page.judged[measure] for page in self.pages if measure in page.judged]
        return Share(sum(found), len(found))

    @property
    def whole(self) -> Share:
        """The pages that are right in all."""
        return Share(sum(page.right for page in self.pages), len(self.pages))

    def differences(self) -> Iterator[str]:
        """Every difference in words, with its page and its measure."""
        for page in self.pages:
            for measure, difference in page.differences:
                yield f"{page.page}: {measure}: {difference}"

    def write_rows(self, file: Path) -> None:
        """Writes a CSV file of one row a page: its name and kinds, each judgement as 1, 0 or nothing, and no text.

        Raises:
            ChuangwenError: The file cannot be written.
        """
        try:
            # A page's name may be no Unicode.
            with file.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
                rows = csv.writer(stream, lineterminator="\n")
                rows.writerow(
                    ["page", "kind", "url_kind", *(name.replace(" ", "_") for name in MEASURES), "right"]
                )
                for page in self.pages:
                    values = [page.judged.get(measure) for measure in MEASURES] + [page.right]
                    cells = ["" if value is None else int(value) for value in values]
                    rows.writerow([page.page, page.gold.kind, page.gold.url_kind, *cells])
        except OSError as error:
            raise ChuangwenError(f"cannot be written ({error.strerror}).", path=file) from None


def evaluate(pages: Path, gold: Path, lists: Lists | None = None) -> Evaluation:
    """Parses every page of a folder and compares it with its gold.

    Args:
        pages: Folder of pages; folders in it are not looked into.
        gold: Folder of gold files, `<name of the page>.json` or `<name without its ending>.json`; may be the same.
        lists: A user's own lists.

    Raises:
        ChuangwenError: A gold file is broken, a page has no gold, or a gold file no page. No page is parsed then.
    """
    return Evaluation([evaluate_page(page, wanted, lists) for page, wanted in with_gold(pages, gold)])


def evaluate_page(page: Path, gold: Gold, lists: Lists | None = None) -> PageResult:
    """Parses a page and compares it; one that is rejected or ends in an exception is wrong in all that is judged."""
    measures = judged(gold)
    if not is_document(page.name):  # of a Word file or a PDF the text comes back, not the file
        measures.add(RESTORED)
    try:
        document = parse(page, lists=lists)
        found = list(differences(document, gold))
        if RESTORED in measures and document.restore() != page.read_bytes():
            found.append((RESTORED, "the bytes do not come back"))
    except SourceError as error:
        found = [
            (measure, f"the page is rejected ({error.reason})") for measure in MEASURES if measure in measures
        ]
    except Exception as error:  # noqa: BLE001  # whatever it is, the page is wrong and the others are judged
        fault = f"the page ends in {type(error).__name__}: {error}"
        found = [(measure, fault) for measure in MEASURES if measure in measures]
    wrong = {measure for measure, _ in found}
    return PageResult(
        page.name, gold, {name: name not in wrong for name in MEASURES if name in measures}, found
    )


def with_gold(pages: Path, gold: Path) -> list[tuple[Path, Gold]]:
    """The pages of a folder by name, each with its gold.

    Raises:
        ChuangwenError: There is no such folder or no page, a gold file is broken, a page has no gold or two, or a gold
            file no page or two.
    """
    golds = {file.name: file for file in _files(gold) if file.name.endswith(".json")}
    taken: dict[str, Path] = {}
    found = []
    for page in filter(_is_page, _files(pages)):
        names = [name for name in dict.fromkeys((f"{page.name}.json", f"{page.stem}.json")) if name in golds]
        if not names:
            raise ChuangwenError(f"has no gold in {gold} ({page.name}.json).", path=page, hint=HINT)
        if len(names) > 1:
            raise ChuangwenError(
                f"has two gold files in {gold}: {' and '.join(names)}.", path=page, hint=HINT
            )
        if other := taken.get(names[0]):
            hint = f"Call it {other.name}.json or {page.name}.json."
            message = f"is the gold of two pages, {other.name} and {page.name}."
            raise ChuangwenError(message, path=golds[names[0]], hint=hint)
        taken[names[0]] = page
        found.append((page, read(golds[names[0]])))
    if lonely := [file for name, file in golds.items() if name not in taken]:
        raise ChuangwenError(f"is the gold of no page in {pages}.", path=lonely[0], hint=HINT)
    if not found:
        raise ChuangwenError("holds no pages.", path=pages, hint=HINT)
    return found


def _files(folder: Path) -> list[Path]:
    try:
        return sorted((file for file in folder.iterdir() if file.is_file()), key=lambda file: file.name)
    except OSError as error:
        raise ChuangwenError(f"is no folder that can be read ({error.strerror}).", path=folder) from None


def _is_page(file: Path) -> bool:
    other = file.name.startswith((".", "README")) or file.name.endswith(NO_PAGES) or is_entry_file(file.name)
    return not other
