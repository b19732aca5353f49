"""What a speech undertakes and what it tells others to do, clause by clause: read once, for `commitment` and `directive`.

A marker (将, 要, 坚决, 请) opens a scope that reaches to the end of the sentence or to the next subject; every clause in it with a
predicate is an act of its own, by the same agent. Frames close the scope: the past, what another has demanded, purposes.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from chuangwen_corpus.annotate import cues, predicate
from chuangwen_corpus.annotate.act import Act
from chuangwen_corpus.annotate.adverbials import is_adverbial
from chuangwen_corpus.annotate.clauses import KINDS, Clause, clauses
from chuangwen_corpus.annotate.cues import Cue
from chuangwen_corpus.annotate.frames import (
    PAUSES,
    asked_from,
    asks_for,
    demands,
    happens,
    is_aim,
    is_deadline,
    is_item_of_agenda,
    is_of_thing,
    is_past,
    is_predicated,
    is_since,
    is_truth,
    is_whoever,
    may_promise,
    reports,
    says_what_is,
)
from chuangwen_corpus.annotate.heads import AskedHead
from chuangwen_corpus.annotate.layer import SAID, Reading, SentenceSpan, Word
from chuangwen_corpus.annotate.markers import forbids, marker_of
from chuangwen_corpus.annotate.predicate import Predicate
from chuangwen_corpus.annotate.subjects import Subject, subject_of
from chuangwen_corpus.annotate.verbs import is_action, is_adverb
from chuangwen_corpus.annotate.vocabulary import cue_list, is_other

REQUIRES = ("self_reference", "organisation", "time", "quantity")
"""The layers that acts are read from."""
_OPENING = tuple(map(cue_list, (*KINDS, "announcement")))
"""What opens a scope: a sentence without any of them has no acts."""
_END_OF_DEMAND = (";", "；", "。", "!", "！", "?", "？")


def acts(reading: Reading) -> list[Act]:
    """All acts of the sentences that are read, in order; computed once."""
    if reading.acts is None:
        last = _last_markers(reading)
        promised = dict(_announced(reading, last))
        reading.acts = [
            act
            for sentence in sorted({*last, *promised}, key=lambda sentence: sentence.start)
            for act in _chained(
                _of_sentence(reading, sentence, last.get(sentence, -1), promised.get(sentence))
            )
        ]
    return reading.acts


def _announced(reading: Reading, last: Container[SentenceSpan]) -> Iterator[tuple[SentenceSpan, _Scope]]:
    """The items of a list that follows an announced promise which its sentence does not tell: 我们郑重承诺：|一、…|二、…"""
    scope: _Scope | None = None
    speech = -1
    for sentence in reading.sentences:
        if scope:
            within = sentence.speech == speech and sentence.kind in SAID
            if within and clauses(reading, sentence)[0].counted:
                yield sentence, replace(scope)
            else:
                scope = None
        if reading.folded[sentence.end - 1] == ":" and sentence in last:
            announced = _performs(reading, clauses(reading, sentence)[-1], reading.heads[sentence.speech])
            if announced:
                scope, speech = announced, sentence.speech


def _last_markers(reading: Reading) -> dict[SentenceSpan, int]:
    """Where the last marker or announcement starts in each sentence that has one."""
    last: dict[SentenceSpan, int] = {}
    for hit in reading.hits.all_of(*_OPENING):
        sentence = reading.sentence_at(hit.start)
        if sentence is None or hit.end > sentence.end or sentence.kind not in SAID:
            continue
        if not is_other(hit, reading.folded, sentence.start, sentence.end):
            last[sentence] = hit.start
    return last


def _chained(found: Iterator[Act]) -> Iterator[Act]:
    """The acts of a sentence, each with a chain that begins at an act of its own kind."""
    first: dict[tuple[str, int], int] = {}
    for act in found:
        yield act._replace(chain=first.setdefault((act.kind, act.chain), act.start))


@dataclass(slots=True)
class _Scope:
    """What holds from clause to clause of a sentence."""

    subject: Subject | None = None
    marker: Cue | None = None
    kind: Literal["commitment", "directive"] | None = None
    chain: int = -1
    announced: bool = False
    """Whether the speaker has said that promises follow: 我代表…承诺：…"""
    open_at: tuple[int, bool] | None = None
    """Where a clause began whose marker has only an adverbial behind it, and whether it names its agent."""
    waits: int = -1
    """Where a subject began whose marker is to come: 我局作为牵头单位，将…"""

    def close(self, subject: Subject | None) -> None:
        """No marker holds any longer."""
        self.subject, self.marker, self.kind, self.open_at = subject, None, None, None

    def open(self, marker: Cue, kind: Literal["commitment", "directive"], start: int, *, names: bool) -> None:
        """A marker holds whose predicate is still to come."""
        self.marker, self.kind, self.chain, self.open_at = marker, kind, start, (start, names)


def _of_sentence(
    reading: Reading, sentence: SentenceSpan, last: int, announced: _Scope | None = None
) -> Iterator[Act]:
    of_speech = reading.heads[sentence.speech]
    scope = announced or _Scope()
    told = parted = within = past = False
    lead: Clause | None = None
    parts = clauses(reading, sentence)
    asked = asked_from(reading, sentence, parts)
    for i, clause in enumerate(parts):
        if clause.start > last and scope.marker is None:
            return  # nothing holds, and nothing opens a scope any more
        start = _behind_conjunctions(reading, clause)
        if start >= clause.end:
            continue
        here = clause.since(start)
        if parted and clause.counted:
            scope.marker = scope.marker if scope.announced else None  # 一是…；二是…: each has its own
        if is_past(reading, here):
            past, scope = True, _Scope()
        if past and not _promises_anew(reading, here):
            continue
        past = False
        if is_aim(reading, here, parts[i + 1 : i + 3], first=here.start == sentence.start):
            lead = None
        elif told or cues.any_of(reading, here.start, here.end, "stated_aim"):
            told = clause.stop not in _END_OF_DEMAND
        elif reports(reading, here) or demands(reading, here):
            told = clause.stop in ",，:："
            scope = _Scope()
        elif within and cues.ends(reading.folded[start : clause.end], "frame_head") and not here.cues:
            within = False  # the rest of a phrase that a comma parts: 按照一企一策，一企一档的|要求
        elif is_adverbial(here) and not here.cues:
            within = True
            if scope.open_at:
                continue
            inside = (scope.marker is not None or is_deadline(here)) and not is_since(reading, here)
            lead = lead or (here if inside else None)
        elif promised := _performs(reading, here, of_speech):
            scope = promised
            lead = None
        else:
            found = _act(reading, here, lead, scope, of_speech)
            yield from (act for act in found if clause.start < asked or act.marker.kind == "call")
            lead = None
        if clause.stop in "；;":
            told = False
            parted = True
            continue
        parted = False


def _promises_anew(reading: Reading, clause: Clause) -> bool:
    """Whether a clause behind what has been done says what the speaker's side is going to do: …提出了要求，我们将认真落实."""
    marker = next((cue for cue in clause.cues if cue.kind == "marker"), None)
    if marker is None or marker.modality not in ("future", "vow"):
        return False
    selves = reading.inside("self_reference", clause.start, marker.start)
    return any(m.start == clause.start for m in selves)


def _behind_conjunctions(reading: Reading, clause: Clause) -> int:
    start = clause.start
    while behind := cues.at(reading, start, clause.end, "conjunction"):
        start = behind + (reading.folded[behind : behind + 1] in PAUSES and behind < clause.end)
    return start


def _performs(reading: Reading, clause: Clause, of_speech: AskedHead) -> _Scope | None:
    """The scope that an announced promise opens: 我代表全局郑重承诺：…"""
    folded = reading.folded
    if clause.stop not in ",，:：":
        return None
    announced = list(cues.find(reading, clause.start, clause.end, "announcement"))
    if not announced or folded[announced[-1].end : clause.end] not in ("", "如下"):
        return None
    at = announced[-1].start
    for_whom = re.search(
        r"代表(?P<name>[^,:]{2,24}?)(?:在此|郑重|庄严|向[^,:]{2,20})?(?:作出|做出)?$",
        folded[clause.start : at],
    )
    subject = subject_of(reading, clause, clause.end, of_speech, own_only=True)
    if for_whom:
        subject = Subject(clause.start + for_whom.start("name"), clause.start + for_whom.end("name"), "own")
    elif subject is None:
        before = reading.words(clause.start, at)
        if not all(is_adverb(before, i) or word.xpos[0] in "acdw" for i, word in enumerate(before)):
            return None  # by somebody else
    marker = Cue(at, at + 2, "承诺", "marker", "promise", "strong")
    return _Scope(subject, marker, "commitment", announced=True)


@dataclass(frozen=True, slots=True)
class _Head:
    """What a clause opens with: its marker, if it has one of its own, and its subject."""

    marker: Cue | None
    subject: Subject | None


def _act(
    reading: Reading, clause: Clause, lead: Clause | None, scope: _Scope, of_speech: AskedHead
) -> Iterator[Act]:
    """The act of a clause, if it is one; the scope is what holds in the next clause afterwards."""
    head = _head(reading, clause, of_speech)
    if head and scope.announced and head.subject and head.subject.side != "own":
        head = _Head(head.marker, None)  # what is promised of things: 维修记录全部上墙
    if head is None or (head.subject and head.subject.side == "thing"):
        scope.close(subject=None)
        return
    marker, subject = head.marker, head.subject
    waits, scope.waits = scope.waits, -1
    if subject:
        scope.subject = subject
        if marker is None:
            scope.close(subject=subject)
            if reading.folded.startswith("作为", subject.end):
                scope.waits = subject.start
    if marker is None and says_what_is(clause):
        scope.close(subject=None)
        return
    if marker is None and cues.any_of(reading, clause.start, clause.end, "question"):
        return  # 牵涉哪些工地
    speaks = scope.subject is not None and scope.subject.side == "own"
    if (marker is None and is_whoever(clause)) or (is_item_of_agenda(clause) and not speaks):
        return
    if marker and is_predicated(reading, marker, clause):
        scope.close(subject=None)
        return
    used = marker or scope.marker
    if used is None or (cues.any_of(reading, clause.start, clause.end, "perfect") and used.modality != "vow"):
        return
    if (
        subject is None
        and used is marker
        and (is_truth(reading, used, clause) or is_of_thing(reading, used, clause))
    ):
        scope.close(subject=None)
        return
    kind = _kind(scope, used, clause, of_speech) if marker else scope.kind
    if kind is None:
        return
    rest = clause.since(_predicate_start(clause, head))
    if marker and marker.kind in ("marker", "call") and is_adverbial(rest):
        begins = subject.start if subject else waits if waits >= 0 else clause.start
        scope.open(marker, kind, begins, names=subject is not None or waits >= 0)
        return
    ensures = marker is not None and marker.modality == "ensure"
    found = _governed(reading, marker, clause) or predicate.read(rest, result=ensures)
    if marker and asks_for(reading, marker, clause, found):
        scope.close(subject=scope.subject)
        return
    if used.modality in ("future", "certainty") and found and happens(reading, found):
        scope.close(subject=scope.subject)
        return
    opened, scope.open_at = (None if subject else scope.open_at), None
    if marker and subject is None and waits >= 0:
        opened = (waits, True)
    start = opened[0] if opened else _start(clause, head, lead)
    if marker and not scope.announced:
        scope.marker, scope.kind, scope.chain = marker, kind, start
    elif scope.chain < 0:
        scope.chain = start  # what was announced goes on to hold
    agent = scope.subject
    if found and reading.folded[found.start : clause.end] in cues.forms("knowing"):
        scope.close(subject=None)  # 大家要知道，…: what follows is known, not done
    yield Act(
        kind, start, clause.end, used,
        marker_stated=marker is not None or opened is not None,
        agent=(agent.start, agent.end) if agent else None,
        agent_stated=subject is not None or bool(opened and opened[1]),
        predicate=found,
        negative=bool(found and found.negative) or (used is marker and forbids(used)),
        chain=scope.chain,
    )  # fmt: skip


def _head(reading: Reading, clause: Clause, of_speech: AskedHead) -> _Head | None:
    """Marker and subject of a clause; None if it says that others call for something."""
    marker = marker_of(reading, clause)
    limit = marker.start if marker else clause.end
    asked = _behind_demand(reading, clause, limit) if marker else clause
    subject = subject_of(reading, asked, limit, of_speech)
    if marker and marker.kind == "call":
        if subject and subject.side != "own":
            return None
        called = subject_of(reading, clause.since(marker.end), clause.end, of_speech)
        subject = replace(called, side="addressed") if called else subject
    return _Head(marker, subject)


def _behind_demand(reading: Reading, clause: Clause, limit: int) -> Clause:
    """The clause behind what calls for it: 这些都要求|我们必须放眼长远."""
    if "report" not in clause.classes:
        return clause
    words = reading.words(clause.start, limit)
    asks = next((w.end for w in words if "report" in w.classes and w.xpos[0] == "v"), clause.start)
    return clause.since(asks) if clause.start < asks < limit else clause


def _governed(reading: Reading, marker: Cue | None, clause: Clause) -> Predicate | None:
    """The marker itself as the predicate, where it is a verb and only a noun phrase follows: 争取好的名次."""
    if marker is None or marker.form not in cues.forms("full_verb"):
        return None
    words = reading.words(marker.end, clause.end)
    if not words or "state" in words[-1].classes or not _is_noun_phrase(words):
        return None
    return Predicate(marker.start, marker.end, negative=False, object=(words[0].start, words[-1].end))


def _is_noun_phrase(words: Sequence[Word]) -> bool:
    """Whether words are a noun with what modifies it, if need be a noun made of a verb: 施工|质量."""
    last = len(words) - 1
    return not any(
        (w.xpos[0] == "v" and not (i < last and is_action(w) and words[last].xpos == "n"))
        or w.xpos in ("d", "x", "l", "i")
        or w.form == "并"
        for i, w in enumerate(words)
    )


def _predicate_start(clause: Clause, head: _Head) -> int:
    """Where the predicate is looked for: behind the marker, and behind those who are called on."""
    marker, subject = head.marker, head.subject
    if marker is None:
        return clause.start
    if marker.form in cues.forms("prevention") and marker.form not in ("严禁", "禁止"):
        return marker.start
    return subject.end if marker.kind == "call" and subject and subject.start >= marker.end else marker.end


def _start(clause: Clause, head: _Head, lead: Clause | None) -> int:
    """Where an act begins: at the call, the subject, an adverbial clause of its own before it, or the clause."""
    if head.marker and head.marker.kind == "call":
        return head.marker.start
    if head.subject:
        return head.subject.start
    return lead.start if lead else clause.start


def _kind(
    scope: _Scope, marker: Cue, clause: Clause, of_speech: AskedHead
) -> Literal["commitment", "directive"] | None:
    subject = scope.subject
    if marker.kind == "call":
        return "directive"
    calls = of_speech.tells("mobilises")
    if marker.kind == "prohibition":
        if subject and subject.side == "own" and not calls:
            return "commitment"
        return "directive" if calls or (subject and subject.side == "addressed") else None
    if subject is None:
        if calls:
            return None if marker.form[0] == "会" or marker.form.startswith(("必将", "必然")) else "directive"
        if marker.form in ("要", "会"):
            # In other kinds of speech 要 says what is right: 要讲文明; and behind anything else of what: 音量要调小.
            promises = may_promise(marker, clause) and of_speech.tells("pledges")
            return "commitment" if promises else None
        return "commitment"
    if calls:
        if subject.is_organ and subject.side == "own":
            return "commitment"
        if subject.is_organ and marker.modality == "future":
            return None  # what an organ is going to do is told: 省政府将组织核查
        return (
            "commitment"
            if subject.side == "own" and not subject.is_all and marker.modality == "future"
            else "directive"
        )
    return "commitment" if subject.side == "own" else "directive"
