"""The rights in the code, in the annotations and in the source text, stated in one place."""

from __future__ import annotations

NAME = "chuangwen-corpus"
KEYWORDS = ("corpus linguistics", "Chinese", "speeches", "political discourse", "text as data")
"""What a corpus is filed under."""
UNTITLED = "A corpus of Chinese speeches"
"""The title of a corpus whose builder gives none (`release.toml`)."""
UNDESCRIBED = (
    "Speeches taken from pages, built with the package chuangwen-corpus: clean text aligned with the source, speeches, "
    "sections, paragraphs, sentences, tokens with parts of speech, annotations, anomalies."
)
CODE_LICENCE = "MIT"
ANNOTATION_LICENCE = "CC-BY-4.0"
ANNOTATION_LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
SOURCE_RIGHTS = (
    "The text of the speeches belongs to whoever holds the rights in it. Pages were uploaded to "
    "document-sharing sites by others; their rights are unclear, and nothing here grants any. "
    "What is known of a page stands in documents.source.rights."
)
STATEMENT = {
    "code": f"{CODE_LICENCE}: the package chuangwen-corpus.",
    "annotations": f"{ANNOTATION_LICENCE}: offsets, divisions, tags, anomalies and all other "
    "information added to the text.",
    "source_text": SOURCE_RIGHTS,
}
