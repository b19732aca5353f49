"""The measures by which a page is judged, and the keys of its gold that each of them uses."""

from __future__ import annotations

from chuangwen_corpus.evaluate.gold import Gold, SpeechGold

SPEECHES, TITLES, SALUTATIONS, SPEAKERS, DATES = "speeches", "titles", "salutations", "speakers", "dates"
HEADINGS, BOUNDARIES, PARAGRAPHS = "headings", "boundaries", "paragraphs"
NO_FURNITURE, CLEAN_SPEECHES = "no furniture", "no furniture in speeches"
NO_WORDS_LOST, ANOMALIES = "no words lost", "anomalies"
OFFICES, UNITS, KINDS, LEVELS, CAMPAIGNS = "offices", "units", "kinds", "levels", "campaigns"
OTHER, RESTORED = "other", "restored"
MEASURES = (
    SPEECHES, TITLES, SALUTATIONS, SPEAKERS, DATES, HEADINGS, BOUNDARIES, PARAGRAPHS, NO_FURNITURE, CLEAN_SPEECHES, NO_WORDS_LOST,
    ANOMALIES, OFFICES, UNITS, KINDS, LEVELS, CAMPAIGNS, OTHER, RESTORED,
)  # fmt: skip
"""The measures in the order of the table."""
OF_PAGE = {
    "speech_count": SPEECHES, "speeches": SPEECHES, "document_title": TITLES, "subtitle": TITLES, "event": OTHER,
    "declared_speech_count": OTHER, "keeps": NO_WORDS_LOST, "drops": NO_FURNITURE,
}  # fmt: skip
OF_SPEECH = {
    "title": TITLES, "title_contains": TITLES, "subtitle": TITLES, "salutation": SALUTATIONS, "speaker": SPEAKERS,
    "date": DATES, "sections": HEADINGS, "opens": BOUNDARIES, "closes": BOUNDARIES, "paragraph_count": PARAGRAPHS,
    "office": OFFICES, "unit": UNITS, "kind": KINDS, "level": LEVELS, "campaign": CAMPAIGNS, "marker": OTHER,
}  # fmt: skip
_OF_ANOMALIES = ("present", "absent", "exact")


def judged_of_speech(gold: SpeechGold) -> set[str]:
    """The measures that the gold of a speech says something of."""
    return {measure for key, measure in OF_SPEECH.items() if gold.says(key)}


def judged(gold: Gold) -> set[str]:
    """The measures that the gold of a page says something of; whether its bytes come back needs no gold."""
    found = {measure for key, measure in OF_PAGE.items() if gold.says(key)}
    found |= {measure for speech in gold.speeches for measure in judged_of_speech(speech)}
    if gold.drops and gold.speech_count != [0]:
        found.add(CLEAN_SPEECHES)
    if any(gold.anomalies.says(key) for key in _OF_ANOMALIES):
        found.add(ANOMALIES)
    return found
