"""One page against its gold: every difference, with the measure it counts for.

Where the number of speeches is right, the first found is compared with the first of the gold and so on. Elsewhere they are
paired, in order, so that most agrees, and a speech of the gold that is left over is wrong in all that is said of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from chuangwen_corpus.evaluate import measures as m
from chuangwen_corpus.evaluate.gold import AnomalyGold, Gold, SectionGold, SpeechGold
from chuangwen_corpus.evaluate.plain import plain
from chuangwen_corpus.records import Document, Section, Speech

LONG = 6
"""Characters from which on the opening words of a speech stand in it once: twice is doubled text."""
_FIELDS = ("salutation", "speaker", "date", "marker", "office", "unit", "kind", "level", "campaign")
Difference = tuple[str, str]
"""The measure, and what differs, in words."""


def differences(document: Document, gold: Gold) -> Iterator[Difference]:
    """All in which a parsed page is not what its gold says."""
    yield from _of_page(document, gold)
    for number, (speech, wanted) in enumerate(_pairs(document.speeches, gold), 1):
        where = f"speech {number}"
        if speech is None:
            if gold.speech_count is None:
                yield m.SPEECHES, f"{where}: is not found"
            for measure in sorted(m.judged_of_speech(wanted), key=m.MEASURES.index):
                yield measure, f"{where}: is not found"
        else:
            for measure, difference in _of_speech(speech, wanted):
                yield measure, f"{where}: {difference}"
    places = _places(document)
    whole = plain(document.text)
    spoken = [plain(f"{s.title or ''}\n{s.subtitle or ''}\n{s.text}") for s in document.speeches]
    for words in gold.keeps:
        if not any(plain(words) in place for place in places):
            there = " (it stands in the text, but in no speech)" if plain(words) in whole else ""
            yield m.NO_WORDS_LOST, f"{words!r} is lost{there}"
    for words in gold.drops:
        if plain(words) in whole:
            yield m.NO_FURNITURE, f"{words!r} is kept"
        if any(plain(words) in speech for speech in spoken):
            yield m.CLEAN_SPEECHES, f"{words!r} stands in a speech"
    for difference in _of_anomalies(document, gold.anomalies):
        yield m.ANOMALIES, difference


def _of_page(document: Document, gold: Gold) -> Iterator[Difference]:
    if gold.speech_count is not None and document.speech_count not in gold.speech_count:
        yield m.SPEECHES, f"{document.speech_count} speeches, not {_wanted(gold.speech_count)}"
    if gold.document_title is not None and not _titles(document) & _any(gold.document_title):
        yield m.TITLES, f"title of the page: {_named(document)}, not {_wanted(gold.document_title)}"
    if gold.subtitle is not None and _below(document.subtitle) not in {
        _below(text) for text in gold.subtitle
    }:
        yield m.TITLES, f"subtitle of the page: {document.subtitle!r}, not {_wanted(gold.subtitle)}"
    if gold.event is not None and _plain(document.event) not in _any(gold.event):
        yield m.OTHER, f"event: {document.event!r}, not {_wanted(gold.event)}"
    declared = document.declared_speech_count
    if gold.declared_speech_count is not None and declared not in gold.declared_speech_count:
        yield m.OTHER, f"declared speeches: {declared}, not {_wanted(gold.declared_speech_count)}"


def _of_speech(speech: Speech, gold: SpeechGold) -> Iterator[Difference]:
    if gold.title is not None and not _titles(speech) & _any(gold.title):
        yield m.TITLES, f"title: {_named(speech)}, not {_wanted(gold.title)}"
    if gold.title_contains is not None:
        titles = [title for title in _titles(speech) if title]
        if not any(plain(part) in title for part in gold.title_contains for title in titles):
            yield m.TITLES, f"title: {_named(speech)} does not hold {_wanted(gold.title_contains)}"
    if gold.subtitle is not None and _below(speech.subtitle) not in {_below(text) for text in gold.subtitle}:
        yield m.TITLES, f"subtitle: {speech.subtitle!r}, not {_wanted(gold.subtitle)}"
    for key in _FIELDS:
        wanted, found = getattr(gold, key), getattr(speech, key)
        if wanted is not None and _plain(found) not in _any(wanted):
            yield m.OF_SPEECH[key], f"{key}: {found!r}, not {_wanted(wanted)}"
    if gold.sections is not None:
        found = [section for section in speech.sections if section.marker or section.heading]
        same = len(found) == len(gold.sections)
        if not same or not all(map(_same_section, found, gold.sections)):
            headings = [(section.marker, section.heading, section.level) for section in found]
            yield m.HEADINGS, f"sections: {headings}, not {[_section(section) for section in gold.sections]}"
    if gold.paragraph_count is not None and len(speech.paragraphs) not in gold.paragraph_count:
        yield m.PARAGRAPHS, f"{len(speech.paragraphs)} paragraphs, not {_wanted(gold.paragraph_count)}"
    yield from _of_boundaries(_body(speech, gold), gold)


def _of_boundaries(text: str, gold: SpeechGold) -> Iterator[Difference]:
    """Differences of the text behind the salutation."""
    opens = [plain(words) for words in gold.opens or []]
    closes = [plain(words) for words in gold.closes or []]
    if opens and not text.startswith(tuple(opens)):
        yield m.BOUNDARIES, f"opens with {text[:20]!r}, not {_wanted(gold.opens)}"
    if any(len(words) >= LONG and text.count(words) > 1 for words in opens):
        yield m.BOUNDARIES, "its text is there twice"
    if closes and not text.endswith(tuple(closes)):
        yield m.BOUNDARIES, f"closes with {text[-20:]!r}, not {_wanted(gold.closes)}"


def _of_anomalies(document: Document, gold: AnomalyGold) -> Iterator[str]:
    kinds = Counter(anomaly.kind for anomaly in document.anomalies)
    for wanted in gold.present:
        if not kinds.keys() & set(wanted.split("|")):
            yield f"{wanted} is missed"
    for unwanted in gold.absent:
        if unwanted in kinds:
            yield f"{unwanted} is false, {_where(document, unwanted)}"
    if gold.exact is not None:
        exact = Counter(gold.exact)
        for kind, number in (exact - kinds).items():
            yield f"{kind} is missed {number} times of {exact[kind]}"
        for kind, number in (kinds - exact).items():
            yield f"{kind} is found {number} times too often, {_where(document, kind)}"


def _where(document: Document, kind: str) -> str:
    """The first places where an anomaly of a kind was found."""
    spans = [(a.source_start_char, a.source_end_char) for a in document.anomalies if a.kind == kind]
    return f"at {[document.source_text[start:end][:16] for start, end in spans[:3]]}"


def _pairs(found: Sequence[Speech], gold: Gold) -> list[tuple[Speech | None, SpeechGold]]:
    """Each speech of the gold with the one found that it speaks of, or with None."""
    wanted, counts = gold.speeches, gold.speech_count
    if len(found) in counts if counts is not None else len(found) >= len(wanted):
        return list(zip(found, wanted, strict=False))
    agreement = [[_agreement(speech, said) for speech in found] for said in wanted]
    best = [[0] * (len(found) + 1) for _ in range(len(wanted) + 1)]  # of what follows number i and number j
    for i in reversed(range(len(wanted))):
        for j in reversed(range(len(found))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + agreement[i][j])
    pairs: list[tuple[Speech | None, SpeechGold]] = []
    j = 0
    for i, said in enumerate(wanted):
        while j < len(found) and best[i][j] == best[i][j + 1]:
            j += 1
        taken = j < len(found) and best[i][j] > best[i + 1][j]
        pairs.append((found[j] if taken else None, said))
        j += taken
    return pairs


def _agreement(speech: Speech, gold: SpeechGold) -> int:
    """How many of the title, the salutation and both ends of a speech are what the gold says; null says nothing."""
    text = _body(speech, gold)
    return sum((
        bool((_titles(speech) & _any(gold.title or ())) - {None}),
        speech.salutation is not None and _plain(speech.salutation) in _any(gold.salutation or ()),
        text.startswith(tuple(plain(words) for words in gold.opens or ())),
        text.endswith(tuple(plain(words) for words in gold.closes or ())),
    ))  # fmt: skip


def _body(speech: Speech, gold: SpeechGold) -> str:
    """A speech's text behind its salutation, the one found or the gold's."""
    text = plain(speech.text)
    for salutation in (speech.salutation, *(gold.salutation or ())):
        if salutation and text.startswith(plain(salutation)):
            return text[len(plain(salutation)) :]
    return text


def _places(document: Document) -> list[str]:
    """Where words may stand that must not be lost.

    In a speech, in a title, or above the first speech; there not in the lines of its speaker and its date. All of a page
    without speeches is lost.
    """
    if not document.speeches:
        return []
    first = document.speeches[0]
    records: tuple[Document | Speech, ...] = (document, *document.speeches)
    titles = [title for record in records for title in _titles(record)]
    below = [_plain(record.subtitle) for record in records]
    other = {_plain(value) for value in (first.speaker, first.date)}
    lines = [plain(line) for line in document.text[: first.start_char].split("\n")]
    head = "".join(line for line in lines if line.strip("()") not in other)
    return [
        text
        for text in (*(plain(speech.text) for speech in document.speeches), *titles, *below, head)
        if text
    ]


def _titles(record: Document | Speech) -> set[str | None]:
    """The ways to read a title: alone, or with its subtitle, with a dash between or without."""
    title, below = _plain(record.title), _below(record.subtitle)
    return {title, f"{title}—{below}", f"{title}{below}"} if title and below else {title}


def _named(record: Document | Speech) -> str:
    return " / ".join(repr(text) for text in (record.title, record.subtitle) if text) or "None"


def _same_section(found: Section, gold: SectionGold) -> bool:
    return (
        _plain(found.marker) in _any(gold.marker)
        and (gold.heading is None or _plain(found.heading) in _any(gold.heading))
        and (gold.level is None or found.level in gold.level)
    )


def _section(gold: SectionGold) -> tuple[str, ...]:
    return tuple(_wanted(values) for values in (gold.marker, gold.heading, gold.level) if values is not None)


def _plain(text: str | None) -> str | None:
    return None if text is None else plain(text)


def _below(subtitle: str | None) -> str | None:
    """A subtitle without the dashes around it; None for none."""
    return plain(subtitle or "").strip("—") or None


def _any(values: Sequence[str | None]) -> set[str | None]:
    return {_plain(value) for value in values}


def _wanted(values: Sequence[object] | None) -> str:
    return " or ".join(repr(value) for value in values or ())
