"""The marker of a clause: the word that makes it a commitment or a directive."""

from __future__ import annotations

from collections.abc import Sequence

from chuangwen_corpus.annotate.clauses import Clause
from chuangwen_corpus.annotate.cues import Cue
from chuangwen_corpus.annotate.layer import Reading, Word
from chuangwen_corpus.annotate.verbs import closing, is_adverb, is_verb, opens_marks

_WEAK = ("将", "要", "会")
"""Modals that another marker right behind them outweighs: 要坚决."""


def forbids(marker: Cue) -> bool:
    """Whether a marker denies the predicate behind it: 不得, 决不."""
    return (
        marker.kind == "prohibition"
        or (marker.form[0] in "决绝" and "不" in marker.form)
        or marker.form in ("坚决不", "绝无")
    )


def marker_of(reading: Reading, clause: Clause) -> Cue | None:
    """The first marker before the predicate of a clause, outside quotations; 将 for 把 is none."""
    found = clause.cues
    for i, cue in enumerate(found):
        if cue.form == "将" and _disposes(
            reading, cue.end, clause, opens=cue.start == clause.start or bool(i)
        ):
            continue
        if cue.kind == "marker" and reading.folded.startswith("的", cue.end):
            continue
        if cue.end >= clause.end or _is_in_modifier(reading, cue, clause):
            continue
        behind = found[i + 1] if i + 1 < len(found) else None
        stronger = behind and behind.start == cue.end and behind.kind != "call" and behind.form not in _WEAK
        return behind if stronger and cue.form in ("要", "会") else cue
    return None


def _is_in_modifier(reading: Reading, cue: Cue, clause: Clause) -> bool:
    """Whether a cue stands in what modifies a noun: 的 follows the first verb behind it (一刻也不能等的紧迫感)."""
    if "uj" not in clause.tags:
        return False
    words = reading.words(cue.end, clause.end)
    i = 0
    while i < len(words) and (is_adverb(words, i) or "marker" in words[i].classes):
        i += 1
    if i >= len(words) or not (is_verb(words[i]) or words[i].form == "等"):
        return False
    i += 1
    while i < len(words) and "complement" in words[i].classes:
        i += 1
    return i + 1 < len(words) and words[i].form == "的" and words[i].xpos == "uj"


def _disposes(reading: Reading, after: int, clause: Clause, *, opens: bool) -> bool:
    """Whether 将 is the preposition 把: a noun follows, and a verb with 到, 为, 在 or the like behind it."""
    end = clause.end
    words = reading.words(after, end)
    if not opens:
        opens = any(mark.start == clause.start and mark.end == after - 1 for mark in clause.times)
    if words and opens_marks(words[0]):
        closed = closing(words, 0)
        return bool(closed) and any(
            words[i].xpos.startswith("v") and _goes_to(words, i) for i in range(closed, len(words))
        )
    if len(words) < 2 or not words[0].xpos.startswith(("n", "r", "j", "vn", "l")) or words[0].xpos == "nrt":
        return False
    if any(mark.start == words[0].start for mark in reading.inside("time", after, end)):
        return False
    if opens and words[0].xpos[0] in "nj" and any(word.xpos in ("v", "x") for word in words[1:]):
        return True  # nobody acts in the clause, so what stands behind 将 is what is acted on
    return any(w.xpos.startswith("v") and _goes_to(words, i) for i, w in enumerate(words[1:], 1))


def _goes_to(words: Sequence[Word], i: int) -> bool:
    forms = [word.form for word in words]
    behind = forms[i + 1] if i + 1 < len(forms) else ""
    return behind in ("到", "为", "在", "至", "成", "给", "于", "入", "进") or (
        forms[i][-1:] in "到为入成至" and len(forms[i]) > 1
    )
