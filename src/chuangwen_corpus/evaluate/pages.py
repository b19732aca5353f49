"""How well pages are parsed: precision, recall and F1 against a gold standard written by readers.

A gold file is JSON with the name of its page and `.json` behind it:

    {"title": "…", "speeches": [{"title": "…", "salutation": "…", "opens": "…", "closes": "…",
      "sections": [[1, "一、", "heading"], …]}], "anomalies": ["stray_space", …],
     "furniture": ["what must not stand in a speech", …]}

`opens` and `closes` are the first and the last words of the speech's text. A key that is left out
is not judged. Texts are compared without white space, in full-width punctuation.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chuangwen_corpus.errors import ChuangwenError, SourceError
from chuangwen_corpus.pipeline import parse
from chuangwen_corpus.records import Document, Speech

MEASURES = (
    "boundaries", "sections, level 1", "sections, level 2", "sections, level 3-4", "titles", "salutations",
    "furniture", "anomalies", "restored",
)  # fmt: skip


@dataclass(slots=True)
class Score:
    """Counts of one measure. For titles and salutations found, expected and right are speeches."""

    right: int = 0
    found: int = 0
    expected: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 if nothing was."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what was expected that was found; 1 if nothing was."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Evaluation:
    """Scores by measure, and each confusion in words."""

    scores: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in MEASURES})
    confusions: list[str] = field(default_factory=list)
    pages: int = 0

    def count(self, measure: str, found: Iterable[Any], expected: Iterable[Any], page: str) -> None:
        """Counts what was found against what was expected, both as multisets."""
        got, gold = Counter(found), Counter(expected)
        score = self.scores[measure]
        score.right += sum((got & gold).values())
        score.found += sum(got.values())
        score.expected += sum(gold.values())
        for what, items in (("missed", gold - got), ("too many", got - gold)):
            self.confusions += [f"{page}: {measure}: {what}: {item}" for item in items.elements()]


def evaluate(pages: Path, gold: Path) -> Evaluation:
    """Parses every page that has a gold file and compares.

    Args:
        pages: Folder of pages.
        gold: Folder of gold files, `<name of the page>.json`.

    Raises:
        ChuangwenError: A gold file is broken, or its page is not there.
    """
    found = Evaluation()
    files = sorted(gold.glob("*.json"))
    if not files:
        raise ChuangwenError("holds no gold files (*.json).", path=gold)
    for file in files:
        page = pages / file.stem
        try:
            wanted = json.loads(file.read_text(encoding="utf-8"))
            data = page.read_bytes()
        except (OSError, ValueError) as error:
            raise ChuangwenError(f"cannot be used ({error}).", path=file) from None
        found.pages += 1
        _compare(found, page.name, data, wanted)
    return found


def _compare(found: Evaluation, page: str, data: bytes, gold: dict[str, Any]) -> None:
    try:
        document = parse(data)
    except SourceError as error:
        found.count("boundaries", [], [_key(s) for s in gold.get("speeches", [])], page)
        found.count("anomalies", [f"rejected {error.reason}"], gold.get("anomalies", []), page)
        return
    found.count("restored", [document.restore() == data], [True], page)
    speeches = gold.get("speeches", [])
    found.count("boundaries", _boundaries(document, speeches), [_key(s) for s in speeches], page)
    if "anomalies" in gold:
        found.count("anomalies", [a.kind for a in document.anomalies], gold["anomalies"], page)
    inside = "\n".join(_plain(s.text) for s in document.speeches)
    furniture = gold.get("furniture", [])
    clean = [item for item in furniture if _plain(item) not in inside]
    found.count("furniture", clean, furniture, page)
    for speech, wanted in _pairs(document, speeches):
        if wanted:
            _compare_speech(found, f"{page}, speech {speech.ordinal}", speech, wanted)


def _compare_speech(found: Evaluation, place: str, speech: Speech, gold: dict[str, Any]) -> None:
    for measure, name in (("titles", "title"), ("salutations", "salutation")):
        if name in gold:
            found.count(measure, [_plain(getattr(speech, name))], [_plain(gold[name])], place)
    if "sections" not in gold:
        return
    got = [(s.level, _plain(s.marker), _plain(s.heading)) for s in speech.sections if s.marker]
    expected = [(level, _plain(marker), _plain(heading)) for level, marker, heading in gold["sections"]]
    for measure, levels in (
        ("sections, level 1", (1,)),
        ("sections, level 2", (2,)),
        ("sections, level 3-4", (3, 4)),
    ):
        found.count(
            measure, [s for s in got if s[0] in levels], [s for s in expected if s[0] in levels], place
        )


def _pairs(document: Document, gold: list[dict[str, Any]]) -> list[tuple[Speech, dict[str, Any] | None]]:
    """Each speech found with the gold speech it is: the one with both its ends, or with its start."""
    left = list(gold)
    pairs: dict[int, dict[str, Any]] = {}
    for whole in (True, False):
        for speech in document.speeches:
            match = next((g for g in left if _matches(speech, g, whole=whole)), None)
            if match is not None and speech.ordinal not in pairs:
                pairs[speech.ordinal] = match
                left.remove(match)
    return [(speech, pairs.get(speech.ordinal)) for speech in document.speeches]


def _boundaries(document: Document, gold: list[dict[str, Any]]) -> list[str]:
    """For each speech found the key of the gold speech with both its ends, or its own words."""
    keys = []
    for speech, match in _pairs(document, gold):
        text = _plain(speech.text)
        right = match is not None and _matches(speech, match, whole=True)
        keys.append(_key(match) if match and right else f"{text[:15]} … {text[-15:]}")
    return keys


def _matches(speech: Speech, gold: dict[str, Any], *, whole: bool) -> bool:
    text = _plain(speech.text)
    return text.startswith(_plain(gold["opens"])) and (not whole or text.endswith(_plain(gold["closes"])))


def _key(gold: dict[str, Any]) -> str:
    return f"{_plain(gold['opens'])[:15]} … {_plain(gold['closes'])[-15:]}"


def _plain(text: str | None) -> str:
    """A text for comparison: no white space, one width of punctuation, both scripts as they are."""
    if text is None:
        return ""
    table = {ord(wide): narrow for wide, narrow in zip("，；：！？（）", ",;:!?()", strict=True)}
    return "".join(text.translate(table).split())
